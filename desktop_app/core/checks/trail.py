"""The way through a file's units: those that may concern a rule, as views that know their line and neighbours."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.normal import Normal, normalise
from desktop_app.core.checks.sieve import Passed, Sieve
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.checks.view import View

_BEFORE, _AFTER = 4, 2
_LONGEST_NEIGHBOUR = 400
_TEXT, _CELL = UnitKind.TEXT, UnitKind.CELL

_Read = tuple[Unit, Normal | None, tuple[object, ...], Passed]
"""A unit, its text as rules read it (None: not read at all), its part, and the rules whose gates it passed."""
Asked = Callable[[UnitKind, str], Sieve]


def views(
    units: Iterable[Unit], is_dull: Callable[[Unit], bool], asked: Asked
) -> Iterator[tuple[View, Passed]]:
    """Yield a view of every unit that hides or that may concern a rule, with those rules.

    It is two units behind the reading and holds no more. Other units are neighbours only.

    Args:
        is_dull: which cells nobody reads at all; they count as lines like any other.
        asked: for a kind and a label, tells which rules a text may concern.
    """
    trail = _Trail()
    ahead: deque[_Read] = deque()
    for unit in units:
        text = unit.text
        if not text or text.isspace():
            continue
        place, kind = unit.place, unit.kind
        part = (place.inside, place.part, place.sheet, place.field)
        normal = None if kind is _CELL and is_dull(unit) else normalise(text)
        passed = asked(kind, unit.label).passed(normal.text) if normal else ()
        if not ahead and not passed and unit.concealment is None:
            trail.pass_by(unit, normal, part)
            continue
        if (
            not ahead and kind is _CELL and normal
        ):  # a cell's sentence ends with the cell: nothing to wait for
            yield trail.cell(unit, normal, part), passed
            continue
        ahead.append((unit, normal, part, passed))
        while ahead and (len(ahead) > _AFTER or not _is_wanted(ahead[0])):
            yield from trail.step(ahead)
    while ahead:
        yield from trail.step(ahead)


def _is_wanted(read: _Read) -> bool:
    return bool(read[3]) or read[0].concealment is not None


class _Trail:
    """What lies behind: the last paragraphs of the same part, and how many lines its page has had."""

    def __init__(self) -> None:
        self._part: tuple[object, ...] = ()
        self._page: int | None = None
        self._line = 0
        self._before: deque[str] = deque(maxlen=_BEFORE)

    def step(self, ahead: deque[_Read]) -> Iterator[tuple[View, Passed]]:
        read = ahead.popleft()
        unit, normal, part, passed = read
        if normal is None or not _is_wanted(read):
            self.pass_by(unit, normal, part)
            return
        before = tuple(self._before) if part == self._part else ()
        self.pass_by(unit, normal, part)
        yield View(unit, normal, self._line, before, _after(unit, part, ahead)), passed

    def cell(self, unit: Unit, normal: Normal, part: tuple[object, ...]) -> View:
        before = tuple(self._before) if part == self._part else ()
        self.pass_by(unit, normal, part)
        return View(unit, normal, self._line, before)

    def pass_by(self, unit: Unit, normal: Normal | None, part: tuple[object, ...]) -> None:
        """Remember a unit for those that follow."""
        if part != self._part or unit.place.page != self._page:
            self._enter(unit.place, part)
        if normal is None:
            self._line += 1
            return
        self._line += normal.text.count("\n") + 1
        if unit.kind is _TEXT:
            self._before.append(normal.text[-_LONGEST_NEIGHBOUR:])

    def _enter(self, place: Place, part: tuple[object, ...]) -> None:
        if part != self._part:
            self._part = part
            self._before.clear()
        self._page = place.page
        self._line = 0


def _after(unit: Unit, part: tuple[object, ...], ahead: Iterable[_Read]) -> tuple[str, ...]:
    """Return the texts that follow in the same part; a cell's sentence ends with the cell."""
    if unit.kind is _CELL:
        return ()
    return tuple(
        [
            normal.text[:_LONGEST_NEIGHBOUR]
            for other, normal, other_part, _ in ahead
            if normal is not None and other_part == part and other.kind is _TEXT
        ]
    )
