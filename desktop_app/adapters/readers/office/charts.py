"""Charts: what they draw, and what they keep beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from desktop_app.adapters.readers.nesting import nested
from desktop_app.adapters.readers.office.attached import guarded
from desktop_app.adapters.readers.office.cell_formats import as_number
from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.xml import A, Element, descendants, is_on, local
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import CACHE
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress


class _Value(NamedTuple):
    """A value that a chart keeps: of its own, or for a cell that it stands for."""

    text: str
    is_drawn: bool
    is_own: bool
    is_filtered: bool


class _Books(NamedTuple):
    """The workbooks embedded for a chart: the parts that hold no more than it draws, and the texts of all."""

    quiet: set[str]
    cells: set[str]


def chart_units(package: Package, progress: Progress) -> tuple[Iterator[Unit], frozenset[str]]:
    """Return the units of all charts, and the embedded workbooks that hold nothing but what charts draw."""
    books = {part: _books(package, part, progress) for part in package.parts if is_chart(part)}
    quiet = frozenset(name for book in books.values() for name in book.quiet)
    return (
        unit for part, book in books.items() for unit in guarded(part, _chart(package, part, book))
    ), quiet


def is_chart(part: str) -> bool:
    """Tell whether a part is a chart."""
    return "/charts/chart" in f"/{part}" and part.endswith(".xml")


def stale_texts(package: Package, part: str, cells: set[str]) -> Iterator[Unit]:
    """Yield what a chart of a workbook writes itself, and what it keeps that no cell holds.

    Figures are left aside, for a chart rounds them: words and long numbers are data. Raises `Unreadable`.
    """
    chart = package.xml(part)
    values = list(_kept(chart))
    for text in (*_written(chart), *(value.text for value in values if value.is_drawn and value.is_own)):
        yield Unit(text, Place(part="textbox"))
    stale = [
        value.text.strip()
        for value in values
        if value.text.strip() not in cells
        and not (value.is_drawn and (value.is_own or not _is_data(value.text)))
    ]
    if stale:
        place = Place(part="embedded", inside=part.rpartition("/")[2])
        yield Unit("\n".join(stale), place, concealment=CACHE)


def _is_data(text: str) -> bool:
    return not re.fullmatch(r"-?[0-9.]{0,10}(?:[0-9.]*[eE][-+]?[0-9]+)?", text.strip())


def _chart(package: Package, part: str, books: _Books) -> Iterator[Unit]:
    """What a chart draws, and what it keeps that neither it nor its workbook shows, which is told of by itself."""
    chart = package.xml(part)
    values = list(_kept(chart))
    drawn = [*_written(chart), *(value.text for value in values if value.is_drawn)]
    if drawn:
        yield Unit("\n".join(drawn), Place(part="textbox"))
    undrawn = [
        value.text
        for value in values
        if not value.is_drawn and (value.is_filtered or as_number(value.text.strip()) not in books.cells)
    ]
    if undrawn:
        place = Place(part="embedded", inside=part.rpartition("/")[2])
        yield Unit("\n".join(undrawn), place, concealment=CACHE)


def _written(chart: Element) -> Iterator[str]:
    """Titles and labels that the chart spells out itself."""
    for element in descendants(chart):
        if element.tag == f"{A}t" and (element.text or "").strip():
            yield element.text or ""


def _kept(chart: Element) -> Iterator[_Value]:
    """Yield every value that a chart keeps.

    Series filtered out are not, nor are the names of categories that no axis, legend or label shows.
    """
    are_named = _names_categories(chart)
    for element in descendants(chart):
        if local(element) == "v" and (element.text or "").strip():
            above = [local(ancestor) for ancestor in element.iterancestors()]
            is_filtered = any("filtered" in name for name in above)
            is_drawn = not is_filtered and (are_named or "cat" not in above)
            is_own = not any("Cache" in name for name in above)
            yield _Value(element.text or "", is_drawn, is_own, is_filtered)


def _names_categories(chart: Element) -> bool:
    names = {local(element): element for element in descendants(chart)}
    axes = [element for element in descendants(chart) if local(element) in ("catAx", "dateAx", "serAx")]
    labelled = names.get("showCatName")
    if labelled is not None and is_on(labelled.get("val")):
        return True
    return any(_is_shown(axis) for axis in axes) if axes else "legend" in names or "valAx" in names


def _is_shown(axis: Element) -> bool:
    settings = {local(child): child for child in axis}
    is_deleted = "delete" in settings and is_on(settings["delete"].get("val"))
    has_labels = "tickLblPos" not in settings or settings["tickLblPos"].get("val") != "none"
    return has_labels and not is_deleted


def _is_shown_cell(unit: Unit, shown: set[str]) -> bool:
    """Tell whether a workbook's unit is its name, a sheet's, or a cell that the chart draws."""
    is_name = unit.place.part == "metadata" or unit.text == unit.place.sheet
    return is_name or (unit.concealment is None and unit.text.strip() in shown)


def _books(package: Package, part: str, progress: Progress) -> _Books:
    books = _Books(set(), set())
    try:
        shown = {as_number(value.text.strip()) for value in _kept(package.xml(part)) if value.is_drawn}
        for book in package.related(part, "package"):
            units = list(nested(book, package.read(book), progress))
            books.cells.update(unit.text.strip() for unit in units if unit.concealment is None)
            if all(_is_shown_cell(unit, shown) for unit in units):
                books.quiet.add(book.lower())
    except Unreadable:
        pass  # said where the chart itself is read
    return books
