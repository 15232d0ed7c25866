"""What every store needs of a database, and the named queries and numbered changes in its dialect."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.cipher import Key
    from desktop_app.adapters.workspace.tables import Tables

Dialect = Literal["sqlite", "postgres"]

_SQL = Path(__file__).parent / "sql"
_DRIVERS: dict[Dialect, str] = {"sqlite": "sqlite3", "postgres": "psycopg"}
_CHANGES: dict[Dialect, Path] = {"sqlite": _SQL / "migrations", "postgres": _SQL / "migrations" / "postgres"}


class Database(Protocol):
    """One connection that all threads of the process share, one transaction at a time.

    Changes of all processes happen one after the other, whatever the database: each event of the story is chained to
    the one before.
    """

    @property
    def dialect(self) -> Dialect:
        """Which SQL it speaks."""
        ...

    @property
    def name(self) -> str:
        """What it is called in messages; holds no password."""
        ...

    @property
    def key(self) -> Key | None:
        """What a locked file opens with; None where it is not locked, or is no file."""
        ...

    def relock(self, key: Key | None) -> None:
        """Lock the file by another key, or unlock it for good where that is None.

        Raises:
            SharedIsNotLocked: it is no file.
        """
        ...

    def transaction(self) -> AbstractContextManager[Any]:
        """Hold the database for one all-or-nothing change; nested calls join the outer one.

        What is yielded is the driver's connection, for `queries`.
        """
        ...

    def reading(self) -> AbstractContextManager[Any]:
        """Hold the connection for reading, and for notes that nobody is told of (who has what open)."""
        ...

    def others(self) -> int:
        """Return a number that changes when somebody else has changed something."""
        ...

    def now(self) -> datetime | None:
        """Return Beijing time without a zone by the clock that all clients share; None where there is but one."""
        ...

    def backup(self, target: Path) -> None:
        """Write a consistent copy as an SQLite file; others go on reading and writing meanwhile."""
        ...

    def snapshot(self) -> AbstractContextManager[Tables]:
        """Give all tables as they are at one moment, for reading."""
        ...

    def filling(self) -> AbstractContextManager[Tables]:
        """Give all tables for filling, in one transaction."""
        ...

    def close(self) -> None:
        """Close the connection; a closed database cannot be used again."""
        ...


@lru_cache(maxsize=32)
def queries(dialect: Dialect, name: str) -> Any:
    """Return the named queries of `sql/<name>.sql`, and of `sql/<name>.<dialect>.sql` where there is one."""
    import aiosql  # when the first query is made: the window stands before that

    files = (_SQL / f"{name}.sql", _SQL / f"{name}.{dialect}.sql")
    text = "\n\n".join(file.read_text("utf-8") for file in files if file.is_file())
    return aiosql.from_str(text, _DRIVERS[dialect], mandatory_parameters=False)


def migrations(dialect: Dialect = "sqlite") -> dict[int, str]:
    """Return the numbered steps that make and change the database.

    The two dialects share their numbers. PostgreSQL's begin at the one with which offices could share a workspace; its
    first step makes what SQLite has after the same number.
    """
    files = _CHANGES[dialect].glob("[0-9][0-9][0-9][0-9]_*.sql")
    return {int(file.name[:4]): file.read_text("utf-8") for file in files}
