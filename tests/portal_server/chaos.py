"""A line on which anything may happen, at any byte, as a seed decides: cut, delayed, garbled, doubled."""

from __future__ import annotations

import contextlib
import random
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

_PAGE = "<html><title>上网认证</title><body>请先登录</body></html>".encode()
_WEIGHTS = {
    "pass": 58,
    "cut before": 5,
    "cut in request": 6,
    "cut in answer": 6,
    "cut after": 6,
    "double": 5,
    "garble request": 2,
    "garble answer": 4,
    "busy": 3,
    "nonsense": 2,
    "delay": 2,
    "hang": 1,
}


class ChaosLine:
    """The proxy.

    Attributes:
        url: of the portal as reached through it.
        is_calm: whether everything is passed on from now.
        seen: how often each thing happened.
    """

    def __init__(self, portal_url: str, seed: int) -> None:
        parts = urlsplit(portal_url)
        self.upstream = (str(parts.hostname), int(parts.port or 80))
        self.is_calm = False
        self.seen: dict[str, int] = {}
        self.over = threading.Event()
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.line = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def decide(self) -> tuple[str, random.Random]:
        """Return what happens to a request, and chance for its details."""
        with self._lock:
            names = list(_WEIGHTS)
            what = "pass" if self.is_calm else self._random.choices(names, list(_WEIGHTS.values()))[0]
            self.seen[what] = self.seen.get(what, 0) + 1
            return what, random.Random(self._random.random())

    @contextmanager
    def open(self) -> Iterator[ChaosLine]:
        """Serve as long as the block runs."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.over.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64
    line: ChaosLine


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            request = self._request()
            if request:
                self._suffer(*self.server.line.decide(), request)

    def _request(self) -> bytes:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            row = self.rfile.readline()
            if not row:
                return b""
            head += row
        rows = head.lower().split(b"\r\n")
        lengths = [int(row.split(b":")[1]) for row in rows if row.startswith(b"content-length:")]
        head = head[:-2] + b"Connection: close\r\n\r\n"
        return head + (self.rfile.read(lengths[0]) if lengths else b"")

    def _suffer(self, what: str, chance: random.Random, request: bytes) -> None:
        upstream = self.server.line.upstream
        match what:
            case "cut before":
                return
            case "cut in request":
                _pass_on(upstream, request[: chance.randrange(len(request))], patience_s=0.2)
                return
            case "busy":
                self.wfile.write(_http("503 Service Unavailable", b"busy", "Retry-After: 5\r\n"))
                return
            case "nonsense":
                self.wfile.write(_http("200 OK", _PAGE))
                return
            case "hang":
                self.server.line.over.wait(2.0)
                return
            case "delay":
                self.server.line.over.wait(0.05)
            case "double":
                _pass_on(upstream, request)
            case "garble request":
                request = _garbled(request, chance)
        answer = _pass_on(upstream, request)
        if what == "cut after":
            return
        if what == "cut in answer":
            answer = answer[: chance.randrange(max(len(answer), 1))]
        if what == "garble answer":
            answer = _garbled(answer, chance)
        self.wfile.write(answer)


def _garbled(message: bytes, chance: random.Random) -> bytes:
    """Change a few bytes of a body; the head stays, as TCP and HTTP would notice that themselves."""
    head, gap, body = message.partition(b"\r\n\r\n")
    changed = bytearray(body)
    for _ in range(min(3, len(changed))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return head + gap + bytes(changed)


def _pass_on(upstream: tuple[str, int], request: bytes, patience_s: float = 20.0) -> bytes:
    with socket.create_connection(upstream, timeout=patience_s) as connection:
        connection.sendall(request)
        if patience_s < 1:
            connection.shutdown(socket.SHUT_WR)
        with contextlib.suppress(TimeoutError):
            return b"".join(iter(lambda: connection.recv(65536), b""))
    return b""


def _http(status: str, body: bytes, headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\n{headers}Content-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body
