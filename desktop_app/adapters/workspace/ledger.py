"""The ledger's lines in the workspace's database, with a full-text index of two-character words.

Every property that one filters by is a word of the index too, so that any filter with any text is one intersection of
sorted lists, read from the latest line on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.adapters.workspace.ledger_search import sought
from desktop_app.core.disclosure.states import State
from desktop_app.core.grams import grams
from desktop_app.core.ledger.entry import LedgerEntry
from desktop_app.core.ledger.figures import Figure
from desktop_app.core.ledger.filters import Filters

_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - Beijing time without a zone, as everywhere
_PLACES_A_SECOND = 64
_END = 1 << 62


class LedgerStore:
    """Lines of the ledger, latest first. A line's place is what one leafs by."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "ledger")

    # ── catching up ────────────────────────────

    def owe_lately_late(self, now: datetime) -> None:
        """Owe the lines of all that has become late since they were written."""
        with self._database.transaction() as connection:
            self._queries.owe_lately_late(connection, today=now.date().isoformat(), now=now.isoformat())

    def owed(self, count: int) -> list[str]:
        """Return ids of disclosures whose line is older than they are."""
        with self._database.reading() as connection:
            return [row["item"] for row in self._queries.get_owed(connection, count=count)]

    def put(self, entry: LedgerEntry, text: str) -> None:
        """Write a disclosure's line anew.

        Args:
            text: what the line is found by.
        """
        with self._database.transaction() as connection:
            self._queries.drop_line(connection, item=entry.item)
            place = self._free_place(connection, _first_place(entry.at))
            self._queries.insert_line(connection, place=place, **_columns(entry))
            self._queries.insert_words(connection, place=place, facets=_facets(entry), words=grams(text))
            self._queries.settle_owed(connection, item=entry.item)

    def settle(self, item_id: str) -> None:
        """Owe nothing for a disclosure that is gone."""
        with self._database.transaction() as connection:
            self._queries.settle_owed(connection, item=item_id)

    def _free_place(self, connection: Any, first: int) -> int:
        while True:
            last = first + _PLACES_A_SECOND - 1
            taken = self._queries.get_last_place(connection, first=first, last=last)["place"]
            if taken is None or taken < last:
                return first if taken is None else int(taken) + 1
            first += _PLACES_A_SECOND  # a batch that was published within one second

    # ── asking ────────────────────────────

    def lines(self, filters: Filters, count: int, before: int | None = None) -> list[tuple[int, LedgerEntry]]:
        """Return the latest lines that fit, each with its place.

        Args:
            before: the place of the last line that was shown.
        """
        first, end = _range(filters)
        parameters = {"first": first, "before": end if before is None else min(before, end), "count": count}
        match, phrases = sought(self._database.dialect, filters)
        with self._database.reading() as connection:
            rows = (
                self._queries.get_lines_with(
                    connection, match=match, phrases=json.dumps(phrases), **parameters
                )
                if match
                else self._queries.get_lines(connection, **parameters)
            )
            return [(row["place"], _entry(row)) for row in rows]

    def numbered(self, doc_no: str) -> list[LedgerEntry]:
        """Return the lines that bear a 发文字号, earliest first."""
        with self._database.reading() as connection:
            return [_entry(row) for row in self._queries.get_lines_numbered(connection, doc_no=doc_no)]

    def doc_numbers(self, beginning: str) -> list[str]:
        """Return the 发文字号 that begin so, each once."""
        with self._database.reading() as connection:
            rows = self._queries.get_doc_nos_beginning(connection, beginning=beginning, length=len(beginning))
            return [row["doc_no"] for row in rows]

    def count(self, filters: Filters) -> int:
        """Return how many lines fit."""
        first, before = _range(filters)
        match, phrases = sought(self._database.dialect, filters)
        with self._database.reading() as connection:
            if match:
                found = self._queries.count_lines_with(
                    connection, match=match, phrases=json.dumps(phrases), first=first, before=before
                )
            else:
                found = self._queries.count_lines(connection, first=first, before=before)
        return int(found["number"])

    def figures(self, first: date, before: date) -> list[Figure]:
        """Return how much was published from a day until before another, by month, form and timeliness."""
        with self._database.reading() as connection:
            rows = self._queries.get_figures(connection, first=first.isoformat(), before=before.isoformat())
            return [
                Figure(int(row["month"]), row["area"], row["form"], bool(row["late"]), row["number"])
                for row in rows
            ]

    def last_published(self) -> dict[str, date]:
        """Return for each form under which anything was published the day on which that was last."""
        with self._database.reading() as connection:
            rows = self._queries.get_last_published(connection)
            return {row["form"]: date.fromisoformat(row["day"]) for row in rows}

    def open_late(self) -> dict[str, int]:
        """Return for each form how many disclosures are past their deadline and not published."""
        with self._database.reading() as connection:
            return {row["form"]: row["number"] for row in self._queries.get_open_late(connection)}


def _first_place(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds()) * _PLACES_A_SECOND


def _range(filters: Filters) -> tuple[int, int]:
    if filters.days is None:
        return 0, _END
    first, before = (_first_place(datetime.combine(day, datetime.min.time())) for day in filters.days)
    return first, before


def _facets(entry: LedgerEntry) -> str:
    return " ".join(f"{name}_{value}" for name, value in _properties(entry))


def _properties(entry: LedgerEntry) -> Iterator[tuple[str, str]]:
    yield from (("area", entry.area), ("form", entry.form), ("state", entry.state))
    if entry.late:
        yield "time", "late"
    elif entry.published_on and entry.due:
        yield "time", "in_time"


def _columns(entry: LedgerEntry) -> dict[str, Any]:
    return {
        "item": entry.item,
        "form": entry.form,
        "area": entry.area,
        "title": entry.title,
        "doc_no": entry.doc_no,
        "state": str(entry.state),
        "at": entry.at.isoformat(),
        "published_on": entry.published_on.isoformat() if entry.published_on else None,
        "due": entry.due,
        "late": int(entry.late),
        "openness": entry.openness,
        "author": entry.author,
        "reviewer": entry.reviewer,
        "url": entry.url,
    }


def _entry(row: Any) -> LedgerEntry:
    return LedgerEntry(
        item=row["item"],
        form=row["form"],
        title=row["title"],
        doc_no=row["doc_no"],
        state=State(row["state"]),
        at=datetime.fromisoformat(row["at"]),
        published_on=date.fromisoformat(row["published_on"]) if row["published_on"] else None,
        due=row["due"],
        late=bool(row["late"]),
        openness=row["openness"],
        author=row["author"],
        reviewer=row["reviewer"],
        url=row["url"],
    )
