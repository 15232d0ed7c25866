"""The way through a file's units: those that may concern a rule, as views that know their line and neighbours."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from desktop_app.core.checks.aligned import Heading, heading_of
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.normal import Normal, normalise
from desktop_app.core.checks.sieve import Passed, Sieve
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.checks.view import View

_BEFORE, _AFTER = 4, 2
_LONGEST_NEIGHBOUR = 400
_MOST_UNREAD = 400
"""Texts that are kept until it is asked whether they make up a list."""
_TEXT, _CELL = UnitKind.TEXT, UnitKind.CELL

_Part = tuple[object, ...]
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
    pass_by = trail.pass_by
    waiting: deque[_Waiting] = deque()
    of_text = asked(_TEXT, "")
    for unit in units:
        text = unit.text
        if not text or text.isspace():
            continue
        kind = unit.kind
        normal = None if kind is _CELL and is_dull(unit) else normalise(text)
        sieve = of_text if kind is _TEXT else asked(kind, unit.label)
        passed = sieve.passed(normal.text) if normal else ()
        part = pass_by(unit, normal)
        if waiting:
            for one in waiting:
                one.hear(unit, normal, part)
            while waiting and waiting[0].heard == _AFTER:
                yield waiting.popleft().view()
        if normal and (passed or unit.concealment is not None):
            found = _Waiting(unit, normal, part, passed, trail)
            if waiting or kind is not _CELL:
                waiting.append(found)
            else:  # a cell's sentence ends with the cell: nothing to wait for
                yield found.view()
    for one in waiting:
        yield one.view()


class _Trail:
    """What lies behind: the last paragraphs of the same part, and how many lines its page has had."""

    __slots__ = ("_heading", "_page", "_part", "_texts", "_unread", "line")

    def __init__(self) -> None:
        self._part: _Part = ()
        self._page: int | None = None
        self._texts: deque[str] = deque(maxlen=_BEFORE + 1)
        self._heading: Heading | None = None
        self._unread: list[str] = []
        self.line = 0

    def before(self, kind: UnitKind) -> tuple[str, ...]:
        """Return the paragraphs above the unit that was last passed, which is of this kind."""
        above = list(self._texts)[:-1] if kind is _TEXT else list(self._texts)[-_BEFORE:]
        return tuple([text[-_LONGEST_NEIGHBOUR:] for text in above])

    def heading(self) -> Heading | None:
        """Return the heading of the list in which the text that was last passed stands; few texts are asked about."""
        self._heading = heading_of(self._unread, self._heading)
        self._unread = []
        return self._heading

    def pass_by(self, unit: Unit, normal: Normal | None) -> _Part:
        """Remember a unit for those that follow; return the part that it belongs to."""
        place = unit.place
        part = (place.inside, place.part, place.sheet, place.field)
        if part != self._part or place.page != self._page:
            self._enter(place, part)
        if normal is None:
            self.line += 1
            return part
        text = normal.text
        self.line += text.count("\n") + 1
        if unit.kind is _TEXT:
            self._texts.append(text)
            self._unread.append(text)
            if len(self._unread) > _MOST_UNREAD:
                self.heading()
        return part

    def _enter(self, place: Place, part: _Part) -> None:
        if part != self._part:
            self._part = part
            self._texts.clear()
            self._heading, self._unread = None, []
        self._page = place.page
        self.line = 0


class _Waiting:
    """A unit that may concern a rule, until its neighbours below are known."""

    __slots__ = ("_after", "_before", "_heading", "_line", "_normal", "_part", "_passed", "_unit", "heard")

    def __init__(self, unit: Unit, normal: Normal, part: _Part, passed: Passed, trail: _Trail) -> None:
        self._unit, self._normal, self._part, self._passed = unit, normal, part, passed
        self._line, self._before = trail.line, trail.before(unit.kind)
        self._heading = trail.heading() if unit.kind is _TEXT else None
        self._after: list[str] = []
        self.heard = 0

    def hear(self, unit: Unit, normal: Normal | None, part: _Part) -> None:
        """Take note of a unit that follows."""
        self.heard += 1
        if normal and unit.kind is _TEXT and self._unit.kind is not _CELL and part == self._part:
            self._after.append(normal.text[:_LONGEST_NEIGHBOUR])

    def view(self) -> tuple[View, Passed]:
        """Return the unit between its neighbours."""
        view = View(self._unit, self._normal, self._line, self._before, tuple(self._after), self._heading)
        return view, self._passed
