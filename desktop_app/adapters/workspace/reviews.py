"""People, readings, remarks and owed second looks in the workspace's database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.core.disclosure.reading import Reading, Remark, SecondLook
from desktop_app.core.openness import Openness
from desktop_app.core.people import Person, Role
from desktop_app.core.shapes import read_json


class _Content(msgspec.Struct):
    values: dict[str, Any]
    openness: Openness | None
    files: dict[str, str]


class ReviewStore:
    """What reviewing keeps beside the disclosure and its story."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "reviews")

    # ── people ────────────────────────────

    def put_person(self, person: Person) -> None:
        """Keep a person; one of the same name is replaced."""
        with self._database.transaction() as connection:
            self._queries.put_person(
                connection,
                name=person.name,
                roles=",".join(sorted(person.roles)),
                steps=",".join(sorted(person.steps)),
                secret=person.secret,
                is_active=int(person.is_active),
            )

    def people(self) -> list[Person]:
        """Return everybody, by name, those who have left too."""
        with self._database.reading() as connection:
            return [_person(row) for row in self._queries.get_people(connection)]

    def person(self, name: str) -> Person | None:
        """Return a person."""
        with self._database.reading() as connection:
            row = self._queries.get_person(connection, name=name)
        return None if row is None else _person(row)

    # ── readings ────────────────────────────

    def add_reading(self, reading: Reading) -> None:
        """Keep what somebody read."""
        content = _Content(dict(reading.values), reading.openness, dict(reading.files))
        with self._database.transaction() as connection:
            self._queries.insert_reading(
                connection,
                item=reading.item,
                at=reading.at.isoformat(),
                who=reading.who,
                content=msgspec.json.encode(content).decode(),
            )

    def last_reading(self, item_id: str) -> Reading | None:
        """Return what was read last, or None where nobody has read it yet."""
        with self._database.reading() as connection:
            row = self._queries.get_last_reading(connection, item=item_id)
        if row is None:
            return None
        content = read_json(row["content"], _Content)
        at = datetime.fromisoformat(row["at"])
        return Reading(row["item"], row["who"], at, content.values, content.openness, content.files)

    # ── remarks ────────────────────────────

    def put_remark(self, remark: Remark) -> None:
        """Keep a remark; one at the same field is replaced."""
        with self._database.transaction() as connection:
            self._queries.put_remark(
                connection,
                item=remark.item,
                path=remark.path,
                words=remark.words,
                who=remark.who,
                at=remark.at.isoformat(),
            )

    def remarks(self, item_id: str) -> list[Remark]:
        """Return the remarks at a disclosure's fields, oldest first."""
        with self._database.reading() as connection:
            rows = list(self._queries.get_remarks(connection, item=item_id))
        return [
            Remark(row["item"], row["path"], row["words"], row["who"], datetime.fromisoformat(row["at"]))
            for row in rows
        ]

    def drop_remark(self, item_id: str, path: str) -> None:
        """Forget the remark at a field."""
        with self._database.transaction() as connection:
            self._queries.delete_remark(connection, item=item_id, path=path)

    def drop_remarks(self, item_id: str) -> None:
        """Forget all remarks at a disclosure."""
        with self._database.transaction() as connection:
            self._queries.delete_remarks(connection, item=item_id)

    # ── second looks ────────────────────────────

    def owe_second_look(self, look: SecondLook) -> None:
        """Note that somebody else still has to read a disclosure."""
        with self._database.transaction() as connection:
            self._queries.put_second_look(
                connection, item=look.item, reason=look.reason, since=look.since.isoformat()
            )

    def second_looks(self) -> list[SecondLook]:
        """Return what somebody else still has to read, oldest first."""
        with self._database.reading() as connection:
            rows = list(self._queries.get_second_looks(connection))
        return [SecondLook(row["item"], row["reason"], datetime.fromisoformat(row["since"])) for row in rows]

    def settle_second_look(self, item_id: str) -> None:
        """Note that somebody else has read a disclosure."""
        with self._database.transaction() as connection:
            self._queries.delete_second_look(connection, item=item_id)


def _person(row: Any) -> Person:
    return Person(
        name=row["name"],
        roles=frozenset(Role(one) for one in row["roles"].split(",") if one),
        steps=frozenset(one for one in row["steps"].split(",") if one),
        secret=row["secret"],
        is_active=bool(row["is_active"]),
    )
