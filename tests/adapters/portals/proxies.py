"""Proxies on loopback: tinyproxy where it is installed, and a small one that is always there."""

from __future__ import annotations

import base64
import select
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest

from tests.servers import free_port

USER, PASSWORD = "clerk", "proxy-password"


@dataclass
class Proxy:
    """Where it listens, and to which places it was asked to go."""

    url: str
    asked: list[str] = field(default_factory=list)
    log: Path | None = None

    def saw(self, place: str) -> bool:
        """Say whether somebody wanted to go to a place, let through or not."""
        return any(place in one for one in self.asked) or (
            self.log is not None and place in self.log.read_text("utf-8")
        )


class _Server(ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True
    asked: list[str]


class _Tunnel(StreamRequestHandler):
    """Answers `CONNECT host:port` from whoever knows the password, and carries bytes both ways."""

    def handle(self) -> None:
        line = self.rfile.readline().decode("ascii")
        headers = {}
        while (header := self.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        self.server.asked.append(line.strip())  # type: ignore[attr-defined]
        expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if headers.get("proxy-authorization") != expected:
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        host, _, port = line.split()[1].rpartition(":")
        if host != "127.0.0.1":
            self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        with socket.create_connection((host, int(port)), timeout=20) as there:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._carry(there)

    def _carry(self, there: socket.socket) -> None:
        ends = {self.connection: there, there: self.connection}
        with suppress(OSError):
            while True:
                for end in select.select(list(ends), [], [], 20)[0]:
                    if not (content := end.recv(65536)):
                        return
                    ends[end].sendall(content)


@contextmanager
def small() -> Iterator[Proxy]:
    with _Server(("127.0.0.1", 0), _Tunnel) as serving:
        serving.asked = []
        thread = threading.Thread(target=serving.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield Proxy(f"http://127.0.0.1:{serving.server_address[1]}", serving.asked)
        serving.shutdown()
        thread.join()


@contextmanager
def tinyproxy(folder: Path) -> Iterator[Proxy]:
    if shutil.which("tinyproxy") is None:
        pytest.skip("tinyproxy not installed; Debian: apt-get install tinyproxy")
    port, log, config = free_port(), folder / "tinyproxy.log", folder / "tinyproxy.conf"
    log.touch()
    config.write_text(
        f'Port {port}\nListen 127.0.0.1\nTimeout 30\nLogFile "{log}"\nLogLevel Connect\n'
        f"MaxClients 20\nBasicAuth {USER} {PASSWORD}\n"
    )
    with subprocess.Popen(["tinyproxy", "-d", "-c", str(config)], stdout=subprocess.DEVNULL) as serving:
        try:
            for _ in range(200):
                with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                    break
                time.sleep(0.02)
            yield Proxy(f"http://127.0.0.1:{port}", log=log)
        finally:
            serving.terminate()
