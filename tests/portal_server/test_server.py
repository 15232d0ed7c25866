from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from desktop_app.core.errors import AppError
from desktop_app.portal_server.data_folder import (
    DataFolder,
    DataFolderError,
    PortalRunning,
    SiteSettingsError,
)
from desktop_app.portal_server.server import PortalAddressError, running, serve
from tests.conftest import REPOSITORY

_PROGRAM = """
import sys
from pathlib import Path
from desktop_app.portal_server.server import serve
serve("127.0.0.1", 0, Path(sys.argv[1]), on_ready=lambda s: print(s.url, s.token_file, flush=True))
print("ended", flush=True)
"""


@contextmanager
def portal_process(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", _PROGRAM, str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=REPOSITORY) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().split(" ")[0]
        finally:
            process.kill()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT], ids=lambda sign: sign.name)
def test_signal_ends_the_portal_gracefully(tmp_path: Path, sign: signal.Signals) -> None:
    with portal_process(tmp_path / "data") as (process, url):
        assert httpx.get(f"{url}/api/v1/health", trust_env=False).status_code == 200

        process.send_signal(sign)
        rest, _ = process.communicate(timeout=20)

    assert rest == "ended\n"
    assert process.returncode == 0


def test_what_was_published_survives_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "data"
    item = {
        "title": "题",
        "column": "双公示/行政处罚",
        "form": "f",
        "issuer": "局",
        "html": "<p>文</p>",
        "text": "文",
    }
    with portal_process(data) as (process, url):
        headers = {"Authorization": f"Bearer {(data / 'token').read_text().strip()}"}
        receipt = httpx.put(f"{url}/api/v1/items/k", json=item, headers=headers, trust_env=False).json()
        process.kill()
        process.wait(timeout=20)

    with running(data) as serving:
        page = httpx.get(serving.url + httpx.URL(receipt["url"]).path, trust_env=False)

    assert page.status_code == 200


def test_second_portal_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        portal_process(tmp_path),
        pytest.raises(PortalRunning, match="已经有一个门户在运行"),
        running(tmp_path),
    ):
        pass


def test_folder_is_free_again_when_the_portal_has_ended(tmp_path: Path) -> None:
    with running(tmp_path) as first:
        token = first.token
    with running(tmp_path) as second:
        assert second.token == token


def test_token_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    with running(tmp_path) as serving:
        mode = stat.S_IMODE(serving.token_file.stat().st_mode)

        assert len(serving.token) >= 32
        assert serving.token_file.read_text().strip() == serving.token
        assert serving.token not in repr(serving)
    assert os.name == "nt" or mode == 0o600


def test_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortalAddressError, match="端口已被占用"):
            serve("127.0.0.1", port, tmp_path)


@pytest.mark.parametrize(("host", "port"), [("127.0.0.1", 70000), ("no-such-host.invalid", 0)])
def test_impossible_address_is_told(tmp_path: Path, host: str, port: int) -> None:
    with pytest.raises(PortalAddressError):
        serve(host, port, tmp_path)


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(DataFolderError, match="写不进去"):
        DataFolder(tmp_path / "file" / "data")


@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="the administrator may write anywhere"
)
def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(DataFolderError, match="写不进去"):
            DataFolder(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_damaged_database_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "portal.sqlite3").write_bytes(b"this is no database" * 100)

    with pytest.raises(DataFolderError, match="损坏"), running(tmp_path):
        pass

    assert (tmp_path / "portal.sqlite3").read_bytes() == b"this is no database" * 100


@pytest.mark.parametrize("text", ["site_nam: x", "site_name: [", "site_name: 7"])
def test_unusable_settings_are_told_with_their_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "portal.yaml").write_text(text, "utf-8")

    with pytest.raises(SiteSettingsError, match=r"portal\.yaml"), running(tmp_path):
        pass


def test_settings_written_for_the_county_are_the_defaults(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    try:
        settings = folder.settings()
    finally:
        folder.close()

    assert settings.site_name == "龙江县政务公开（演示门户）"
    assert settings.site_id_code == ""


def test_every_refusal_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(AppError) as caught:
        serve("127.0.0.1", 0, tmp_path / "file")

    assert "--data" in str(caught.value)
