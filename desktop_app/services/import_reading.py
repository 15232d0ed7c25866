"""What runs in the guarded process of an import: first the look for a state-secret marking, then the reading.

Text of a file that bears a marking never leaves that process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from html import unescape
from io import BytesIO
from itertools import chain
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

import msgspec

from desktop_app.adapters.readers import recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.adapters.readers.process import Died, GuardedProcess
from desktop_app.core.checks.concealment import DAMAGED, ENCRYPTED, LIMIT, UNSUPPORTED
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.rule import Hit
from desktop_app.core.checks.rules.secrecy_classification_mark import classification_mark
from desktop_app.core.checks.sieve import sieves
from desktop_app.core.checks.trail import Asked, views
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode
from desktop_app.core.errors import OutsideError, UserError
from desktop_app.core.imports.grid import Grid
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_msgpack
from desktop_app.services.drafts import MAX_FILE_BYTES, FileTooLarge
from desktop_app.services.intake import MarkedSecret

T = TypeVar("T")

_WHOLE_FILE = (ENCRYPTED.rule, LIMIT.rule, DAMAGED.rule, UNSUPPORTED.rule)
_REPORT_EVERY = 5000
_COMPOUND = b"\xd0\xcf\x11\xe0"
_SIGN = "密"
_WRITTEN_SIGN = re.compile(rb"&#0*(?:23494|[xX]0*5[bB][cC]6);")
"""How XML may write the one character without which there is no marking."""
_LEVEL = re.compile(r"[绝絕机機秘祕]\W{0,12}密")
_TAG = re.compile(r"<[^>]*>")
_MARKUP = (".xml", ".rels", ".vml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf")
_MOST_BYTES = 2_000_000_000


class FileUnreadable(OutsideError):
    """A file to import cannot be read."""

    code = "I101"
    hint = "请用 WPS 或 Excel 打开它，另存为 xlsx 后再导入。"


class FileLocked(UserError):
    """A file to import has a password."""

    code = "I102"
    hint = "请先在 WPS 中去掉打开密码。"


class _Request(msgspec.Struct):
    name: str
    content: bytes
    what: str


class ReadSheets(msgspec.Struct):
    """What a table file holds; `hidden` are names of sheets that nobody sees."""

    grids: list[Grid]
    hidden: list[str]


class _Answer(msgspec.Struct):
    """What came of a request: the content in the reader's own shape, or why there is none."""

    marked: Finding | None = None
    refused: str = ""
    content: bytes = b""


def read_guarded(name: str, content: bytes, what: str, shape: type[T], progress: Progress = silent) -> T:
    """Return what a file holds, read in a process of its own.

    Args:
        what: `sheets`, `word` or `pdf`.
        shape: what the reader returns.

    Raises:
        FileTooLarge, MarkedSecret, FileLocked, FileUnreadable: see each; nothing is kept of such a file.
    """
    if len(content) > MAX_FILE_BYTES:
        raise FileTooLarge(f"“{name}”超过 {MAX_FILE_BYTES // 1024 // 1024} MB。")
    process = GuardedProcess(work)
    try:
        reply = process.ask(msgspec.msgpack.encode(_Request(name, content, what)), progress)
    except Died as death:
        raise FileUnreadable(f"“{name}”读不出来，可能已损坏，或者大得读不完。") from death
    finally:
        process.kill()
    answer = read_msgpack(reply, _Answer)
    if answer.marked:
        raise MarkedSecret(answer.marked)
    if answer.refused == ENCRYPTED.rule:
        raise FileLocked(f"“{name}”设有打开密码，读不出来。")
    if answer.refused:
        raise FileUnreadable(f"“{name}”读不出来，可能已损坏。")
    return read_msgpack(answer.content, shape)


def work(request: bytes, progress: Progress) -> bytes:
    """Read one file within the process."""
    asked = read_msgpack(request, _Request)
    with recognition.switched_off(asked.what == "sheets"):
        marked, refused = _looked_for_marks(asked, progress)
    answer = _Answer(marked, refused)
    if not marked and not refused:
        answer.content = _read(asked, progress)
    return msgspec.msgpack.encode(answer)


def _never(_cell: Unit) -> bool:
    return False


def _asked_for_marks() -> Asked:
    return sieves((classification_mark,), ()).of


def _looked_for_marks(asked: _Request, progress: Progress) -> tuple[Finding | None, str]:
    """Return the finding of a marking, and the rule by which the whole file cannot be read."""
    if asked.what == "sheets" and _holds_no_mark(asked):
        return None, ""
    refused: list[str] = []
    title = Unit(asked.name, Place(part="metadata"))
    units = chain([title], _binary_units(asked), units_of(asked.name, asked.content, progress))
    for view, passed in views(_watched(units, refused, progress), _never, _asked_for_marks()):
        if not passed:
            continue
        for hit in classification_mark.check(view):
            if (hit.severity or classification_mark.severity) is Severity.BLOCK:
                return _finding(hit), ""
    return None, refused[0] if refused else ""


def _binary_units(asked: _Request) -> Iterator[Unit]:
    """Yield the texts of a binary workbook (xlsb), which the check's readers do not know."""
    from desktop_app.adapters.importers.binary_workbook import WORKBOOK, binary_texts

    if asked.what == "sheets" and asked.content.startswith(b"PK") and WORKBOOK.encode() in asked.content:
        with suppress(
            BadZipFile, NotImplementedError, RuntimeError, OSError, ZlibError
        ):  # the reader says so
            yield from (Unit(text, Place()) for text in binary_texts(asked.content))


def _finding(hit: Hit) -> Finding:
    """Return a marking's finding without the place, which may say what the file is called or about."""
    return Finding(classification_mark.name, Severity.BLOCK, hit.message, evidence=hit.evidence)


def _watched(units: Iterable[Unit], refused: list[str], progress: Progress) -> Iterator[Unit]:
    """Pass units on, and note by which rules the file as a whole cannot be read."""
    for number, unit in enumerate(units):
        if number % _REPORT_EVERY == 0:
            progress("检查有没有密级标志", 0.0)
        if unit.concealment and unit.concealment.rule in _WHOLE_FILE and unit.place == Place():
            refused.append(unit.concealment.rule)
        yield unit


def _holds_no_mark(asked: _Request) -> bool:
    """Say whether a table file cannot bear a marking, because no level is named in it; quick where lists are long.

    Only where all of its parts are XML or pictures: whatever else lies in it has to be read.
    """
    if _SIGN in asked.name:
        return False
    if not asked.content.startswith(b"PK"):
        return asked.content[:4] != _COMPOUND and _holds_no_level(_TAG.sub("", decode(asked.content)))
    try:
        with ZipFile(BytesIO(asked.content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > _MOST_BYTES:
                return False
            return all(_is_bare(part.filename, package.read(part)) for part in parts if not part.is_dir())
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, ZlibError):
        return False  # the reader says what is wrong with it


def _is_bare(name: str, content: bytes) -> bool:
    lowered = name.lower()
    if lowered.endswith(_PICTURES):
        return True
    if not lowered.endswith(_MARKUP) or b"\0" in content[:200]:
        return False
    if _SIGN.encode() not in content and not _WRITTEN_SIGN.search(content):
        return True
    return _holds_no_level(unescape(_TAG.sub("", content.decode("utf-8", "replace"))))


def _holds_no_level(text: str) -> bool:
    """Say whether no level is named; signs that nobody sees may stand within its two characters."""
    return _LEVEL.search(text) is None


def _read(asked: _Request, progress: Progress) -> bytes:
    return msgspec.msgpack.encode(_READERS[asked.what](asked.content, progress))


def _sheets(content: bytes, progress: Progress) -> Any:
    from desktop_app.adapters.importers import read_sheets

    sheets = read_sheets(content, decode, progress)
    return ReadSheets(sheets.grids, sheets.hidden)


def _word(content: bytes, progress: Progress) -> Any:
    from desktop_app.adapters.importers.word import read_word

    return read_word(content, progress)


def _pdf(content: bytes, progress: Progress) -> Any:
    from desktop_app.adapters.importers.pdf import read_pdf

    return read_pdf(content, _recognise if recognition.is_available() else None, progress)


def _recognise(picture: Any) -> list[list[tuple[str, float, float, float, float]]]:
    """Return the lines of a picture, each as its words with their rectangles."""
    return [
        [(word.text, word.left, word.top, word.right, word.bottom) for word in line]
        for line in recognition.recognise(picture)
    ]


_READERS: dict[str, Callable[[bytes, Progress], Any]] = {"sheets": _sheets, "word": _word, "pdf": _pdf}
