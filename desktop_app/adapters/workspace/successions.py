"""Corrections and replacements in the workspace's database."""

from __future__ import annotations

from typing import Any

from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.core.outbox.succession import Link, Succession


class SuccessionStore:
    """Which disclosure takes the place of which."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "successions")

    def put(self, link: Link) -> None:
        """Keep a link; an earlier one of the same successor is replaced."""
        with self._database.transaction() as connection:
            self._queries.put_succession(
                connection, item=link.item, original=link.original, kind=str(link.kind), reason=link.reason
            )

    def of(self, item_id: str) -> Link | None:
        """Return what a disclosure takes the place of, or None."""
        with self._database.reading() as connection:
            row = self._queries.get_succession(connection, item=item_id)
        return None if row is None else _link(row)

    def successors(self, item_id: str) -> list[Link]:
        """Return what takes the place of a disclosure."""
        with self._database.reading() as connection:
            return [_link(row) for row in self._queries.get_successors(connection, original=item_id)]


def _link(row: Any) -> Link:
    return Link(row["item"], row["original"], Succession(row["kind"]), row["reason"])
