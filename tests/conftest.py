"""What holds for every test: no display, no network, no trace in the user's folders, no unnoticed error."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # read when Qt is first imported

REPOSITORY = Path(__file__).resolve().parent.parent

# A busy machine makes no property false: examples have no time limit of their own.
hypothesis.settings.register_profile("any-machine", deadline=None)
hypothesis.settings.load_profile("any-machine")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the project's markers."""
    config.addinivalue_line("markers", "logs_errors: the test expects lines at ERROR or above in the log")
    config.addinivalue_line("markers", "on_both_databases: runs on SQLite and on PostgreSQL (tests/services)")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of facts and samples that may lie beside the repository; the test is skipped without it."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder `shared` beside the repository")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_user_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Data, settings and caches go to a folder of this run, never to those of whoever runs it."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for kind in ("DATA", "CONFIG", "CACHE", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        patch.delenv("GONGKAI_WORKSPACE", raising=False)
        yield


class NetworkForbiddenError(RuntimeError):
    """A test tried to reach another machine."""


def _is_loopback(host: str | bytes | None) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections beyond this machine raise, and fail the test even where the code under test catches that.

    Names below `.invalid` are answered as DNS would (RFC 2606 6: they never resolve), without asking it.
    """
    reached: list[str] = []
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guard(host: Any) -> None:
        if not _is_loopback(host):
            reached.append(str(host))
            raise NetworkForbiddenError(f"a test reached for {host}")

    def guard_address(sock: socket.socket, address: Any) -> None:
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            guard(address[0])

    def guarded_connect(self: socket.socket, address: Any) -> None:
        guard_address(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        guard_address(self, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(host, str) and host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        guard(host)
        return getaddrinfo(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield
    if reached:
        pytest.fail(f"the test reached beyond this machine: {', '.join(reached)}")


@pytest.fixture(autouse=True)
def _no_unnoticed_errors(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A line at ERROR or above fails the test unless it is marked `logs_errors`."""
    yield
    if request.node.get_closest_marker("logs_errors"):
        return
    lines = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.ERROR
    ]
    if lines:
        pytest.fail("unexpected errors in the log:\n" + "\n".join(lines))
