"""The ledger (台账): what was published, when, in time or not, as the office is assessed by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import AppError
from desktop_app.core.forms.search import Entry
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.ledger.entry import LedgerEntry, entry_of
from desktop_app.core.ledger.figures import Figure
from desktop_app.core.ledger.filters import Filters
from desktop_app.core.openness import Openness
from desktop_app.core.progress import Progress, silent
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.ports import Clock, Workspace

PAGE_ROWS = 100
_BATCH = 200
_RECEIPTS = {
    State.PUBLISHED: "已核对",
    State.WITHDRAWN: "已撤回",
    State.REPLACED: "已被替换",
    State.QUEUED: "待发送",
}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger.

    Args:
        overdue: published late, or not published and past its deadline.
        receipt: what is known of the portal's copy, in a word.
    """

    id: str
    title: str
    doc_no: str
    area: str
    area_name: str
    form: str
    form_name: str
    state: State
    published_on: date | None
    due_on: date | None
    overdue: bool
    column: str
    board: bool
    receipt: str
    openness: Openness | None
    author: str
    reviewer: str
    url: str

    def as_json(self) -> dict[str, Any]:
        """Return the line as `gongkai ledger --json` prints it."""
        return {
            "id": self.id,
            "title": self.title,
            "doc_no": self.doc_no,
            "area": self.area,
            "area_name": self.area_name,
            "form": self.form,
            "status": str(self.state),
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "overdue": self.overdue,
            "column": self.column,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Some lines that follow each other.

    Args:
        after: what to ask the next page with; None where these are the last lines.
    """

    rows: list[LedgerRow]
    after: int | None


class Ledger:
    """The ledger over all disclosures of the workspace; before it is read it catches up with what changed."""

    def __init__(self, workspace: Workspace, catalogue: Catalogue, clock: Clock) -> None:
        self._workspace = workspace
        self._catalogue = catalogue
        self._clock = clock

    def page(self, filters: Filters, after: int | None = None, count: int = PAGE_ROWS) -> LedgerPage:
        """Return the next lines that fit, latest first.

        Args:
            after: of the page before; None for the first.
        """
        self.catch_up()
        lines = self._workspace.ledger.lines(filters, count, after)
        entries = self._entries()
        rows = [self._row(entry, entries.get(entry.form)) for _, entry in lines]
        return LedgerPage(rows, lines[-1][0] if len(lines) == count else None)

    def rows(self, filters: Filters) -> Iterator[LedgerRow]:
        """Yield all lines that fit, latest first, a page in memory at a time."""
        after: int | None = None
        while True:
            page = self.page(filters, after, _BATCH)
            yield from page.rows
            if page.after is None:
                return
            after = page.after

    def has(self, filters: Filters) -> bool:
        """Say whether any line fits, as far as the ledger has caught up."""
        return bool(self._workspace.ledger.lines(filters, 1))

    def count(self, filters: Filters) -> int:
        """Return how many lines fit."""
        self.catch_up()
        return self._workspace.ledger.count(filters)

    def figures(self, year: int) -> list[Figure]:
        """Return how much was published in a year."""
        self.catch_up()
        return self._workspace.ledger.figures(date(year, 1, 1), date(year + 1, 1, 1))

    # ── catching up ────────────────────────────

    def catch_up(self, progress: Progress = silent) -> None:
        """Write the lines of all that has changed, or has become late, since they were written."""
        store = self._workspace.ledger
        store.owe_lately_late(self._clock())
        done = 0
        while owed := store.owed(_BATCH):
            done += len(owed)
            progress(f"整理台账，已整理 {done} 件", 0.0)
            self._write(owed)

    def _write(self, owed: list[str]) -> None:
        now = self._clock()
        with self._workspace.together():
            found = {item.id: item for item in self._workspace.items_with(owed)}
            for item_id in owed:
                if (item := found.get(item_id)) is None:
                    self._workspace.ledger.settle(item_id)
                else:
                    self._workspace.ledger.put(
                        entry_of(item, self._doc_no(item), now), "\n".join(self._text(item))
                    )

    def _spec(self, form_id: str) -> FormSpec | None:
        try:
            return self._catalogue.form(form_id).spec
        except AppError:
            return None  # of a form that is gone or broken the ledger keeps what it can

    def _doc_no(self, item: Item) -> str:
        spec = self._spec(item.form)
        return "" if spec is None else str(item.values.get(spec.document.doc_no) or "")

    def _text(self, item: Item) -> Iterator[str]:
        spec = self._spec(item.form)
        yield item.title
        if spec is not None:
            yield f"{spec.area_name}\n{spec.name}"
        yield from _strings(item.values)

    def _entries(self) -> Mapping[str, Entry]:
        return {entry.id: entry for entry in self._catalogue.entries()}

    def _row(self, line: LedgerEntry, form: Entry | None) -> LedgerRow:
        spec = self._spec(line.form)
        return LedgerRow(
            id=line.item,
            title=line.title,
            doc_no=line.doc_no,
            area=line.area,
            area_name=form.area_name if form else "",
            form=line.form,
            form_name=form.name if form else line.form,
            state=line.state,
            published_on=line.published_on,
            due_on=line.due_on,
            overdue=line.late,
            column=spec.document.columns[0].rpartition("/")[2] if spec else "",
            board=bool(form and form.bulletin_board),
            receipt=_receipt(line.state, is_posted=spec is not None and spec.posted_only),
            openness=line.openness,
            author=line.author,
            reviewer=line.reviewer,
            url=line.url,
        )


def _strings(raw: Any) -> Iterator[str]:
    """Yield what was answered, down to the cells of lists."""
    if isinstance(raw, Mapping):
        for part in raw.values():
            yield from _strings(part)
    elif isinstance(raw, list | tuple):
        for part in raw:
            yield from _strings(part)
    elif isinstance(raw, str | int | float) and not isinstance(raw, bool):
        yield str(raw)


def _receipt(state: State, *, is_posted: bool) -> str:
    """Return how it is known to be public: by the portal's page, or because it was posted."""
    return "已张贴" if is_posted and state is State.PUBLISHED else _RECEIPTS.get(state, "")
