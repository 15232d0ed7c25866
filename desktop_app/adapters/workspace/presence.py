"""Who has which disclosure open, in the workspace's database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop_app.adapters.workspace.database import Database, queries


class PresenceStore:
    """Notes of open windows. They are no changes: nobody's lists are read anew for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "presence")

    def come(self, item_id: str, session: str, who: str, now: datetime) -> None:
        """Note that a window has a disclosure open, or still has."""
        with self._database.reading() as connection:
            self._queries.put_presence(
                connection, item=item_id, session=session, who=who, seen_at=now.isoformat()
            )

    def others(self, item_id: str, session: str, since: datetime) -> list[str]:
        """Return who else was seen with a disclosure after a moment."""
        with self._database.reading() as connection:
            rows = self._queries.get_present(
                connection, item=item_id, session=session, since=since.isoformat()
            )
            return [row["who"] for row in rows]

    def go(self, session: str, since: datetime) -> None:
        """Note that a window has nothing open any more; forget what was not seen after a moment."""
        with self._database.reading() as connection:
            self._queries.delete_presence(connection, session=session, since=since.isoformat())
