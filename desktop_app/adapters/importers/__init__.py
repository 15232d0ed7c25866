"""Importers: a table file in, sheets as the texts that they showed out; and workbooks that are written for it.

A reader is chosen by content; names only tell CSV from other text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop_app.core.imports.grid import Grid
from desktop_app.core.progress import Progress

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<", b"\xef\xbb\xbf<")


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a table file holds.

    Args:
        hidden: names of sheets that nobody sees; their content is not read.
    """

    grids: list[Grid]
    hidden: list[str]


def read_sheets(content: bytes, decode: Callable[[bytes], str], progress: Progress) -> Sheets:
    """Return the sheets of a workbook, of a web page that calls itself one, or of separated text.

    Args:
        decode: bytes of text in any of the encodings of Chinese offices to text.
    """
    if content.startswith(b"PK"):
        from desktop_app.adapters.importers.open_document import is_open_document, read_open_document

        if is_open_document(content):
            return Sheets(*read_open_document(content, progress))
        from desktop_app.adapters.importers.workbook import read_workbook

        return Sheets(*read_workbook(content, progress))
    if content.startswith(_COMPOUND):
        from desktop_app.adapters.importers.old_workbook import read_old_workbook

        return Sheets(*read_old_workbook(content, progress))
    text = decode(content)
    if content.lstrip()[:4].startswith(_MARKUP):
        return _read_markup(text, progress)
    from desktop_app.adapters.importers.plain import read_plain

    return Sheets([read_plain(text)], [])


def _read_markup(text: str, progress: Progress) -> Sheets:
    from desktop_app.adapters.importers.xml_workbook import is_xml_workbook, read_xml_workbook

    if is_xml_workbook(text):
        return Sheets(*read_xml_workbook(text, progress))
    from desktop_app.adapters.importers.web_table import read_web_tables

    return Sheets(read_web_tables(text), [])
