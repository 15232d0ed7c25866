"""A line to a portal that a test can disturb: a proxy on loopback that passes whole requests on."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self
from urllib.parse import urlsplit

Send = Callable[[bytes], object]
LOGIN_PAGE = "<html><title>上网认证</title><body>请先登录</body></html>".encode()


class Line:
    """The proxy; a kind of line says in `handle` what happens to a request.

    Attributes:
        url: of the portal as reached through it.
        upstream: host and port of the portal itself.
        over: set when the line is taken down; what hangs waits for it.
    """

    def __init__(self, portal_url: str) -> None:
        parts = urlsplit(portal_url)
        self.upstream = (str(parts.hostname), int(parts.port or 80))
        self.over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.line = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def handle(self, request: bytes, send: Send) -> None:
        """Answer a request that came in whole, head and body."""
        raise NotImplementedError

    @contextmanager
    def open(self) -> Iterator[Self]:
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

    def pass_on(self, request: bytes, patience_s: float = 20.0) -> bytes:
        """Return what the portal answers; nothing where its patience or ours ends.

        Args:
            patience_s: below a second the request is known to be cut, and the portal is told so.
        """
        with socket.create_connection(self.upstream, timeout=patience_s) as portal:
            portal.sendall(request)
            if patience_s < 1:
                portal.shutdown(socket.SHUT_WR)
            with contextlib.suppress(TimeoutError):
                return b"".join(iter(lambda: portal.recv(65536), b""))
        return b""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64
    line: Line


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        request = self._request()
        if request:
            with contextlib.suppress(OSError):  # the client may have gone, which is what some tests are about
                self.server.line.handle(request, self.wfile.write)

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


def answer(status: str, body: bytes, headers: str = "") -> bytes:
    """Return an answer of the line's own, such as `503 Service Unavailable`."""
    head = f"HTTP/1.1 {status}\r\n{headers}Content-Type: text/html\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Connection: close\r\n\r\n".encode() + body
