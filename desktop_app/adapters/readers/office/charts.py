"""Charts: what they draw, and what they keep beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def chart_units(package: Package, progress: Progress) -> tuple[Iterator[Unit], frozenset[str]]:
    """Return the units of all charts, and the embedded workbooks that hold nothing but what charts draw."""
    charts = [part for part in package.parts if is_chart(part)]
    quiet = frozenset(book for part in charts for book in _plain_books(package, part, progress))
    return (unit for part in charts for unit in guarded(part, _chart(package, part))), quiet


def is_chart(part: str) -> bool:
    """Tell whether a part is a chart."""
    return "/charts/chart" in f"/{part}" and part.endswith(".xml")


def stale_texts(package: Package, part: str, cells: set[str]) -> Iterator[Unit]:
    """Yield what a chart of a workbook writes itself, and what it keeps that no cell holds.

    Figures are left aside, for a chart rounds them: words and long numbers are data. Raises `Unreadable`.
    """
    chart = package.xml(part)
    for text in _written(chart):
        yield Unit(text, Place(part="textbox"))
    stale = [
        text.strip()
        for text, is_drawn in _kept(chart)
        if text.strip() not in cells and (not is_drawn or _is_data(text))
    ]
    if stale:
        place = Place(part="embedded", inside=part.rpartition("/")[2])
        yield Unit("\n".join(stale), place, concealment=CACHE)


def _is_data(text: str) -> bool:
    return not re.fullmatch(r"-?[0-9.]{0,10}(?:[0-9.]*[eE][-+]?[0-9]+)?", text.strip())


def _chart(package: Package, part: str) -> Iterator[Unit]:
    chart = package.xml(part)
    kept = list(_kept(chart))
    drawn = [*_written(chart), *(text for text, is_drawn in kept if is_drawn)]
    if drawn:
        yield Unit("\n".join(drawn), Place(part="textbox"))
    undrawn = [text for text, is_drawn in kept if not is_drawn]
    if undrawn:
        place = Place(part="embedded", inside=part.rpartition("/")[2])
        yield Unit("\n".join(undrawn), place, concealment=CACHE)


def _written(chart: Element) -> Iterator[str]:
    """Titles and labels that the chart spells out itself."""
    for element in descendants(chart):
        if element.tag == f"{A}t" and (element.text or "").strip():
            yield element.text or ""


def _kept(chart: Element) -> Iterator[tuple[str, bool]]:
    """Yield every value that a chart keeps, and whether it is drawn.

    Series filtered out are not, nor are the names of categories that no axis, legend or label shows.
    """
    are_named = _names_categories(chart)
    for element in descendants(chart):
        if local(element) == "v" and (element.text or "").strip():
            above = [local(ancestor) for ancestor in element.iterancestors()]
            is_filtered = any("filtered" in name for name in above)
            yield element.text or "", not is_filtered and (are_named or "cat" not in above)


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


def _plain_books(package: Package, part: str, progress: Progress) -> Iterator[str]:
    """Workbooks of a chart whose every cell the chart shows."""
    try:
        shown = {as_number(text.strip()) for text, is_drawn in _kept(package.xml(part)) if is_drawn}
        for book in package.related(part, "package"):
            if all(_is_shown_cell(unit, shown) for unit in nested(book, package.read(book), progress)):
                yield book.lower()
    except Unreadable:
        return
