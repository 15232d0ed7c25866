"""A real Apache with mod_dav."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.adapters.portals.opening import open_portal
from desktop_app.adapters.portals.profile import read_profile
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.conformance import PortalConformance
from tests.adapters.portals.sample import submission
from tests.portal_server.faulty import Fault, FaultyLine
from tests.servers import started

KEY = "ljx-2026-0001"


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, Any]]:
    with started("webdav") as told:
        yield told


@pytest.fixture
def drop(server: dict[str, Any]) -> Path:
    folder = Path(server["folder"])
    for path in folder.iterdir():
        shutil.rmtree(path)
    return folder


def webdav(server: dict[str, Any], url: str = "", password: str = "") -> Portal:
    text = f"name: dav\nkind: webdav\nbase_url: {url or server['url']}\nuser: {server['user']}\nsecret: dav\n"
    return open_portal(read_profile(text, "dav.yaml"), lambda _name: password or server["password"])


class TestWebDav(PortalConformance):
    @pytest.fixture
    def portal(self, server: dict[str, Any], drop: Path) -> Portal:
        return webdav(server)


def test_wrong_password_needs_login(server: dict[str, Any], drop: Path) -> None:
    with pytest.raises(NeedsLogin):
        webdav(server, password="wrong").publish(submission(), silent)


def test_folder_that_is_not_there_is_named(server: dict[str, Any], drop: Path) -> None:
    with pytest.raises(Rejected, match="上级文件夹不存在"):
        webdav(server, server["url"] + "nowhere/at-all").publish(submission(), silent)


@pytest.mark.parametrize("verb", ["PUT", "MKCOL", "MOVE"])
@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_IN_ANSWER, Fault.BUSY])
def test_whatever_is_cut_one_whole_folder_lies_there_in_the_end(
    server: dict[str, Any], drop: Path, verb: str, fault: Fault
) -> None:
    with FaultyLine(server["url"]).open() as line:
        # MOVE names its target in full, which must be the server's own address
        line.fail_next(f"{verb} /", fault)
        with contextlib.suppress(RetryLater, Unanswered):
            webdav(server, f"{line.url}/drop").publish(submission(), silent)
    receipt = webdav(server).publish(submission(), silent)

    assert [path.name for path in drop.iterdir()] == [receipt.remote_id]
    assert len(webdav(server).read_back(receipt).files) == 2
