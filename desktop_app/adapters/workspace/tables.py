"""All that a database holds, table by table: copied from one kind to the other, and compared by digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from desktop_app.adapters.workspace.errors import CopyDiffers

PASSING = frozenset({"presence", "workspace"})
"""Not copied: who is at work now, and PostgreSQL's own version and count of changes."""

_ROWS_AT_ONCE = 50
"""A row holds at most 1 MiB."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is copied.

    Args:
        columns: in alphabetical order.
    """

    name: str
    columns: tuple[str, ...]


class Tables(Protocol):
    """The tables of one database, within one transaction."""

    def known(self) -> list[Table]:
        """Return the tables that are copied."""
        ...

    def rows(self, table: Table) -> Iterator[Sequence[Any]]:
        """Yield all rows, in any order, values in the order of the table's columns."""
        ...

    def fill(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows."""
        ...

    def empty(self) -> None:
        """Remove all rows of all tables that are copied."""
        ...


def parents_first(tables: Iterable[Table]) -> list[Table]:
    """Return tables in an order in which they can be filled: the others refer to `item` or to an earlier name."""
    return sorted(tables, key=lambda table: (table.name != "item", table.name))


def copy(source: Tables, target: Tables) -> dict[str, str]:
    """Copy everything into empty tables and return each table's digest, which is the same on both sides.

    Raises:
        CopyDiffers: something did not arrive as it was; undo the transaction.
    """
    tables = source.known()
    if tables != target.known():
        raise CopyDiffers("两个工作区的数据表不一样，没有复制。")
    for table in tables:
        target.fill(table, source.rows(table))
    expected, arrived = digests(source), digests(target)
    different = [name for name, digest in expected.items() if arrived[name] != digest]
    if different:
        raise CopyDiffers(f"复制以后核对不上的数据表：{'、'.join(different)}。没有改动。")
    return expected


def digests(tables: Tables) -> dict[str, str]:
    """Return the digest of each table's content by the table's name."""
    return {table.name: _digest(tables.rows(table)) for table in tables.known()}


def is_empty(tables: Tables) -> bool:
    """Say whether nothing has been written yet."""
    return not any(next(iter(tables.rows(table)), None) for table in tables.known())


def _digest(rows: Iterator[Sequence[Any]]) -> str:
    """Add up the rows' SHA-256: the databases give rows in different orders, and keys make each row one of a kind."""
    total = count = 0
    for row in rows:
        total += int.from_bytes(hashlib.sha256(msgspec.msgpack.encode(tuple(row))).digest())
        count += 1
    return f"{count}:{total % (1 << 256):064x}"


class SqliteTables:
    """The tables behind an SQLite connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def known(self) -> list[Table]:
        """Return the tables that are copied; the full-text index counts as a table of words by place."""
        rows = self._connection.execute(
            "select name, type from pragma_table_list where schema = 'main' and type in ('table', 'virtual')"
            " and name not like 'sqlite%'"
        )
        return parents_first(
            Table(name, self._columns(name, kind)) for name, kind in map(tuple, rows) if name not in PASSING
        )

    def _columns(self, name: str, kind: str) -> tuple[str, ...]:
        rows = self._connection.execute("select name from pragma_table_info(?)", (name,))
        places = ["place"] if kind == "virtual" else []
        return tuple(sorted([*places, *(row[0] for row in rows)]))

    def rows(self, table: Table) -> Iterator[Sequence[Any]]:
        """Yield all rows."""
        for row in self._connection.execute(f"select {_listed(table)} from {table.name}"):
            yield tuple(row)

    def fill(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows."""
        marks = ", ".join("?" * len(table.columns))
        self._connection.executemany(f"insert into {table.name} ({_listed(table)}) values ({marks})", rows)

    def empty(self) -> None:
        """Refuse: the file of an SQLite workspace is set aside as a whole."""
        raise NotImplementedError


def _listed(table: Table) -> str:
    is_index = table.name == "ledger_words"
    return ", ".join("rowid" if is_index and one == "place" else one for one in table.columns)


class PostgresTables:
    """The tables behind a PostgreSQL connection that is in a transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def known(self) -> list[Table]:
        """Return the tables that are copied."""
        found: dict[str, list[str]] = {}
        for row in self._connection.execute(
            "select table_name, column_name from information_schema.columns"
            " where table_schema = current_schema() and is_generated = 'NEVER'"
        ):
            found.setdefault(row["table_name"], []).append(row["column_name"])
        return parents_first(
            Table(name, tuple(sorted(columns))) for name, columns in found.items() if name not in PASSING
        )

    def rows(self, table: Table) -> Iterator[Sequence[Any]]:
        """Yield all rows, a few in memory at a time."""
        from psycopg.rows import tuple_row

        with self._connection.cursor(name=f"rows_of_{table.name}", row_factory=tuple_row) as cursor:
            cursor.itersize = _ROWS_AT_ONCE
            yield from cursor.execute(f"select {', '.join(table.columns)} from {table.name}")

    def fill(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows."""
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"copy {table.name} ({', '.join(table.columns)}) from stdin") as copying,
        ):
            for row in rows:
                copying.write_row(row)

    def empty(self) -> None:
        """Remove all rows."""
        self._connection.execute(f"truncate {', '.join(table.name for table in self.known())}")
