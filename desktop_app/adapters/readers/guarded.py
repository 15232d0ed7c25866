"""Foreign files are read and checked in a process of their own, which may die without harm.

The process has bounded memory and is ended when it falls silent or when the clerk stops the work. Rules run
there too: what comes back over the pipe are findings with masked evidence, so that no text of a file that bears
a state-secret marking ever enters this process, and a hundred thousand rows need not be sent.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import msgspec

from desktop_app.adapters.readers import kind_of, recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.concealment import DAMAGED, LIMIT, Concealment
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding, Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress, silent

PLAIN = ("txt", "csv")
"""Kinds that Python itself reads: nothing in them can break out or grow."""
_MEMORY_BYTES = 3_000_000_000
_SILENCE_S = 180.0
_POLL_S = 0.2
_REPORT_S = 0.1
_STOP_S = 5.0
_MOST_IDLE = 2
_OUT_OF_MEMORY = tuple(
    -getattr(signal, name) for name in ("SIGABRT", "SIGTRAP", "SIGILL", "SIGKILL") if hasattr(signal, name)
)
"""How PDFium and glibc die where memory is refused."""
_REASONS = {LIMIT.rule: "打开它要用的内存或时间超出限度", DAMAGED.rule: "读取时出错，文件可能已损坏"}


class _Request(msgspec.Struct):
    name: str
    content: bytes
    reads_pictures: bool


class _Said(msgspec.Struct, tag="said"):
    what: str
    share: float


class _Found(msgspec.Struct, tag="found"):
    findings: list[Finding]


class _Refused(msgspec.Struct, tag="refused"):
    """Memory was refused."""


_Message = _Said | _Found | _Refused
_idle: list[_Process] = []


def findings_in(name: str, content: bytes, progress: Progress = silent) -> list[Finding]:
    """Return what the rules find in a file and its name, read in a process of its own unless it is plain.

    A process that dies, outgrows its memory or falls silent is a finding (`unreadable.damaged`,
    `unreadable.limit`); `progress` may raise `Cancelled`, which ends the process.
    """
    kind = kind_of(name, content)
    if kind is None or kind.name in PLAIN:
        return _findings(name, content, progress)
    process = _waiting_process() or _Process()
    try:
        found = process.check(_Request(name, content, not recognition.is_off()), progress)
    except _Died as death:
        process.kill()
        return check_units([Unit(name, label=_REASONS[death.how.rule], concealment=death.how)])
    except BaseException:
        process.kill()
        raise
    if len(_idle) < _MOST_IDLE:
        _idle.append(process)
    else:
        process.kill()
    return found


def close() -> None:
    """End the processes that wait for another file."""
    while _idle:
        _idle.pop().kill()


def _waiting_process() -> _Process | None:
    try:
        return _idle.pop()
    except IndexError:
        return None


class _Died(Exception):
    def __init__(self, how: Concealment) -> None:
        super().__init__(how.rule)
        self.how = how


@dataclass
class _Process:
    """A reading process; started with the first, it reads one file after another."""

    _connection: Connection = field(init=False)
    _process: BaseProcess = field(init=False)

    def __post_init__(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def check(self, request: _Request, progress: Progress) -> list[Finding]:
        """Return the file's findings; raises `_Died`, and whatever `progress` raises."""
        said = _Said(f"打开“{request.name}”", 0.0)
        last_heard = time.monotonic()
        try:
            self._connection.send_bytes(msgspec.msgpack.encode(request))
            while True:
                if self._connection.poll(_POLL_S):
                    message = msgspec.msgpack.decode(self._connection.recv_bytes(), type=_Message)
                    last_heard = time.monotonic()
                    if isinstance(message, _Found):
                        return message.findings
                    if isinstance(message, _Refused):
                        raise _Died(LIMIT)
                    said = message
                elif time.monotonic() - last_heard > _SILENCE_S:
                    raise _Died(LIMIT)
                progress(said.what, said.share)
        except (EOFError, OSError) as error:
            self._process.join(_STOP_S)
            raise _Died(LIMIT if self._process.exitcode in _OUT_OF_MEMORY else DAMAGED) from error

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


def serve(connection: Connection) -> None:
    """Check file after file in the reading process, until the pipe is closed."""
    _confine()
    while True:
        try:
            request = msgspec.msgpack.decode(connection.recv_bytes(), type=_Request)
        except (EOFError, OSError):
            return
        try:
            with recognition.switched_off(not request.reads_pictures):
                found = _findings(request.name, request.content, _Reporter(connection))
            connection.send_bytes(msgspec.msgpack.encode(_Found(found)))
        except MemoryError:
            connection.send_bytes(msgspec.msgpack.encode(_Refused()))
            return


def _findings(name: str, content: bytes, progress: Progress) -> list[Finding]:
    title = Unit(name, Place(part="metadata"))
    return check_units(chain([title], units_of(name, content, progress)), progress)


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


@dataclass(slots=True)
class _Reporter:
    """Progress over the pipe, ten times a second at most."""

    connection: Connection
    last: float = 0.0

    def __call__(self, what: str, share: float) -> None:
        now = time.monotonic()
        if now - self.last > _REPORT_S:
            self.last = now
            self.connection.send_bytes(msgspec.msgpack.encode(_Said(what, share)))
