"""A copy of a file without what must not leave; the copy is checked again before it is offered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec

from desktop_app.adapters.cleaners import KINDS, Cleaned
from desktop_app.adapters.readers import guarded, kind_of, recognition
from desktop_app.adapters.readers.legacy.converted import NEW_FORMATS, in_new_format
from desktop_app.adapters.readers.members import member_name, open_archive, read_member
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.adapters.readers.process import Died, GuardedProcess
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.engine import check_units, is_marking
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.errors import UserError
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_msgpack
from desktop_app.services.checks import file_findings
from desktop_app.services.masking import values_of

_ARCHIVE = "zip"
_CLEANABLE = frozenset((*KINDS, *NEW_FORMATS, _ARCHIVE))
_CLEANED = "docx、xlsx、pptx、pdf、ofd、网页、图片、csv、txt、zip，装了 LibreOffice 的还有 doc、rtf、ppt、xls"
_UNREADABLE = re.compile(r"unreadable\.(?!scan)")


class CannotClean(UserError):
    """A file of which no clean copy can be made."""

    code = "U430"


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A copy and what is to be said of it.

    Args:
        done: what was removed or masked, Chinese clauses.
        undone: what the cleaner could not do.
        left: what the checks still find in the copy.
        name: the file's name, with the ending of what the copy is.
    """

    content: bytes
    done: tuple[str, ...]
    undone: tuple[str, ...]
    left: list[Finding]
    name: str


class _Request(msgspec.Struct):
    name: str
    content: bytes
    reads_pictures: bool
    exceptions: Exceptions


class _Answer(msgspec.Struct):
    """The copy, or why there is none."""

    content: bytes = b""
    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    ending: str = ""
    refusal: str = ""


def clean_file(
    name: str, content: bytes, progress: Progress = silent, exceptions: Exceptions = NO_EXCEPTIONS
) -> Cleaning:
    """Return a clean copy of a file; raises `CannotClean` for kinds, and for files, of which none can be made.

    Made in a process of its own, as all reading of foreign files; `progress` may raise `Cancelled`.
    """
    request = _Request(name, content, not recognition.is_off(), exceptions)
    process = GuardedProcess(clean_within)
    try:
        answer = read_msgpack(process.ask(msgspec.msgpack.encode(request), progress), _Answer)
    except Died as death:
        raise CannotClean(f"“{name}”：{guarded.REASONS[death.how.rule]}，没有做成清理后的文件。") from death
    finally:
        process.kill()
    if answer.refusal:
        raise CannotClean(answer.refusal)
    copy = PurePath(name).with_suffix(answer.ending).name if answer.ending else name
    left = file_findings(copy, answer.content, progress, exceptions).findings
    return Cleaning(answer.content, answer.done, answer.undone, left, copy)


def clean_within(request: bytes, progress: Progress) -> bytes:
    """Make the copy, within the process."""
    asked = read_msgpack(request, _Request)
    with recognition.switched_off(not asked.reads_pictures):
        try:
            cleaned = _cleaned(asked.name, asked.content, progress, asked.exceptions)
        except CannotClean as refusal:
            return msgspec.msgpack.encode(_Answer(refusal=str(refusal)))
    return msgspec.msgpack.encode(_Answer(cleaned.content, cleaned.done, cleaned.undone, cleaned.ending))


def _cleaned(name: str, content: bytes, progress: Progress, exceptions: Exceptions) -> Cleaned:
    kind = kind_of(name, content)
    if kind is None or kind.name not in _CLEANABLE:
        raise CannotClean(
            f"“{name}”不是能自动清理的文件（能清理 {_CLEANED}）；请在原来的软件里清理后再检查。"
        )
    units = list(units_of(name, content, progress))
    found = check_units(units, progress, exceptions)
    _refuse(name, found)
    if kind.name == _ARCHIVE:
        return _clean_archive(content, progress, exceptions)
    if kind.name in NEW_FORMATS:
        return _clean_old(name, kind.name, content, progress, exceptions)
    return KINDS[kind.name]()(content, values_of(units, found))


def _clean_old(name: str, kind: str, content: bytes, progress: Progress, exceptions: Exceptions) -> Cleaned:
    """Clean an old file in its new format; the copy says that it is one."""
    try:
        fresh, ending = in_new_format(kind, content)
    except Unreadable as error:
        raise CannotClean(f"“{name}”：{error.reason}。") from error
    cleaned = _cleaned(PurePath(name).with_suffix(ending).name, fresh, progress, exceptions)
    return replace(cleaned, done=(f"另存为新格式（{ending[1:]}）", *cleaned.done), ending=ending)


def _clean_archive(content: bytes, progress: Progress, exceptions: Exceptions) -> Cleaned:
    """Clean every file of an archive; those that cannot be cleaned go along as they are, and are named."""
    out, undone = BytesIO(), list[str]()
    count = 0
    with open_archive(content) as archive, ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for info in archive.infolist():
            path = member_name(info)
            if path.endswith("/") or path.startswith("__MACOSX/"):
                continue
            member = read_member(archive, info)
            try:
                cleaned = _cleaned(PurePath(path).name, member, progress, exceptions)
            except CannotClean as refusal:
                undone.append(refusal.message.rstrip("。"))
                copy.writestr(_safe(path), member)
                continue
            count += 1
            undone += [f"“{PurePath(path).name}”：{one}" for one in cleaned.undone]
            target = PurePath(path).with_suffix(cleaned.ending) if cleaned.ending else path
            copy.writestr(_safe(str(target)), cleaned.content)
    return Cleaned(out.getvalue(), (f"清理里面的文件 {count} 个", "清除压缩包的说明文字"), tuple(undone))


def _safe(path: str) -> str:
    """A member's name that leads nowhere outside and repeats no number."""
    steps = [step for step in path.replace("\\", "/").split("/") if step not in ("", ".", "..")]
    return shown_name("/".join(steps))


def _refuse(name: str, found: Iterable[Finding]) -> None:
    for finding in found:
        if is_marking(finding):
            raise CannotClean(f"“{name}”：{finding.message}")
        if _UNREADABLE.match(finding.rule) and not finding.place.inside:
            raise CannotClean(f"“{name}”：{finding.message}")
