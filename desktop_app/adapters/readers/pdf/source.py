"""Opening a PDF with both libraries: PDFium draws and reads pages, pikepdf knows the structure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, ENCRYPTED

if TYPE_CHECKING:
    from pikepdf import Pdf

_LOCKED = "文件设有打开密码，打不开"
_BROKEN = "PDF 不完整或已损坏，打不开"
_END = re.compile(rb"%%EOF[^\r\n]*\r?\n?")
_TAIL = 4096


@contextmanager
def opened_pages(content: bytes) -> Iterator[Any]:
    """Give the `pypdfium2.PdfDocument`; raises `Unreadable` (encrypted, damaged)."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise Unreadable(ENCRYPTED, _LOCKED) from error
        raise Unreadable(DAMAGED, _BROKEN) from error
    try:
        yield document
    finally:
        document.close()


@contextmanager
def opened_structure(content: bytes) -> Iterator[Pdf]:
    """Give the `pikepdf.Pdf`; raises `Unreadable` (encrypted, damaged)."""
    import pikepdf

    try:
        pdf = pikepdf.open(BytesIO(content), suppress_warnings=True)
    except pikepdf.PasswordError as error:
        raise Unreadable(ENCRYPTED, _LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Unreadable(DAMAGED, _BROKEN) from error
    with pdf:
        yield pdf


def is_cut_off(content: bytes) -> bool:
    """Tell whether the end is missing: what PDFium finds in such a file need not be all."""
    return b"startxref" not in content[-_TAIL:]


def earlier_revisions(content: bytes) -> list[bytes]:
    """Return the file as it stood before each incremental update, the latest first."""
    ends = [match.end() for match in _END.finditer(content)]
    return [content[:end] for end in reversed(ends[:-1])]
