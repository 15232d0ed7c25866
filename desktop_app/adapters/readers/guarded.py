"""Foreign files are read and checked in a process of their own (`process.py`).

Rules run there too: what comes back over the pipe are findings with masked evidence, so that no text of a file that
bears a state-secret marking ever enters this process, and a hundred thousand rows need not be sent.
"""

from __future__ import annotations

from itertools import chain

import msgspec

from desktop_app.adapters.readers import kind_of, recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.adapters.readers.process import Died, GuardedProcess
from desktop_app.core.checks.concealment import DAMAGED, LIMIT
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding, Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_msgpack

PLAIN = ("txt", "csv")
"""Kinds that Python itself reads: nothing in them can break out or grow."""
REASONS = {LIMIT.rule: "打开它要用的内存或时间超出限度", DAMAGED.rule: "读取时出错，文件可能已损坏"}
"""What a process's death says of the file, as a clause."""
_MOST_IDLE = 2
_idle: list[GuardedProcess] = []


class _Request(msgspec.Struct):
    name: str
    content: bytes
    reads_pictures: bool
    exceptions: Exceptions = NO_EXCEPTIONS


def findings_in(
    name: str, content: bytes, progress: Progress = silent, exceptions: Exceptions = NO_EXCEPTIONS
) -> list[Finding]:
    """Return what the rules find in a file and its name, read in a process of its own unless it is plain.

    A process that dies, outgrows its memory or falls silent is a finding (`unreadable.damaged`,
    `unreadable.limit`); `progress` may raise `Cancelled`, which ends the process.
    """
    kind = kind_of(name, content)
    if kind is None or kind.name in PLAIN:
        return _findings(name, content, progress, exceptions)
    request = msgspec.msgpack.encode(_Request(name, content, not recognition.is_off(), exceptions))
    process = _waiting_process() or GuardedProcess(check)
    try:
        answer = process.ask(request, progress)
    except Died as death:
        process.kill()
        return check_units([Unit(name, label=REASONS[death.how.rule], concealment=death.how)])
    except BaseException:
        process.kill()
        raise
    if len(_idle) < _MOST_IDLE:
        _idle.append(process)
    else:
        process.kill()
    return read_msgpack(answer, list[Finding])


def close() -> None:
    """End the processes that wait for another file."""
    while _idle:
        _idle.pop().kill()


def check(request: bytes, progress: Progress) -> bytes:
    """Check one file within the process."""
    asked = read_msgpack(request, _Request)
    with recognition.switched_off(not asked.reads_pictures):
        found = _findings(asked.name, asked.content, progress, asked.exceptions)
        return msgspec.msgpack.encode(found)


def _waiting_process() -> GuardedProcess | None:
    try:
        return _idle.pop()
    except IndexError:
        return None


def _findings(name: str, content: bytes, progress: Progress, exceptions: Exceptions) -> list[Finding]:
    title = Unit(name, Place(part="metadata"))
    return check_units(chain([title], units_of(name, content, progress)), progress, exceptions)
