"""What the charts show: volume, timeliness, what was sent back and where, and the boards of the villages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from desktop_app.core.errors import AppError
from desktop_app.core.ledger.figures import Figure, by
from desktop_app.services.board_duties import BoardDuties
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.ledger import Ledger
from desktop_app.services.ports import Workspace

WHOLE = "整件意见"
"""What was sent back with words about all of it and none about a field."""


@dataclass(frozen=True, slots=True)
class AreaVolume:
    """How many disclosures of an area were published in each month.

    Args:
        months: twelve numbers, January first.
    """

    name: str
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """In the whole year."""
        return sum(self.months)


@dataclass(frozen=True, slots=True)
class BoardUse:
    """A bulletin board.

    Args:
        hanging: sheets that hang now.
        this_quarter: sheets that were posted in this quarter.
        is_silent: a village's board with nothing new in this quarter, where the law asks for something.
    """

    place: str
    hanging: int
    this_quarter: int
    is_silent: bool


@dataclass(frozen=True, slots=True)
class PictureBook:
    """All that the charts of a year show.

    Args:
        returned: what was remarked on, and how often, the most often first.
        returns: how often anything was sent back.
    """

    year: int
    figures: list[Figure]
    volumes: list[AreaVolume]
    returned: list[tuple[str, int]]
    returns: int
    boards: list[BoardUse]


class Pictures:
    """Collects what charts show."""

    def __init__(
        self, workspace: Workspace, catalogue: Catalogue, ledger: Ledger, board_duties: BoardDuties
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._ledger = ledger
        self._board_duties = board_duties

    def book(self, year: int) -> PictureBook:
        """Return what the charts of a year show; boards as they are today."""
        figures = self._ledger.figures(year)
        returned, returns = self._returned(year)
        return PictureBook(year, figures, self._volumes(figures), returned, returns, self._boards())

    def _volumes(self, figures: list[Figure]) -> list[AreaVolume]:
        names = {entry.area: entry.area_name for entry in self._catalogue.entries()}
        scores = by(figures, lambda figure: (figure.area, figure.month))
        areas = dict.fromkeys(area for area, _ in scores)
        found = [
            AreaVolume(
                names.get(area, area),
                tuple(scores[area, month].total if (area, month) in scores else 0 for month in range(1, 13)),
            )
            for area in areas
        ]
        return sorted(found, key=lambda volume: (-volume.total, volume.name))

    def _returned(self, year: int) -> tuple[list[tuple[str, int]], int]:
        events = self._workspace.events_of_verb("send_back", date(year, 1, 1), date(year + 1, 1, 1))
        forms = {
            item.id: item.form for item in self._workspace.items_with({one.disclosure for one in events})
        }
        counts: Counter[str] = Counter()
        for event in events:
            form = forms.get(event.disclosure, "")
            counts.update({self._label(form, path) for path in event.data.get("fields", ())} or {WHOLE})
        return counts.most_common(), len(events)

    def _label(self, form_id: str, path: str) -> str:
        """Return what people call the field at a path such as `values.reason` or `values.list.3.name`."""
        parts = [part for part in path.split(".") if part != "values"]
        try:
            field = self._catalogue.form(form_id).fields.get(parts[0]) if parts else None
        except AppError:
            field = None
        return field.label if field else WHOLE

    def _boards(self) -> list[BoardUse]:
        found = [
            BoardUse(str(state.place), len(state.hanging), state.this_quarter, state.is_silent)
            for state in self._board_duties.overview()
        ]
        return sorted(found, key=lambda use: (not use.is_silent, use.place))
