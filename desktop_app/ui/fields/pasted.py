"""What the clipboard brings from WPS, Excel or a web page, as clean text or as cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from html import unescape

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLOCK_END = re.compile(r"</(?:p|div|h\d|li|tr)\s*>|<br\s*/?>", re.IGNORECASE)
_EDGES = " \t\u00a0\u3000"


def clean_text(text: str, html: str = "") -> str:
    """Return plain text without invisible characters, indents and runs of empty lines.

    Args:
        text: the source's own plain text, preferred.
        html: used where the source gives no plain text; all of its markup is dropped.
    """
    if not text and html:
        text = _without_markup(html)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")
    text = _INVISIBLE.sub("", text)
    if "\n" not in text:
        return text
    lines = (line.strip(_EDGES) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _without_markup(html: str) -> str:
    import nh3  # only a paste needs it

    broken = _BLOCK_END.sub(lambda end: f"{end.group()}\n", re.sub(r"\s*\n\s*", " ", html))
    return unescape(nh3.clean(broken, tags=set())).strip()


def cells_of(text: str, html: str = "") -> list[list[str]]:
    """Return the rows of cells that a spreadsheet, a WPS table or a web page put on the clipboard.

    Tabs and lines are read first: they hold what the person saw. A cell with a line break is quoted there.
    """
    if "\t" not in text and "<t" in html.lower():
        rows = _html_rows(html)
        if rows:
            return rows
    rows = [[_cell(cell) for cell in row] for row in _split(text.replace("\r\n", "\n"))]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _split(text: str) -> Iterable[list[str]]:
    if text.count('"') % 2:  # a lone quotation mark is text; as a quote it would swallow all that follows
        return (line.split("\t") for line in text.split("\n"))
    return csv.reader(io.StringIO(text), dialect="excel-tab")


def _html_rows(html: str) -> list[list[str]]:
    from lxml import html as parser  # only a paste of a web page's table needs it

    rows = parser.fromstring(html).iter("tr")
    return [
        [_cell("".join(map(str, cell.itertext()))) for cell in row if cell.tag in ("td", "th")]
        for row in rows
    ]


def _cell(text: str) -> str:
    return _INVISIBLE.sub("", text).strip(_EDGES + "\r\n")
