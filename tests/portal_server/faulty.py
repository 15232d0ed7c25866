"""A bad line: a proxy before a real portal that fails on demand, byte for byte as networks do."""

from __future__ import annotations

import contextlib
import enum
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit


class Fault(enum.Enum):
    """What happens to a request."""

    BUSY = "503 with Retry-After: 90; nothing is passed on"
    BAD_GATEWAY = "502; nothing is passed on"
    SLOW = "no answer at all; nothing is passed on"
    SLOW_AFTER = "no answer at all; the portal has stored it"
    DRIP = "an answer of which a byte comes now and then, without end"
    NONSENSE = "the page of a hotel's network; nothing is passed on"
    NONSENSE_AFTER = "the same; the portal has stored it"
    CUT_BEFORE = "the line breaks; nothing is passed on"
    CUT_AFTER = "the line breaks when the portal has stored it"
    CUT_IN_ANSWER = "the line breaks in the middle of the portal's answer"


_LOGIN_PAGE = "<html><title>上网认证</title><body>请先登录</body></html>".encode()
_PASSED_ON = {None, Fault.SLOW_AFTER, Fault.NONSENSE_AFTER, Fault.CUT_AFTER, Fault.CUT_IN_ANSWER}


class FaultyLine:
    """The proxy.

    Attributes:
        url: of the portal as reached through it.
        seen: request lines in order, such as `PUT /api/v1/items/k`.
    """

    def __init__(self, portal_url: str) -> None:
        parts = urlsplit(portal_url)
        self.upstream = (str(parts.hostname), int(parts.port or 80))
        self.seen: list[str] = []
        self.over = threading.Event()
        self._waiting: list[tuple[str, Fault]] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.line = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def fail_next(self, request: str, fault: Fault) -> None:
        """Let the next request fail whose line begins with `request`, such as `PUT /api/v1/items`."""
        self._waiting.append((request, fault))

    def take(self, request: str) -> Fault | None:
        """Note a request and return what shall happen to it."""
        self.seen.append(request)
        for waiting in self._waiting:
            if request.startswith(waiting[0]):
                self._waiting.remove(waiting)
                return waiting[1]
        return None

    @contextmanager
    def open(self) -> Iterator[FaultyLine]:
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
    line: FaultyLine


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        head, body = self._request()
        if not head:
            return
        line = self.server.line
        fault = line.take(" ".join(head.split(b"\r\n")[0].decode().split()[:2]))
        answer = _pass_on(line.upstream, head + body) if fault in _PASSED_ON else b""
        with contextlib.suppress(OSError):  # the client may have gone, which is what some tests are about
            self._answer(fault, answer)

    def _request(self) -> tuple[bytes, bytes]:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            row = self.rfile.readline()
            if not row:
                return b"", b""
            head += row
        rows = head.lower().split(b"\r\n")
        lengths = [int(row.split(b":")[1]) for row in rows if row.startswith(b"content-length:")]
        head = head[:-2] + b"Connection: close\r\n\r\n"
        return head, self.rfile.read(lengths[0]) if lengths else b""

    def _answer(self, fault: Fault | None, answer: bytes) -> None:
        match fault:
            case None:
                self.wfile.write(answer)
            case Fault.BUSY:
                self.wfile.write(_http("503 Service Unavailable", b"busy", "Retry-After: 90\r\n"))
            case Fault.BAD_GATEWAY:
                self.wfile.write(_http("502 Bad Gateway", b"<h1>502</h1>"))
            case Fault.NONSENSE | Fault.NONSENSE_AFTER:
                self.wfile.write(_http("200 OK", _LOGIN_PAGE))
            case Fault.SLOW | Fault.SLOW_AFTER:
                self.server.line.over.wait()
            case Fault.DRIP:
                self._drip()
            case Fault.CUT_IN_ANSWER:
                self.wfile.write(answer[: len(answer) - 20])

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not self.server.line.over.wait(0.05):
            self.wfile.write(b" ")


def _pass_on(upstream: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(upstream) as connection:
        connection.sendall(request)
        pieces = iter(lambda: connection.recv(65536), b"")
        return b"".join(pieces)


def _http(status: str, body: bytes, headers: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\n{headers}Content-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body
