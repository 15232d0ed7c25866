"""Decisions on findings in the workspace's database."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.core.disclosure.decision import Decision


class DecisionStore:
    """What was decided about findings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "decisions")

    def add(self, decision: Decision) -> None:
        """Keep a decision."""
        with self._database.transaction() as connection:
            self._queries.insert_decision(
                connection,
                id=decision.id,
                item=decision.item,
                rule=decision.rule,
                words=decision.words,
                evidence=decision.evidence,
                reason=decision.reason,
                who=decision.who,
                at=decision.at.isoformat(),
                marks=json.dumps(sorted(decision.marks)),
            )

    def of(self, item_id: str) -> list[Decision]:
        """Return what was decided about a disclosure, oldest first."""
        with self._database.reading() as connection:
            rows = list(self._queries.get_decisions(connection, item=item_id))
        return [
            Decision(
                row["id"],
                row["item"],
                row["rule"],
                row["words"],
                row["evidence"],
                row["reason"],
                row["who"],
                datetime.fromisoformat(row["at"]),
                frozenset(json.loads(row["marks"])),
            )
            for row in rows
        ]

    def drop(self, decision_id: str) -> None:
        """Forget a decision."""
        with self._database.transaction() as connection:
            self._queries.delete_decision(connection, id=decision_id)

    def drop_all(self, item_id: str) -> None:
        """Forget all decisions about a disclosure."""
        with self._database.transaction() as connection:
            self._queries.delete_decisions(connection, item=item_id)
