"""The way through a file's units: each as a view that knows its line and its neighbours."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.normal import Normal, normalise
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.checks.view import View

_BEFORE, _AFTER = 4, 2
_LONGEST_NEIGHBOUR = 400

_Read = tuple[Unit, Normal | None, tuple[object, ...]]
"""A unit, its text as rules read it (None: no view is wanted), and the part in which it stands."""


def views(units: Iterable[Unit], is_dull: Callable[[Unit], bool] = lambda _unit: False) -> Iterator[View]:
    """Yield a view of every unit that has text, two units behind the reading; hold no more than a few.

    Args:
        is_dull: of which units no view is wanted; they count as lines like any other.
    """
    trail = _Trail()
    ahead: deque[_Read] = deque()
    for unit in units:
        text = unit.text
        if text and not text.isspace():
            normal = None if is_dull(unit) else normalise(text)
            ahead.append((unit, normal, _part(unit.place)))
        if len(ahead) > _AFTER and (view := trail.step(ahead)) is not None:
            yield view
    while ahead:
        if (view := trail.step(ahead)) is not None:
            yield view


class _Trail:
    """What lies behind: the last paragraphs of the same part, and how many lines its page has had."""

    def __init__(self) -> None:
        self._part: tuple[object, ...] = ()
        self._page: int | None = None
        self._line = 0
        self._before: deque[str] = deque(maxlen=_BEFORE)

    def step(self, ahead: deque[_Read]) -> View | None:
        unit, normal, part = ahead.popleft()
        self._enter(unit.place, part)
        if normal is None:
            self._line += 1
            return None
        self._line += normal.text.count("\n") + 1
        if unit.kind is UnitKind.CELL:
            return View(unit, normal, self._line, tuple(self._before))
        after = [  # a cell's sentence ends with the cell
            next_normal.text[:_LONGEST_NEIGHBOUR]
            for next_unit, next_normal, next_part in ahead
            if next_normal is not None and next_part == part and next_unit.kind is UnitKind.TEXT
        ]
        view = View(unit, normal, self._line, tuple(self._before), tuple(after))
        if unit.kind is UnitKind.TEXT:
            self._before.append(normal.text[-_LONGEST_NEIGHBOUR:])
        return view

    def _enter(self, place: Place, part: tuple[object, ...]) -> None:
        if part != self._part:
            self._part = part
            self._before.clear()
        elif place.page == self._page:
            return
        self._page = place.page
        self._line = 0


def _part(place: Place) -> tuple[object, ...]:
    return place.inside, place.part, place.sheet, place.field
