"""What hangs, or may hang, on the bulletin boards (公示栏), and for how long."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop_app.core.calendar.dates import day_of
from desktop_app.core.calendar.publicity import Period, period
from desktop_app.core.calendar.wording import full
from desktop_app.core.disclosure.gate import NotPostedOnly
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State, move
from desktop_app.core.forms.search import Entry
from desktop_app.core.forms.values import Span
from desktop_app.core.progress import Progress, silent
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.ports import Clock, Workspace

if TYPE_CHECKING:
    from desktop_app.core.board.records import Posting
    from desktop_app.services.drafts import Drafts, Opened
    from desktop_app.services.releases import Releases

_SHOWN_DAYS = 120
"""For how long after its publication a disclosure is offered for the board: four times the longest period of the
program's forms. What hangs is shown for as long as it hangs."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A disclosure that may hang on the board: approved, and of a type that is posted.

    Args:
        counted_from: the latest day from which a posting of it counts, else the day of publication; today where
            neither is known yet.
        period: the publicity period when posted on that day; None where the form has none.
        day: which day of the period today is, from 1; 0 before the first and where there is no period.
        is_over: whether the last day has passed.
        hangs: on how many boards it hangs now.
        hung: on how many boards it hung or hangs.
    """

    item: Item
    form_name: str
    counted_from: date
    period: Period | None
    day: int
    is_over: bool
    hangs: int = 0
    hung: int = 0

    @property
    def is_running(self) -> bool:
        """Say whether it is public, on the web or on a board, and objections are still taken."""
        is_public = self.item.state is State.PUBLISHED or self.hung > 0
        return is_public and self.period is not None and not self.is_over


class Board:
    """The disclosures that the bulletin boards show."""

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        deadlines: Deadlines,
        drafts: Drafts,
        releases: Releases,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._deadlines = deadlines
        self._drafts = drafts
        self._releases = releases
        self._clock = clock

    def rows(self) -> list[BoardRow]:
        """Return all that hangs or may hang now, latest changed first."""
        posted = {entry.id: entry for entry in self._catalogue.entries() if entry.bulletin_board}
        hung: dict[str, list[Posting]] = {}
        for posting in self._workspace.boards.postings():
            hung.setdefault(posting.item, []).append(posting)
        return [
            self._row(item, posted[item.form], hung.get(item.id, []))
            for item in self._candidates(posted, [one for one, sheets in hung.items() if _hangs(sheets)])
            if item.form in posted
        ]

    def _candidates(self, forms: Collection[str], hanging: Collection[str]) -> list[Item]:
        """Return what waits for its way out, what was published lately, and what hangs, however old."""
        since = self._deadlines.today() - timedelta(days=_SHOWN_DAYS)
        found = [
            *self._workspace.items(State.APPROVED, State.QUEUED),
            *self._workspace.items_published_since(since, forms),
            *self._workspace.items_with(hanging),
        ]
        return sorted(
            {item.id: item for item in found}.values(), key=lambda item: item.updated_at, reverse=True
        )

    def post(self, item_id: str, progress: Progress = silent) -> Item:
        """Take note that an approved disclosure of a posted-only type hangs from today.

        Raises:
            NotPostedOnly: its type goes to a portal.
            HeldBack: the gate does not let it out.
            WrongState: it is not approved.
        """
        opened = self._drafts.open(item_id)
        if not opened.form.spec.posted_only:
            raise NotPostedOnly(f"“{opened.item.title}”要发到网上，不能只登记张贴。")
        state = move(opened.item.state, "post")
        release = self._releases.release(opened, progress)
        with self._workspace.together():
            posted = self._workspace.save_item(replace(opened.item, state=state, published_at=self._clock()))
            self._drafts.tell(posted, "post", {"seal": release.seal})
        return posted

    def _row(self, item: Item, entry: Entry, hung: list[Posting]) -> BoardRow:
        today = self._deadlines.today()
        start = max((one.counted_from for one in hung), default=None) or (
            item.published_at.date() if item.published_at else today
        )
        counts = _hangs(hung), len(hung)
        spec = self._catalogue.form(item.form).spec.publicity_period
        if spec is None:
            return BoardRow(item, entry.name, start, None, 0, False, *counts)
        found = period(spec, start, self._deadlines.calendar)
        if hung:
            found = self._kept_word(found, item)
        day = max((today - found.first_day).days + 1, 0)
        return BoardRow(item, entry.name, start, found, day, today > found.last_day, *counts)

    def _kept_word(self, found: Period, item: Item) -> Period:
        """Return the period up to the last day that the sheet itself names, where that is later."""
        printed = printed_period(self._drafts.opened(item))
        if printed is None or printed[1] <= found.last_day:
            return found
        last = printed[1]
        down = max(found.take_down_on, self._deadlines.calendar.roll_forward(last + timedelta(days=1)))
        steps = (*found.steps, f"告示上印到 {full(last)}，按告示算")
        days = (last - found.first_day).days + 1
        return replace(found, last_day=last, take_down_on=down, days=days, steps=steps)


def printed_period(opened: Opened) -> tuple[date, date] | None:
    """Return the period that a sheet prints, where its form has one."""
    if "period" not in opened.form.fields:
        return None
    span = opened.answers.typed("period")
    if not isinstance(span, Span):
        return None
    return day_of(span.start), day_of(span.end)


def _hangs(hung: list[Posting]) -> int:
    return sum(posting.hangs for posting in hung)
