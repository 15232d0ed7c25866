"""The portal's database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import aiosql

from desktop_app.core.grams import grams, match_phrase
from desktop_app.portal_server.item import Draft, Item, ItemFile

_SQL = Path(__file__).parent / "sql"
_BUSY_S = 10.0


class KeyTaken(Exception):
    """The key belongs to an item with another content."""


class Store:
    """Items and the index of their words.

    Every call opens its own connection, so that any thread may call.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._queries: Any = aiosql.from_path(_SQL / "queries.sql", "sqlite3")
        with self.connection() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript((_SQL / "schema.sql").read_text("utf-8"))

    def find(self, key: str) -> Item | None:
        """Return the item of a key, withdrawn or not, or None."""
        with self.connection() as connection:
            return self._item(connection, self._queries.item_by_key(connection, key=key))

    def get(self, number: int) -> Item | None:
        """Return the item with this running number, or None."""
        with self.connection() as connection:
            return self._item(connection, self._queries.item_by_id(connection, id=number))

    def unit_of(self, key: str) -> str | None:
        """Return whose item a key names, empty for the administrator's; None where there is none."""
        with self.connection() as connection:
            row = self._queries.unit_of(connection, key=key)
            return None if row is None else str(row["unit"])

    def add(self, draft: Draft, at: datetime, unit: str = "") -> tuple[Item, bool]:
        """Publish an item once: return it, and whether it is new.

        Args:
            unit: whose item it is; empty for the administrator's.

        Raises:
            KeyTaken: the key belongs to an item with another digest.
        """
        with self._writing() as connection:
            existing = self._item(connection, self._queries.item_by_key(connection, key=draft.key))
            if existing is None:
                number = self._insert(connection, draft, at)
                if unit:
                    self._queries.put_unit(connection, id=number, unit=unit)
                return Item(number, draft.digest, at, draft), True
            if existing.digest != draft.digest:
                raise KeyTaken
            return existing, False

    def replace(self, draft: Draft, at: datetime) -> Item | None:
        """Put other content in an item's place; its address and day of publication stay.

        Returns:
            the item, or None where none stands under the key.
        """
        with self._writing() as connection:
            held = self._item(connection, self._queries.item_by_key(connection, key=draft.key))
            if held is None or held.withdrawn_at is not None:
                return None
            if held.digest != draft.digest:
                self._overwrite(connection, held.id, draft, at)
            return self._item(connection, self._queries.item_by_key(connection, key=draft.key))

    def _overwrite(self, connection: sqlite3.Connection, number: int, draft: Draft, at: datetime) -> None:
        columns = _columns(draft)
        self._queries.replace_item(connection, id=number, **columns)
        self._queries.put_note(connection, id=number, reason=draft.reason, replaced_at=at.isoformat())
        self._queries.drop_files(connection, id=number)
        self._queries.drop_grams(connection, id=number)
        self._add_parts(connection, number, draft)

    def withdraw(self, key: str, reason: str, at: datetime) -> Item | None:
        """Take an item down and return it, or None where no item has the key; the first reason stands."""
        with self._writing() as connection:
            self._queries.withdraw(connection, key=key, reason=reason, at=at.isoformat())
            item = self._item(connection, self._queries.item_by_key(connection, key=key))
            if item is not None:
                self._queries.drop_grams(connection, id=item.id)
            return item

    def corrections_of(self, key: str) -> list[Item]:
        """Return the items that correct this one, oldest first."""
        with self.connection() as connection:
            return self._items(connection, self._queries.corrections_of(connection, key=key))

    def newest(self, limit: int) -> list[Item]:
        """Return the newest items that stand, newest first."""
        with self.connection() as connection:
            return self._items(connection, self._queries.newest(connection, limit=limit))

    def in_column(self, path: str, limit: int, offset: int = 0) -> list[Item]:
        """Return the items of a column and of those below it, newest first."""
        with self.connection() as connection:
            rows = self._queries.in_column(connection, path=path, limit=limit, offset=offset)
            return self._items(connection, rows)

    def count_by_column(self) -> Mapping[str, int]:
        """Return how many items stand in each column itself."""
        with self.connection() as connection:
            return {row["column_path"]: row["items"] for row in self._queries.count_by_column(connection)}

    def search(self, query: str, limit: int, offset: int = 0) -> tuple[list[Item], int]:
        """Return the best hits, best first, and how many there are in all."""
        match = match_phrase(query)
        if not match:
            return [], 0
        with self.connection() as connection:
            rows = self._queries.search(connection, match=match, limit=limit, offset=offset)
            total = self._queries.search_count(connection, match=match)["hits"]
            return self._items(connection, rows), total

    def named_files(self) -> set[str]:
        """Return the digests of all files that items name."""
        with self.connection() as connection:
            return {row["sha256"] for row in self._queries.named_files(connection)}

    def _insert(self, connection: sqlite3.Connection, draft: Draft, at: datetime) -> int:
        number: int = self._queries.add_item(
            connection,
            key=draft.key,
            replaces=draft.replaces,
            published_at=at.isoformat(),
            **_columns(draft),
        )
        if draft.reason:
            self._queries.put_note(connection, id=number, reason=draft.reason, replaced_at=None)
        self._add_parts(connection, number, draft)
        return number

    def _add_parts(self, connection: sqlite3.Connection, number: int, draft: Draft) -> None:
        """Add an item's files and the index of its words."""
        for position, file in enumerate(draft.files, start=1):
            self._queries.add_file(
                connection,
                item_id=number,
                position=position,
                sha256=file.sha256,
                name=file.name,
                title=file.title,
                media_type=file.media_type,
                size=file.size,
            )
        words = f"{draft.issuer}\n{draft.doc_no}\n{draft.text}"
        self._queries.add_grams(connection, id=number, title=grams(draft.title), body=grams(words))

    def _items(self, connection: sqlite3.Connection, rows: Iterator[sqlite3.Row]) -> list[Item]:
        return [_to_item(row, self._files(connection, row["id"])) for row in list(rows)]

    def _item(self, connection: sqlite3.Connection, row: sqlite3.Row | None) -> Item | None:
        return None if row is None else _to_item(row, self._files(connection, row["id"]))

    def _files(self, connection: sqlite3.Connection, number: int) -> tuple[ItemFile, ...]:
        return tuple(
            ItemFile(row["sha256"], row["name"], row["title"], row["media_type"], row["size"])
            for row in self._queries.files_of(connection, item_id=number)
        )

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Open the database for one thread; each change is a transaction of its own."""
        with closing(sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self.connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "digest": draft.digest,
        "title": draft.title,
        "column_path": draft.column_path,
        "form": draft.form,
        "issuer": draft.issuer,
        "doc_no": draft.doc_no,
        "issued_on": draft.issued_on and draft.issued_on.isoformat(),
        "html": draft.html,
        "body_text": draft.text,
        "metadata": json.dumps(dict(draft.metadata), ensure_ascii=False),
    }


def _to_item(row: sqlite3.Row, files: tuple[ItemFile, ...]) -> Item:
    draft = Draft(
        key=row["key"],
        title=row["title"],
        column_path=row["column_path"],
        form=row["form"],
        issuer=row["issuer"],
        html=row["html"],
        text=row["body_text"],
        doc_no=row["doc_no"],
        issued_on=date.fromisoformat(row["issued_on"]) if row["issued_on"] else None,
        metadata=json.loads(row["metadata"]),
        files=files,
        replaces=row["replaces"],
        reason=row["reason"] or "",
    )
    withdrawn = row["withdrawn_at"]
    return Item(
        id=row["id"],
        digest=row["digest"],
        published_at=datetime.fromisoformat(row["published_at"]),
        draft=draft,
        withdrawn_at=datetime.fromisoformat(withdrawn) if withdrawn else None,
        withdrawal_reason=row["withdrawal_reason"] or "",
        replaced_at=datetime.fromisoformat(row["replaced_at"]) if row["replaced_at"] else None,
    )
