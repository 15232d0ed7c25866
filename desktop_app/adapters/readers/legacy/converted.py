"""Documents and slides before 2007, of WPS, and rich text: read as LibreOffice converts them, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from atexit import register
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from desktop_app.adapters.readers.appended import with_bare_numbers
from desktop_app.adapters.readers.legacy import compound, raw_text
from desktop_app.adapters.readers.legacy.doc_tables import tables_of, with_tables
from desktop_app.adapters.readers.legacy.slides import stored_units
from desktop_app.adapters.readers.nesting import nested
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, ENCRYPTED, UNSUPPORTED
from desktop_app.core.checks.engine import check_units, is_marking
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_WORD, _SHOW = "WordDocument", "PowerPoint Document"
_ENCRYPTED_FLAG = 0x0100
"""FibBase.fEncrypted ([MS-DOC] 2.5.2)."""
_NAMES = ("soffice", "libreoffice")
_FOLDERS = (
    r"C:\Program Files\LibreOffice\program",
    r"C:\Program Files (x86)\LibreOffice\program",
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/libreoffice/program",
)
_SECONDS = 120
NEW_FORMATS = {"doc": "docx", "rtf": "docx", "ppt": "pptx", "xls": "xlsx"}
"""Kinds of old files to the formats in which they can be cleaned."""
_MISSING = "这是旧格式的文件，本机没有 LibreOffice 可用来读它；请用 WPS 或 Word 打开后另存为新格式（docx、pptx）再检查"


def is_word(content: bytes) -> bool:
    """Tell whether a compound file is a document (doc, dot, wps)."""
    return compound.has_stream(content, _WORD)


def is_show(content: bytes) -> bool:
    """Tell whether a compound file is slides (ppt, pps, dps)."""
    return compound.has_stream(content, _SHOW)


def read_word(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield a document's units; raises `Unreadable` (encrypted, damaged, unsupported without LibreOffice)."""
    file = compound.opened(content)
    head = compound.stream(file, _WORD)[:12]
    if len(head) == 12 and int.from_bytes(head[10:12], "little") & _ENCRYPTED_FLAG:
        raise Unreadable(ENCRYPTED, "文件设有打开密码，打不开")
    units = _converted(name, content, ("doc", "docx"), raw_text.word_units(content), progress)
    units = with_tables(units, tables_of(raw_text.word_body(content)))
    yield from with_bare_numbers(content, chain(compound.macro_units(content), units))


def read_show(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of slides; raises as `read_word`."""
    file = compound.opened(content)
    if file.exists("EncryptedSummary"):
        raise Unreadable(ENCRYPTED, "文件设有打开密码，打不开")
    units = _converted(name, content, ("ppt", "pptx"), raw_text.show_units(content), progress)
    yield from with_bare_numbers(content, chain(stored_units(compound.stream(file, _SHOW)), units))


def read_rich_text(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield the units of rich text; raises as `read_word`."""
    units = _converted(name, content, ("rtf", "docx"), raw_text.rich_text_units(content), progress)
    yield from with_bare_numbers(raw_text.rich_text_bytes(content), units)


def in_new_format(kind: str, content: bytes) -> tuple[bytes, str]:
    """Return an old file in its new format, and that format's ending; only of files that are known to bear no marking.

    Args:
        kind: of `NEW_FORMATS`.

    Raises:
        Unreadable: LibreOffice is missing, or cannot convert it.
    """
    program = office_program()
    if program is None:
        raise Unreadable(UNSUPPORTED, _MISSING)
    return _convert(program, content, kind, NEW_FORMATS[kind]), f".{NEW_FORMATS[kind]}"


def _converted(
    name: str, content: bytes, endings: tuple[str, str], raw: list[Unit], progress: Progress
) -> Iterator[Unit]:
    """Yield the units of the converted file, as if they were the original's: it is no file within it.

    LibreOffice needs a copy on the disk, so none is written of a file whose bare text bears a state-secret marking,
    and nothing but that text is read of it. Without LibreOffice the bare text is read, and said not to be all.

    Args:
        endings: of the file, and of what it is converted to.
        raw: its bare text.
    """
    from msgspec.structs import replace

    program = office_program()
    is_marked = any(is_marking(finding) for finding in check_units(raw))
    if program is None or is_marked:
        yield from raw
    if is_marked:
        return
    if program is None:
        raise Unreadable(UNSUPPORTED, _MISSING)
    progress(f"转换“{name}”", 0.0)
    ending, wanted = endings
    for unit in nested(wanted, _convert(program, content, ending, wanted), progress):
        below = (unit.place.inside or "").removeprefix(wanted).removeprefix("!/")
        yield replace(unit, place=replace(unit.place, inside=below or None))


def _convert(program: str, content: bytes, ending: str, wanted: str) -> bytes:
    """Return the file in its new format; nothing of it stays behind on the disk."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        source = Path(folder, f"original.{ending}")
        source.write_bytes(content)
        command = [
            program,
            f"-env:UserInstallation={Path(_profile()).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            wanted,
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, cwd=folder)
            return source.with_suffix(f".{wanted}").read_bytes()
        except subprocess.TimeoutExpired as error:
            raise Unreadable(DAMAGED, "旧格式的文件转换不完，可能已损坏") from error
        except OSError as error:
            raise Unreadable(DAMAGED, "旧格式的文件转换不成，可能已损坏或设有密码") from error


@cache
def office_program() -> str | None:
    """Return the path of LibreOffice on this machine, or None."""
    places = os.pathsep.join((os.environ.get("PATH", ""), *_FOLDERS))
    return next((found for name in _NAMES if (found := shutil.which(name, path=places))), None)


@cache
def _profile() -> str:
    """A profile of our own: the clerk's open LibreOffice must not be disturbed, and runs no macro of a file."""
    folder = tempfile.mkdtemp(prefix="gongkai-office-")
    register(shutil.rmtree, folder, ignore_errors=True)
    return folder
