"""Work in a process of its own, which may die without harm: bounded memory, ended when silent or no longer wanted."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection

import msgspec

from desktop_app.core.checks.concealment import DAMAGED, LIMIT, Concealment
from desktop_app.core.progress import Progress
from desktop_app.core.shapes import read_msgpack

Work = Callable[[bytes, Progress], bytes]
"""A module's function, so that the process can import it; what goes in and out is plain bytes, never pickled."""

_MEMORY_BYTES = 3_000_000_000
_SILENCE_S = 180.0
_POLL_S = 0.2
_REPORT_S = 0.1
_STOP_S = 5.0
_OUT_OF_MEMORY = tuple(
    -getattr(signal, name) for name in ("SIGABRT", "SIGTRAP", "SIGILL", "SIGKILL") if hasattr(signal, name)
)
"""How PDFium and glibc die where memory is refused."""


class Died(Exception):
    """The process ended before its answer; `how` says whether a limit or a damaged file did it."""

    def __init__(self, how: Concealment) -> None:
        super().__init__(how.rule)
        self.how = how


class _Said(msgspec.Struct, tag="said"):
    what: str
    share: float


class _Answer(msgspec.Struct, tag="answer"):
    content: bytes


class _Refused(msgspec.Struct, tag="refused"):
    """Memory was refused."""


_Message = _Said | _Answer | _Refused


class GuardedProcess:
    """A process that does one kind of work, request after request; it is started at once."""

    def __init__(self, work: Work) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, work), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, request: bytes, progress: Progress) -> bytes:
        """Return the work's answer; raises `Died`, and whatever `progress` raises: then kill the process."""
        said = _Said("打开文件", 0.0)
        last_heard = time.monotonic()
        try:
            self._connection.send_bytes(request)
            while True:
                if self._connection.poll(_POLL_S):
                    message: _Message = read_msgpack(self._connection.recv_bytes(), _Message)  # type: ignore[arg-type]  # a union
                    last_heard = time.monotonic()
                    if isinstance(message, _Answer):
                        return message.content
                    if isinstance(message, _Refused):
                        raise Died(LIMIT)
                    said = message
                elif time.monotonic() - last_heard > _SILENCE_S:
                    raise Died(LIMIT)
                progress(said.what, said.share)
        except (EOFError, OSError) as error:
            self._process.join(_STOP_S)
            raise Died(LIMIT if self._process.exitcode in _OUT_OF_MEMORY else DAMAGED) from error

    def kill(self) -> None:
        """End the process and the programs that it has started."""
        if hasattr(os, "killpg") and self._process.pid and self._process.is_alive():
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                self._process.kill()  # it has not yet become the leader of its group
        else:
            self._process.kill()
        self._process.join(_STOP_S)
        self._connection.close()


def serve(connection: Connection, work: Work) -> None:
    """Answer request after request in the process, until the pipe is closed."""
    _confine()
    while True:
        try:
            request = connection.recv_bytes()
        except (EOFError, OSError):
            return
        try:
            answer = work(request, _reporter(connection))
            connection.send_bytes(msgspec.msgpack.encode(_Answer(answer)))
        except MemoryError:
            connection.send_bytes(msgspec.msgpack.encode(_Refused()))
            return


def _confine() -> None:
    """Bound the memory, lead a group of one's own, and say nothing to the terminal: errors may quote the file."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if sys.platform != "win32":
        import resource

        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _reporter(connection: Connection) -> Progress:
    """Progress over the pipe, ten times a second at most."""
    last = 0.0

    def report(what: str, share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last > _REPORT_S:
            last = now
            connection.send_bytes(msgspec.msgpack.encode(_Said(what, share)))

    return report
