"""Readers: bytes in, text units out, one module for each kind of file.

A reader is a function `read(name, content, progress) -> Iterator[Unit]`. Its kind is found by content; the
name only decides between kinds that are all text. Add a kind by a line in `KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import is_text
from desktop_app.core.progress import Progress

Reader = Callable[[str, bytes, Progress], Iterator[Unit]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Args:
        name: as `gongkai check --json` reports it.
        fits: tells by name and content whether a file is of this kind.
        reader: returns its `read`; imports what that needs, so that the window does not wait for it.
    """

    name: str
    fits: Callable[[str, bytes], bool]
    reader: Callable[[], Reader]


_TABLES = (".csv", ".tsv", ".xls", ".xlsx", ".et")
"""What names a table; systems export text by the name of a workbook."""


def _is_csv(name: str, content: bytes) -> bool:
    return PurePath(name).suffix.lower() in _TABLES and _is_plain(name, content)


def _is_plain(_name: str, content: bytes) -> bool:
    return not content.lstrip()[:16].startswith(_SIGNATURES) and is_text(content)


_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SIGNATURES = (
    b"PK\x03\x04", b"PK\x05\x06", b"%PDF", _COMPOUND, b"{\\rtf", b"Rar!",
    b"7z\xbc\xaf", b"\x1f\x8b", *_PICTURES,
    b"<", b"\xef\xbb\xbf<",
)  # fmt: skip
"""Beginnings of kinds that are no plain text, whatever their names say."""


_ZIP_TAIL = 66_000
"""A zip's end lies within so many bytes of the file's end."""
_WORD = rb"wordprocessingml\.(?:document|template)\.main|ms-word\.\w+\.macroEnabled"
_SHEET = rb"spreadsheetml\.(?:sheet|template)\.main|ms-excel\.\w+\.macroEnabled\.main"
_SHOW = rb"presentationml\.(?:presentation|slideshow|template)\.main|ms-powerpoint\.\w+\.macroEnabled\.main"
"""What packages say of their main part, with or without macros."""


def _is_package(main: bytes) -> Callable[[str, bytes], bool]:
    """A zip that says of its main part what `main` says."""

    def fits(_name: str, content: bytes) -> bool:
        if not content.startswith(b"PK"):
            return False
        from desktop_app.adapters.readers.office.package import main_types

        return re.search(main, main_types(content)) is not None

    return fits


def _is_zip(_name: str, content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _ends_as_zip(_name: str, content: bytes) -> bool:
    """Tell whether a file of no other kind is also an archive, as all that unpack themselves are."""
    if content.rfind(b"PK\x05\x06", max(0, len(content) - _ZIP_TAIL)) < 0:
        return False
    from desktop_app.adapters.readers.members import names

    return bool(names(content))


def _is_ofd(_name: str, content: bytes) -> bool:
    if not content.startswith(b"PK") or b"OFD.xml" not in content:
        return False
    from desktop_app.adapters.readers.members import names

    return "OFD.xml" in names(content)


def _is_pdf(_name: str, content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def _is_image(_name: str, content: bytes) -> bool:
    is_bitmap = content.startswith(b"BM") and content[6:10] == bytes(4)
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    return content.startswith(_PICTURES) or is_bitmap or is_webp


def _is_locked_office(_name: str, content: bytes) -> bool:
    return content.startswith(_COMPOUND) and "EncryptedPackage".encode("utf-16-le") in content


_WIDE_MARKUP = (b"\xff\xfe<\0", b"\xfe\xff\0<")
"""Its beginning in UTF-16."""


def _is_markup(_name: str, content: bytes) -> bool:
    if content.startswith(_WIDE_MARKUP):
        return True
    return content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<") and is_text(content)


def _docx() -> Reader:
    from desktop_app.adapters.readers.office.docx import read

    return read


def _xlsx() -> Reader:
    from desktop_app.adapters.readers.office.xlsx import read

    return read


def _pptx() -> Reader:
    from desktop_app.adapters.readers.office.pptx import read

    return read


def _locked_office() -> Reader:
    from desktop_app.adapters.readers.office.locked import read

    return read


def _is_wrapped(_name: str, content: bytes) -> bool:
    if not content.startswith(_COMPOUND):
        return False
    from desktop_app.adapters.readers.office.ole import is_wrapper

    return is_wrapper(content)


def _wrapped() -> Reader:
    from desktop_app.adapters.readers.office.ole import read

    return read


def _zip() -> Reader:
    from desktop_app.adapters.readers.archive import read

    return read


def _pdf() -> Reader:
    from desktop_app.adapters.readers.pdf import reader

    return reader.read


def _image() -> Reader:
    from desktop_app.adapters.readers import image

    return image.read


def _is_workbook(_name: str, content: bytes) -> bool:
    if not content.startswith(_COMPOUND):
        return False
    from desktop_app.adapters.readers.legacy import xls

    return xls.fits(content)


def _is_document(_name: str, content: bytes) -> bool:
    if not content.startswith(_COMPOUND):
        return False
    from desktop_app.adapters.readers.legacy import converted

    return converted.is_word(content)


def _is_show(_name: str, content: bytes) -> bool:
    if not content.startswith(_COMPOUND):
        return False
    from desktop_app.adapters.readers.legacy import converted

    return converted.is_show(content)


def _is_rich_text(_name: str, content: bytes) -> bool:
    return content.startswith(b"{\\rtf")


def _xls() -> Reader:
    from desktop_app.adapters.readers.legacy import xls

    return xls.read


def _doc() -> Reader:
    from desktop_app.adapters.readers.legacy import converted

    return converted.read_word


def _ppt() -> Reader:
    from desktop_app.adapters.readers.legacy import converted

    return converted.read_show


def _rtf() -> Reader:
    from desktop_app.adapters.readers.legacy import converted

    return converted.read_rich_text


def _ofd() -> Reader:
    from desktop_app.adapters.readers.ofd import reader

    return reader.read


def _html() -> Reader:
    from desktop_app.adapters.readers.html import read

    return read


def _csv() -> Reader:
    from desktop_app.adapters.readers.csv import read

    return read


def _text() -> Reader:
    from desktop_app.adapters.readers.text import read

    return read


KINDS: tuple[Kind, ...] = (
    Kind("docx", _is_package(_WORD), _docx),
    Kind("xlsx", _is_package(_SHEET), _xlsx),
    Kind("pptx", _is_package(_SHOW), _pptx),
    Kind("office", _is_locked_office, _locked_office),
    Kind("xls", _is_workbook, _xls),
    Kind("doc", _is_document, _doc),
    Kind("ppt", _is_show, _ppt),
    Kind("rtf", _is_rich_text, _rtf),
    Kind("ole", _is_wrapped, _wrapped),
    Kind("ofd", _is_ofd, _ofd),
    Kind("zip", _is_zip, _zip),
    Kind("pdf", _is_pdf, _pdf),
    Kind("image", _is_image, _image),
    Kind("html", _is_markup, _html),
    Kind("csv", _is_csv, _csv),
    Kind("txt", _is_plain, _text),
    Kind("zip", _ends_as_zip, _zip),
)
"""Asked in this order; the first that fits reads the file."""


def kind_of(name: str, content: bytes) -> Kind | None:
    """Return the kind of a file, by its content first; None where no reader knows it."""
    return next((kind for kind in KINDS if kind.fits(name, content)), None)


def reader_for(name: str, content: bytes) -> Reader | None:
    """Return what reads the file, None for kinds that are not supported."""
    kind = kind_of(name, content)
    return kind.reader() if kind else None
