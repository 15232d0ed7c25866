"""What stands around a finding in its file, with every found value masked; made within the reading process.

The window never holds an attachment's open values: texts are masked before they cross the pipe, and pages are drawn
from a copy out of which the values were taken. Of a file that bears a state-secret marking nothing is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

from desktop_app.adapters.cleaners import KINDS
from desktop_app.adapters.cleaners.values import Values
from desktop_app.adapters.readers import guarded, kind_of, recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.adapters.readers.process import Died, GuardedProcess
from desktop_app.core.checks.concealment import SCAN
from desktop_app.core.checks.engine import check_units, is_marking
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding, Place
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.errors import UserError
from desktop_app.core.identifiers.masking import mask
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_msgpack
from desktop_app.services.masking import column_kind, values_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop_app.adapters.cleaners.pdf.places import Box

MOST = 300
"""Places of one file that are looked at at once."""
_ROWS, _LINES, _LONGEST = 3, 4, 240
_COLUMN = "pii.column"
_WHOLE_WORDS = ("pii.health", "pii.minor")
_SCALE = 1.6
_AROUND_PX = 220
"""How much of the page is shown above and below the place, at this scale: some ten lines."""
_FRAME, _FRAME_PX, _FRAME_GAP_PX = (196, 43, 28), 3, 4
_SHARED_PLACE = re.compile(r"\D")


class CannotShow(UserError):
    """Nothing of a file can be shown."""

    code = "U440"


class Context(msgspec.Struct, frozen=True):
    """Rows of a table, or lines of a text, around a place.

    Args:
        header: names of the columns; empty for lines, which have one cell each.
        here: which row is meant.
        column: which cell of it, or -1 for the whole row.
    """

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    here: int = 0
    column: int = -1


class Look(msgspec.Struct, frozen=True):
    """Contexts, in the order of the places asked for."""

    contexts: tuple[Context, ...]
    refusal: str = ""


class _Request(msgspec.Struct):
    name: str
    content: bytes
    places: list[Place]
    framed: Finding | None
    reads_pictures: bool
    exceptions: Exceptions


def contexts_of(
    name: str,
    content: bytes,
    places: Sequence[Place],
    progress: Progress = silent,
    exceptions: Exceptions = NO_EXCEPTIONS,
) -> tuple[Context, ...]:
    """Return what stands around each place, masked; at most `MOST`.

    Raises:
        CannotShow: the file bears a marking, or its reader died.
    """
    asked = [msgspec.structs.replace(place, field=None) for place in places[:MOST]]
    answer = _ask(_Request(name, content, asked, None, not recognition.is_off(), exceptions), progress)
    look = read_msgpack(answer, Look)
    if look.refusal:
        raise CannotShow(look.refusal)
    return look.contexts


def page_of(
    name: str,
    content: bytes,
    finding: Finding,
    progress: Progress = silent,
    exceptions: Exceptions = NO_EXCEPTIONS,
) -> bytes:
    """Return where a finding stands on its PDF's page, as a PNG with all values barred and its own framed.

    The whole page where it stands nowhere on it; b"" where the page cannot be shown without its values.
    """
    place = msgspec.structs.replace(finding.place, field=None)
    framed = msgspec.structs.replace(finding, place=place)
    return _ask(_Request(name, content, [], framed, False, exceptions), progress)


def _ask(request: _Request, progress: Progress) -> bytes:
    process = GuardedProcess(look_within)
    try:
        return process.ask(msgspec.msgpack.encode(request), progress)
    except Died as death:
        raise CannotShow(f"“{request.name}”：{guarded.REASONS[death.how.rule]}，不能显示原处。") from death
    finally:
        process.kill()


def look_within(request: bytes, progress: Progress) -> bytes:
    """Look around the places, or draw the page, within the process."""
    asked = read_msgpack(request, _Request)
    with recognition.switched_off(not asked.reads_pictures):
        units = list(units_of(asked.name, asked.content, progress))
        found = check_units(units, progress, asked.exceptions)
        is_marked = any(is_marking(finding) for finding in found)
        if asked.framed:
            return b"" if is_marked else _page(asked, asked.framed, units, found)
        if is_marked:
            return msgspec.msgpack.encode(Look((), "带有国家秘密标志，不显示内容。"))
        return msgspec.msgpack.encode(Look(tuple(_Surroundings(units, found).of(asked.places))))


def _page(asked: _Request, framed: Finding, units: list[Unit], found: list[Finding]) -> bytes:
    kind, page = kind_of(asked.name, asked.content), framed.place.page or 0
    if kind is None or kind.name != "pdf":
        return b""
    cleaned = KINDS["pdf"]()(asked.content, values_of(units, found))
    is_picture = any(_is_scan(unit) for unit in units if unit.place.page == page)
    if cleaned.undone or is_picture:  # what a picture shows cannot be barred
        return b""
    return _drawn(asked.content, cleaned.content, page, _framed_text(framed, units))


def _framed_text(finding: Finding, units: list[Unit]) -> tuple[str, str, str]:
    """The text that a finding names, with what stands before and after; where it names none, what is hidden."""
    here = [unit for unit in units if unit.place == finding.place]
    if finding.span is None:
        return "", next((unit.text for unit in here if unit.concealment), ""), ""
    sure = [unit for unit in here if values_of([unit], [finding]).masked]
    text, (start, end) = next((unit.text for unit in sure or here), ""), finding.span
    return text[:start], text[start:end], text[end:]


def _drawn(original: bytes, barred: bytes, number: int, framed: tuple[str, str, str]) -> bytes:
    """Draw a page of the barred copy, and frame where the text stands in the original."""
    import pypdfium2

    from desktop_app.adapters.cleaners.pdf.places import Said, boxes_of

    with closing(pypdfium2.PdfDocument(original)) as known, closing(pypdfium2.PdfDocument(barred)) as shown:
        if not 1 <= number <= min(len(known), len(shown)):
            return b""
        picture = shown[number - 1].render(scale=_SCALE).to_pil().convert("RGB")
        boxes = boxes_of(known[number - 1], Said(*framed), picture.size)
        out = BytesIO()
        _around(picture, boxes).save(out, "PNG")
        return out.getvalue()


def _around(picture: Image, boxes: Sequence[Box]) -> Image:
    """Frame the boxes and cut out the part of the page around the first."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        frame = (left - _FRAME_GAP_PX, top - _FRAME_GAP_PX, right + _FRAME_GAP_PX, bottom + _FRAME_GAP_PX)
        draw.rectangle(frame, outline=_FRAME, width=_FRAME_PX)
    if not boxes:
        return picture
    upper, lower = max(0, boxes[0].top - _AROUND_PX), min(picture.height, boxes[0].bottom + _AROUND_PX)
    return picture.crop((0, upper, picture.width, lower)) if lower > upper else picture


def _is_scan(unit: Unit) -> bool:
    return unit.concealment is not None and unit.concealment.rule == SCAN.rule


class _Surroundings:
    """One file's units, and how to show them."""

    def __init__(self, units: Sequence[Unit], found: Sequence[Finding]) -> None:
        self._units = units
        self._found: dict[Place, list[Finding]] = {}
        for finding in found:
            self._found.setdefault(finding.place, []).append(finding)
        self._first: dict[Place, int] = {}
        for number, unit in enumerate(units):
            self._first.setdefault(unit.place, number)
        self._columns = {
            (_table(unit), unit.text.strip())
            for unit in units
            if unit.kind is UnitKind.HEADER
            and any(finding.rule == _COLUMN for finding in self._found.get(unit.place, ()))
        }

    def of(self, places: Iterable[Place]) -> Iterable[Context]:
        """Yield the context of each place; an empty one for a place that the file no longer has."""
        for place in places:
            number = self._first.get(place)
            if number is None:
                yield Context()
            elif self._units[number].kind is UnitKind.CELL:
                yield self._table_around(number)
            else:
                yield self._lines_around(number)

    def _lines_around(self, number: int) -> Context:
        unit = self._units[number]
        part = _part(unit)
        before = [one for one in self._near(number, -1) if _part(self._units[one]) == part]
        after = [one for one in self._near(number, 1) if _part(self._units[one]) == part]
        shown = [*reversed(before), number, *after]
        return Context(rows=tuple((self._masked(one),) for one in shown), here=len(before), column=0)

    def _near(self, number: int, step: int) -> list[int]:
        stop = number + step * (_LINES + 1)
        return [one for one in range(number + step, stop, step) if 0 <= one < len(self._units)]

    def _table_around(self, number: int) -> Context:
        table, here = _table(self._units[number]), _row(self._units[number])
        rows: dict[str, dict[str, str]] = {}
        reach = self._reach(number, table)
        names: dict[str, None] = {}
        for one in reach:
            unit = self._units[one]
            name = unit.label.strip() or _letters(unit)
            names.setdefault(name)
            cells = rows.setdefault(_row(unit), {})
            cells[name] = f"{cells[name]} {self._masked(one)}" if name in cells else self._masked(one)
        header = tuple(names)
        mine = self._units[number].label.strip() or _letters(self._units[number])
        return Context(
            header=header,
            rows=tuple(tuple(cells.get(name, "") for name in header) for cells in rows.values()),
            here=list(rows).index(here),
            column=header.index(mine),
        )

    def _reach(self, number: int, table: tuple[object, ...]) -> list[int]:
        """The cells of the row and of a few rows to both sides."""
        before, after = self._side(number, -1, table), self._side(number, 1, table)
        return [*reversed(before), number, *after]

    def _side(self, number: int, step: int, table: tuple[object, ...]) -> list[int]:
        reached, rows = [], {_row(self._units[number])}
        at = number + step
        while 0 <= at < len(self._units):
            unit = self._units[at]
            if unit.kind is UnitKind.CELL and _table(unit) == table:
                rows.add(_row(unit))
                if len(rows) > _ROWS + 1:
                    break
                reached.append(at)
            elif unit.kind is not UnitKind.HEADER:
                break
            at += step
        return reached

    def _masked(self, number: int) -> str:
        unit = self._units[number]
        if unit.kind is UnitKind.CELL and (_table(unit), unit.label.strip()) in self._columns:
            return mask(column_kind(unit.label), unit.text.strip())
        found = self._found.get(unit.place, [])
        text = unit.text
        for finding in found:
            if finding.rule in _WHOLE_WORDS and finding.span and finding.span[1] <= len(text):
                start, end = finding.span
                text = text[:start] + "*" * (end - start) + text[end:]
        values: Values = values_of([unit], found, with_inner=True)
        text, _count = values.mask_in(text)
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _part(unit: Unit) -> tuple[object, ...]:
    place = unit.place
    return place.inside, place.part, place.sheet, place.page


def _table(unit: Unit) -> tuple[object, ...]:
    return *_part(unit), unit.place.table


def _row(unit: Unit) -> str:
    place = unit.place
    return str(place.row or _SHARED_PLACE.sub("", place.cell or ""))


def _letters(unit: Unit) -> str:
    return re.sub(r"[0-9]", "", unit.place.cell or "") or "内容"
