"""Everything real: the reference portal on loopback, a workspace on disk, the program's own forms and templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.portal_server.server import Serving, running
from desktop_app.services.desk import Desk
from desktop_app.wiring import open_desk
from tests.ui.conftest import _buried_here  # noqa: F401 - these have windows too

TOKEN = "token-for-tests"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Serving]:
    with running(tmp_path / "portal", token=TOKEN) as serving:
        yield serving


def write_profile(workspace: Path, url: str, *, timeout_s: float = 20) -> None:
    """Tell a workspace of a portal named `county`."""
    folder = workspace / "portals"
    folder.mkdir(parents=True, exist_ok=True)
    profile = (
        f"name: county\nkind: reference\nbase_url: {url}\ntoken_ref: portal.county\ntimeout_s: {timeout_s}\n"
    )
    (folder / "county.yaml").write_text(profile, "utf-8")


@pytest.fixture
def workspace(tmp_path: Path, portal: Serving, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace's folder that knows the portal; the token lies where a keyring would have it."""
    monkeypatch.setenv("GONGKAI_TOKEN_PORTAL_COUNTY", TOKEN)
    write_profile(tmp_path / "workspace", portal.url)
    return tmp_path / "workspace"


@pytest.fixture
def desk(workspace: Path) -> Iterator[Desk]:
    opened = open_desk(str(workspace))
    yield opened
    opened.close()
