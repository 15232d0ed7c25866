"""A worksheet's XML, read once from front to back: its cells, and what is hidden or stands beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from desktop_app.adapters.readers.office.cell_formats import CellFormat, as_date, as_number
from desktop_app.adapters.readers.office.sheet_rows import OddSheet, Row, Rows, each_row, rows_of, unescaped
from desktop_app.adapters.readers.office.xml import Element, S, local, parse, refuse_entities, transitional
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED

_ROWS, _ROW, _CELL, _VALUE, _INLINE, _FORMULA, _TEXT = (
    f"{S}{name}" for name in ("sheetData", "row", "c", "v", "is", "f", "t")
)
_BESIDE = (
    "headerFooter",
    "dataValidation",
    "hyperlink",
    "mergeCell",
    "col",
    "sheetFormatPr",
    "filter",
    "customFilter",
    "inputCells",
    "conditionalFormatting",
)
_LITERAL = re.compile(r'"([^"]*)"')
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")
_THIN_CHARS = 0.3
_THIN_POINTS = 1.0
_PLAIN = CellFormat()
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(slots=True)
class Sheet:
    """What a worksheet holds; rows and columns count from 1.

    Args:
        rows: row to column to text, blank texts left out.
        buried: cells that hide their own text: by format, or below a merged neighbour.
        hidden_columns: first and last of each run.
        formulas: cell to the texts that its formula spells out.
        margins: `header` or `footer` with its text.
        hints: pick lists, prompts, filters' values.
    """

    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    buried: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    margins: list[tuple[str, str]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def is_hidden_column(self, column: int) -> bool:
        """Tell whether a column is hidden or has no width."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def cells_in(self, reference: str) -> Iterator[tuple[int, int]]:
        """Yield the filled cells of a range such as `B2:C9`, row and column of each."""
        corners = corners_of(reference)
        if corners:
            top, left, bottom, right = corners
            rows = range(top, bottom + 1) if bottom - top < len(self.rows) else sorted(self.rows)
            for row in rows:
                if top <= row <= bottom:
                    yield from ((row, column) for column in self.rows.get(row, ()) if left <= column <= right)


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share.

    Args:
        hiding_rules: the conditional formats, by `dxfId`, that make text unseen.
        used: the shared strings that some cell shows, by index; filled while sheets are read.
    """

    strings: Sequence[str]
    formats: Sequence[CellFormat]
    is_1904: bool
    hiding_rules: frozenset[str]
    used: set[int] = field(default_factory=set)


def read_sheet(content: bytes, book: Book) -> Sheet:
    """Return the sheet; raises `Unreadable` (`damaged`, `limit`)."""
    refuse_entities(content)
    content = transitional(content)
    try:
        return _read(book, rows_of(content))
    except OddSheet:
        return _read(book, Rows(content, b"", 0, 0))


def _read(book: Book, rows: Rows) -> Sheet:
    """Read what stands around the rows as XML, and the rows when their place is met."""
    reader = _SheetReader(book, rows)
    tags = [_ROW, _ROWS, *(f"{S}{name}" for name in _BESIDE)]
    try:
        for _event, element in etree.iterparse(
            BytesIO(rows.around), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
        ):
            reader.take(element)
            element.clear(keep_tail=False)
            previous = element.getprevious()
            if previous is not None and element.tag == _ROW:
                del element.getparent()[0]  # type: ignore[union-attr, unused-ignore]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(DAMAGED, "里面的工作表已损坏，读不完整") from error
    if not reader.are_rows_met:
        raise OddSheet
    return reader.sheet


def corners_of(reference: str) -> tuple[int, int, int, int] | None:
    """Return first row and column, last row and column of a range or a cell; None for what is neither."""
    found = _RANGE.fullmatch(reference.replace("$", ""))
    if not found:
        return None
    top, left = int(found[2]), column_number(found[1])
    return (top, left, int(found[4]), column_number(found[3])) if found[3] else (top, left, top, left)


def column_number(letters: str) -> int:
    """Return a column's number from 1; 0 for what is no column."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number if number <= _LAST_COLUMN else 0


def column_letters(number: int) -> str:
    """Return a column's letters; its number counts from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _SheetReader:
    def __init__(self, book: Book, rows: Rows) -> None:
        self.sheet = Sheet()
        self._book = book
        self._plain_rows = rows
        self.are_rows_met = not rows.content
        self._texts: dict[str, str] = {}
        self._columns: dict[str, int] = {}
        self._row = 0
        self._rows_hidden = False
        self._takers: dict[str, Callable[[Element], None]] = {
            "row": self._take_row,
            "sheetData": self._take_plain_rows,
            "col": self._take_column,
            "mergeCell": self._take_merge,
            "headerFooter": self._take_margins,
            "dataValidation": self._take_validation,
            "hyperlink": self._take_link,
            "sheetFormatPr": self._take_defaults,
            "filter": self._take_value,
            "customFilter": self._take_value,
            "inputCells": self._take_value,
            "conditionalFormatting": self._take_condition,
        }

    def take(self, element: Element) -> None:
        self._takers[local(element)](element)

    def _take_plain_rows(self, _element: Element) -> None:
        self.are_rows_met = True
        for row in each_row(self._plain_rows):
            if row.odd:
                for element in parse(row.odd):
                    self._take_row(element)
            else:
                self._take_plain_row(row)

    def _take_plain_row(self, row: Row) -> None:
        """As `_take_row`, without elements: most of a long list's reading is here."""
        told = {name.decode(): value.decode() for name, value in row.attributes.items()}
        self._row = _counted(told.get("r"), self._row + 1, _LAST_ROW)
        cells: dict[int, str] = {}
        columns, column = self._columns, 0
        for letters, style, kind, formula, value, inline, _odd in row.cells:
            column = columns.get(letters) or self._column(letters, column + 1)
            if formula and '"' in (formula := self._plain(formula)):
                self._note_formula(formula, column)
            text = value or inline
            if text:
                text = self._shown(self._plain(text) if "&" in text else text, kind, style, column)
                if text and not text.isspace():
                    cells[column] = text
        self._keep(cells, told)

    def _plain(self, text: str) -> str:
        """The text without entities; lists say the same in row after row, and one copy of it is enough."""
        known = self._texts.get(text)
        if known is None:
            known = self._texts[text] = unescaped(text)
        return known

    def _take_row(self, element: Element) -> None:
        self._row = _counted(element.get("r"), self._row + 1, _LAST_ROW)
        cells: dict[int, str] = {}
        column = 0
        for cell in element:
            if cell.tag != _CELL:
                continue
            column = self._column(cell.get("r"), column + 1)
            text = self._text(cell, column)
            if text and not text.isspace():
                cells[column] = text
        self._keep(cells, {str(name): str(value) for name, value in element.attrib.items()})

    def _keep(self, cells: dict[int, str], told: Mapping[str, str]) -> None:
        if cells:
            self.sheet.rows.setdefault(self._row, {}).update(cells)
            if self._is_hidden_row(told):
                self.sheet.hidden_rows.add(self._row)

    def _is_hidden_row(self, told: Mapping[str, str]) -> bool:
        if told.get("hidden") in ("1", "true"):
            return True
        height = told.get("ht")
        if height is not None:
            return _float(height, 15.0) < _THIN_POINTS
        return self._rows_hidden and told.get("hidden") is None

    def _column(self, reference: str | None, following: int) -> int:
        if not reference:
            return following
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            self._columns[letters] = column_number(letters)
        return self._columns[letters] or following

    def _text(self, cell: Element, column: int) -> str:
        text = ""
        for child in cell:
            if child.tag == _VALUE:
                text = child.text or ""
            elif child.tag == _INLINE:
                text = rich_text(child)
            elif child.tag == _FORMULA and child.text and '"' in child.text:
                self._note_formula(child.text, column)
        return self._shown(text, cell.get("t", ""), cell.get("s", ""), column)

    def _shown(self, text: str, kind: str, style: str, column: int) -> str:
        """What a cell shows of the value that is written in it."""
        format_ = self._format(style) if style else _PLAIN
        if kind == "s":
            text = self._shared(text)
        elif kind in ("", "n") and text:
            text = as_date(text, is_1904=self._book.is_1904) if format_.is_date else as_number(text)
            if format_.hides_numbers:
                self.sheet.buried.add((self._row, column))
        if format_.is_hiding and text:
            self.sheet.buried.add((self._row, column))
        return text

    def _note_formula(self, formula: str, column: int) -> None:
        self.sheet.formulas[self._row, column] = " ".join(_LITERAL.findall(formula))

    def _format(self, index: str) -> CellFormat:
        number = int(index) if index.isdigit() else -1
        return self._book.formats[number] if 0 <= number < len(self._book.formats) else _PLAIN

    def _shared(self, index: str) -> str:
        if not index.isdigit() or int(index) >= len(self._book.strings):
            return ""
        self._book.used.add(int(index))
        return self._book.strings[int(index)]

    def _take_column(self, element: Element) -> None:
        is_thin = element.get("width") is not None and _float(element.get("width"), 9.0) < _THIN_CHARS
        if element.get("hidden") in ("1", "true") or is_thin:
            first = _counted(element.get("min"), 1, _LAST_COLUMN)
            self.sheet.hidden_columns.append((first, _counted(element.get("max"), first, _LAST_COLUMN)))

    def _take_defaults(self, element: Element) -> None:
        self._rows_hidden = element.get("zeroHeight") in ("1", "true")

    def _take_merge(self, element: Element) -> None:
        """Everything in a merged range but its first cell is buried."""
        cells = list(self.sheet.cells_in(element.get("ref", "")))
        first = corners_of(element.get("ref", ""))
        self.sheet.buried.update(cell for cell in cells if first and cell != first[:2])

    def _take_condition(self, element: Element) -> None:
        """A format for some cells may make them unseen; nobody computes whether its condition holds."""
        if any(rule.get("dxfId") in self._book.hiding_rules for rule in element):
            for reference in element.get("sqref", "").split():
                self.sheet.buried.update(self.sheet.cells_in(reference))

    def _take_margins(self, element: Element) -> None:
        for child in element:
            part = "header" if "Header" in local(child) else "footer"
            text = _margin_text(child.text or "")
            if text and (part, text) not in self.sheet.margins:
                self.sheet.margins.append((part, text))

    def _take_validation(self, element: Element) -> None:
        texts = [element.get(name, "") for name in ("promptTitle", "prompt", "errorTitle", "error")]
        texts += [child.text or "" for child in element if '"' in (child.text or "")]
        for text in texts:
            self._hint(text)

    def _take_link(self, element: Element) -> None:
        self._hint(element.get("tooltip", ""))

    def _take_value(self, element: Element) -> None:
        """What a filter looks for or a scenario puts in."""
        self._hint(element.get("val", ""))

    def _hint(self, text: str) -> None:
        if text.strip():
            self.sheet.hints.append(text)


def rich_text(element: Element) -> str:
    """Return the text of a shared or inline string, without the phonetic help of Japanese."""
    texts = []
    for child in element:
        if child.tag == _TEXT:
            texts.append(child.text or "")
        elif local(child) == "r":
            texts += [text.text or "" for text in child if text.tag == _TEXT]
    return "".join(texts)


def _margin_text(code: str) -> str:
    text = code.replace("&&", "\0")
    text = re.sub(r"&[LCR]", "\n", text)
    text = re.sub(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&[0-9]+|&[A-Z]', "", text)
    return text.replace("\0", "&").strip()


def _counted(text: str | None, otherwise: int, most: int) -> int:
    return min(int(text), most) if text and text.isdigit() and text != "0" else min(otherwise, most)


def _float(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
