"""Remembered matches and batches in the workspace's database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.adapters.workspace.errors import NotFound
from desktop_app.core.imports.batch import Batch
from desktop_app.core.shapes import read_json


class ImportStore:
    """What importing keeps beside the disclosures that it makes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "imports")

    def remember(self, office: str, form: str, matches: Mapping[str, str]) -> None:
        """Keep how headings were matched: normal heading to a target's path, "" for what is not taken."""
        with self._database.transaction() as connection:
            for heading, target in matches.items():
                self._queries.put_match(connection, office=office, form=form, heading=heading, target=target)

    def remembered(self, office: str, form: str) -> dict[str, str]:
        """Return what was kept."""
        with self._database.reading() as connection:
            rows = self._queries.get_matches(connection, office=office, form=form)
            return {row["heading"]: row["target"] for row in rows}

    def put_batch(self, batch: Batch) -> None:
        """Keep a batch; one with the same id is replaced."""
        with self._database.transaction() as connection:
            self._queries.put_batch(
                connection,
                id=batch.id,
                made_at=batch.made_at.isoformat(),
                content=msgspec.json.encode(batch).decode(),
            )

    def batch(self, batch_id: str) -> Batch:
        """Return a batch.

        Raises:
            NotFound: there is none with this id.
        """
        with self._database.reading() as connection:
            row = self._queries.get_batch(connection, id=batch_id)
        if row is None:
            raise NotFound("找不到这一批。")
        return read_json(row["content"], Batch)

    def batches(self) -> list[Batch]:
        """Return all batches, the latest first."""
        with self._database.reading() as connection:
            rows = self._queries.get_batches(connection)
            return [read_json(row["content"], Batch) for row in rows]

    def remove_batch(self, batch_id: str) -> None:
        """Forget a batch; its disclosures stay."""
        with self._database.transaction() as connection:
            self._queries.remove_batch(connection, id=batch_id)
