"""One line of the ledger as it is kept, apart from the disclosure's content, so that a million can be searched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.openness import Openness


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What the ledger keeps of a disclosure.

    Args:
        at: the moment by which lines are ordered: of publication, or of the last change where not published.
        late: published late, or not published and past its deadline.
        due: ISO 8601, empty where not known.
        reviewer: who reviewed its confidentiality.
    """

    item: str
    form: str
    title: str
    doc_no: str
    state: State
    at: datetime
    published_on: date | None
    due: str
    late: bool
    openness: Openness | None
    author: str
    reviewer: str
    url: str

    @property
    def area(self) -> str:
        """The id of the form's area."""
        return self.form.partition(".")[0]

    @property
    def due_on(self) -> date | None:
        """The day on which it is due."""
        return datetime.fromisoformat(self.due).date() if self.due else None


def entry_of(item: Item, doc_no: str, now: datetime) -> LedgerEntry:
    """Return a disclosure's line.

    Args:
        doc_no: its document number, which only its form knows to find.
        now: what an open deadline is held against.
    """
    return LedgerEntry(
        item=item.id,
        form=item.form,
        title=item.title,
        doc_no=doc_no,
        state=item.state,
        at=item.published_at or item.updated_at,
        published_on=item.published_at.date() if item.published_at else None,
        due=item.due,
        late=is_late(item.due, item.published_at or now),
        openness=item.openness,
        author=item.author,
        reviewer=item.confidentiality.reviewed_by,
        url=item.url,
    )


def is_late(due: str, reached: datetime) -> bool:
    """Say whether a moment is past a deadline; a deadline that names a day ends with it (民法典 art. 203)."""
    if not due:
        return False
    ends = datetime.fromisoformat(due)
    return reached > (ends if "T" in due else datetime.combine(ends.date(), time.max))
