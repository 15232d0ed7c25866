"""A WebDAV folder (RFC 4918), as file servers, network disks and some portals offer it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from urllib.parse import quote

import httpx

from desktop_app.adapters.portals.drop.portal import PAGE, DropPortal
from desktop_app.adapters.portals.drop.store import no_beat
from desktop_app.adapters.portals.http import Answer, Http, Line, nonsense
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered

PIECE_BYTES = 16 * 1024 * 1024
_TAKEN = {200, 201, 204}
_NO_PIECES = {400, 405, 411, 415, 416, 501}


def webdav_portal(
    line: Line, user: str, password: str, transport: httpx.BaseTransport | None = None
) -> DropPortal:
    """Return a WebDAV folder as a portal."""
    return DropPortal(line.name, WebDavStore(line, user, password, transport))


class WebDavStore:
    """Files below a WebDAV folder that exists."""

    can_resume = True

    def __init__(
        self, line: Line, user: str, password: str, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._http = Http(line, transport)
        self.beat: Callable[[], None] = no_beat
        self._base = line.base_url.rstrip("/")
        shown = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {shown}"} if user else {}

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, or None."""
        answer = self._call("GET", path, {200, 404})
        return answer.content if answer.status == 200 else None

    def write(self, files: Mapping[str, bytes], *, go_on: bool = False) -> None:
        """Write files; large ones piece by piece where the server can."""
        with self._http.telling(lambda _share: self.beat()):
            for path, content in files.items():
                if len(content) <= PIECE_BYTES or not self._in_pieces(path, content, go_on=go_on):
                    self._call("PUT", path, _TAKEN, content=content)

    def _in_pieces(self, path: str, content: bytes, *, go_on: bool) -> bool:
        """Write a file so that a cut costs one piece (partial PUT, RFC 9110 14.5), as Apache takes it.

        No server has to understand that: one that says so, or that takes a piece for the whole, makes this False.
        """
        begun = self._size(path) if go_on else 0
        for start in range(begun, len(content), PIECE_BYTES):
            end = min(start + PIECE_BYTES, len(content))
            headers = {"Content-Range": f"bytes {start}-{end - 1}/{len(content)}"}
            taken = self._call("PUT", path, _TAKEN | _NO_PIECES, content=content[start:end], headers=headers)
            if taken.status in _NO_PIECES or self._size(path) != end:
                return False
        return True

    def _size(self, path: str) -> int:
        """Return a file's size in bytes; 0 where there is none, or none is said."""
        answer = self._call("HEAD", path, {200, 404})
        said = answer.headers.get("content-length", "")
        return int(said) if answer.status == 200 and said.isdecimal() else 0

    def make_folders(self, *paths: str) -> None:
        """Make folders; 405 says that one is there already."""
        for path in paths:
            self._call("MKCOL", f"{path}/", {201, 405})

    def rename(self, old: str, new: str) -> None:
        """Rename a folder; where the new name is taken, nothing is overwritten."""
        headers = {"Destination": self._address(f"{new}/"), "Overwrite": "F"}
        answer = self._call("MOVE", f"{old}/", {201, 204, 404, 412}, headers=headers, uncertain=Unanswered)
        if answer.status == 412:
            raise Unanswered(f"门户“{self._http.line.name}”上刚刚出现了同名的文件夹；会先查清再决定。")
        if answer.status == 404:
            raise RetryLater(f"门户“{self._http.line.name}”上还没写完的文件夹不见了；稍后会自动再试。")

    def remove(self, path: str) -> None:
        """Remove a folder."""
        self._call("DELETE", f"{path}/", {200, 204, 404})

    def url(self, path: str) -> str:
        """Return the address of an item's page."""
        return self._address(f"{path}/{PAGE}")

    def _address(self, path: str) -> str:
        return f"{self._base}/{quote(path)}"

    def _call(
        self,
        method: str,
        path: str,
        expected: set[int],
        *,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        uncertain: type[AppError] = RetryLater,
    ) -> Answer:
        request = self._http.request(
            method, f"/{quote(path)}", content=content, headers=self._headers | (headers or {})
        )
        answer = self._http.send(request, uncertain)
        if answer.status in expected:
            return answer
        name = self._http.line.name
        if answer.status in {401, 403}:
            raise NeedsLogin(f"门户“{name}”不接受现在的口令。")
        if answer.status in {409, 413, 414, 423, 507}:
            raise Rejected(f"门户“{name}”不收：{_WORDS[answer.status]}。")
        raise nonsense(name, uncertain)


_WORDS = {
    409: "上级文件夹不存在，请核对门户地址",
    413: "文件太大",
    414: "文件名太长",
    423: "文件夹被别人锁住了",
    507: "服务器空间不够",
}
