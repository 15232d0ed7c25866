"""A real Apache with mod_dav."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.adapters.portals.drop.webdav import WebDavStore
from desktop_app.adapters.portals.http import Line
from desktop_app.adapters.portals.opening import open_portal
from desktop_app.adapters.portals.profile import read_profile
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.conformance import PortalConformance
from tests.adapters.portals.sample import file, submission
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


# ── large files ────────────────────────────

PIECE = 1024 * 1024
LARGE = os.urandom(5 * PIECE + 7)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.adapters.portals.drop.webdav.PIECE_BYTES", PIECE)


def store_of(handle: Callable[[httpx.Request], httpx.Response]) -> WebDavStore:
    return WebDavStore(Line("dav", "https://dav.invalid"), "u", "p", httpx.MockTransport(handle))


@pytest.mark.usefixtures("small_pieces")
def test_a_large_file_goes_on_where_it_was_cut(server: dict[str, Any], drop: Path) -> None:
    large = submission(files=(file("录像.mp4", LARGE),))
    beats = count()

    def cut(what: str, _share: float) -> None:
        if "附件" in what and next(beats) > 10:  # one beat is a quarter of a piece
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        webdav(server).publish(large, cut)
    begun = (drop / f".{KEY}.part" / "附件" / "录像.mp4").stat()
    assert 2 * PIECE <= begun.st_size < 3 * PIECE

    receipt = webdav(server).publish(large, silent)

    assert webdav(server).read_back(receipt).files == {"录像.mp4": large.files[0].sha256}
    assert (drop / KEY / "附件" / "录像.mp4").stat().st_ino == begun.st_ino


@pytest.mark.usefixtures("small_pieces")
@pytest.mark.parametrize("status", [400, 501])
def test_where_the_server_takes_no_pieces_the_file_goes_up_whole(status: int) -> None:
    held: dict[str, bytes] = {}

    def handle(request: httpx.Request) -> httpx.Response:
        if request.method == "HEAD":
            return httpx.Response(404)
        if "Content-Range" in request.headers:
            return httpx.Response(status)
        held[request.url.path] = request.read()
        return httpx.Response(201)

    store_of(handle).write({"a.mp4": LARGE})

    assert held == {"/a.mp4": LARGE}


@pytest.mark.usefixtures("small_pieces")
def test_where_the_server_takes_a_piece_for_the_whole_the_file_goes_up_whole() -> None:
    held: dict[str, bytes] = {}

    def handle(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if request.method == "HEAD":
            return httpx.Response(200, headers={"Content-Length": str(len(held.get(path, b"")))})
        held[path] = request.read()
        return httpx.Response(201)

    store_of(handle).write({"a.mp4": LARGE})

    assert held == {"/a.mp4": LARGE}
