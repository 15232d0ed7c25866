"""Running the portal: in the foreground for the command line, or in a thread beside a program."""

from __future__ import annotations

import contextlib
import errno
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import uvicorn

from desktop_app.core.errors import OutsideError
from desktop_app.portal_server.accounts import Accounts
from desktop_app.portal_server.app import create_app
from desktop_app.portal_server.blobs import Blobs
from desktop_app.portal_server.columns import load_columns
from desktop_app.portal_server.data_folder import DataFolder, DataFolderError
from desktop_app.portal_server.site import Site
from desktop_app.portal_server.store import Store

COLUMNS_FILE = Path(__file__).resolve().parents[2] / "resources" / "portals" / "columns.yaml"
_STOP_WITHIN_S = 5


class PortalAddressError(OutsideError):
    """The address cannot be listened on."""

    code = "W104"
    hint = "请用 --port 换一个端口（0 由系统挑选），或者用 --host 换一个地址。"


@dataclass(frozen=True)
class Serving:
    """A portal that answers.

    Args:
        url: of the home page, without a slash at the end.
        token_file: where the intake token lies; unused where a token was given.
    """

    url: str
    token_file: Path
    token: str = field(repr=False)


OnReady = Callable[[Serving], None]


def serve(
    host: str, port: int, data: Path, token: str | None = None, on_ready: OnReady | None = None
) -> None:
    """Serve the portal until SIGTERM or SIGINT.

    Args:
        host: to listen on.
        port: 0 takes a free one; `on_ready` tells which.
        data: the portal's folder, created where missing.
        token: instead of the one in the folder.
        on_ready: called once, when requests are answered.

    Raises:
        PortalAddressError: host or port cannot be used.
        DataFolderError, PortalRunning, SiteSettingsError, ColumnsError: the folder cannot be used as it is.
    """
    with _server(host, port, data, token, on_ready or (lambda serving: None)) as (server, listener):
        server.run(sockets=[listener])


@contextmanager
def running(
    data: Path, *, host: str = "127.0.0.1", port: int = 0, token: str | None = None
) -> Iterator[Serving]:
    """Serve the portal from a thread for as long as the block runs; raises what `serve` raises."""
    ready = threading.Event()
    answers: list[Serving] = []

    def on_ready(serving: Serving) -> None:
        answers.append(serving)
        ready.set()

    def run(server: uvicorn.Server, listener: socket.socket) -> None:
        try:
            server.run(sockets=[listener])
        finally:
            ready.set()

    with _server(host, port, data, token, on_ready) as (server, listener):
        thread = threading.Thread(target=run, args=(server, listener), name="portal", daemon=True)
        thread.start()
        ready.wait()
        try:
            if not answers:
                raise PortalAddressError("门户没有启动成功。")
            yield answers[0]
        finally:
            server.should_exit = True
            thread.join()


class _Server(uvicorn.Server):
    """Uvicorn that tells when it answers, and that ends quietly on a signal."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_started()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        # The base class would raise the signal again after the shutdown and so end with an error.
        self.should_exit = True


@contextmanager
def _server(
    host: str, port: int, data: Path, token: str | None, on_ready: OnReady
) -> Iterator[tuple[_Server, socket.socket]]:
    with contextlib.closing(DataFolder(data)) as folder, _listen(host, port) as listener:
        token = token or folder.token()
        site = _site(folder, token)
        config = uvicorn.Config(
            create_app(site),
            http="h11",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_STOP_WITHIN_S,
        )
        serving = Serving(_url(listener), folder.token_file, token)
        yield _Server(config, lambda: on_ready(serving)), listener


def _site(folder: DataFolder, token: str) -> Site:
    settings, columns = folder.settings(), load_columns(COLUMNS_FILE)
    try:
        store, blobs = Store(folder.database), Blobs(folder.files)
        blobs.sweep(store.named_files())
    except (OSError, sqlite3.DatabaseError) as error:
        raise DataFolderError(
            f"门户的数据文件夹 {folder.root} 打不开，数据库或文件可能损坏，或者磁盘已满（{error}）。",
            "请检查磁盘；数据库损坏时请换回备份，或者用 --data 换一个文件夹。",
        ) from error
    return Site(settings, columns, store, blobs, Accounts(store, token))


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise PortalAddressError(f"端口 {port} 不对，应在 0 到 65535 之间。")
    try:
        listener = socket.create_server((host, port), family=_family(host), backlog=128)
        # asyncio sees to this for its own sockets alone; without it each answer on a kept connection is 40 ms late
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        why = "端口已被占用" if error.errno == errno.EADDRINUSE else (error.strerror or "地址无效")
        raise PortalAddressError(f"门户不能在 {host}:{port} 上启动：{why}。") from error


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"
