"""A shared office's database: one PostgreSQL connection of this process, found again after an outage."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.adapters.workspace.database import Dialect
from desktop_app.adapters.workspace.errors import SharedIsNotLocked, WorkspaceNewer, WorkspaceUnreachable
from desktop_app.adapters.workspace.postgres_connection import connect, explained
from desktop_app.adapters.workspace.postgres_upkeep import bring_up_to_date, write_file
from desktop_app.adapters.workspace.tables import PostgresTables
from desktop_app.core.workspace_address import Address

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.cipher import Key

_IDLE_S = 2.0
"""A connection that lay idle for longer is asked whether it lives before it is used."""
_REST_S = 3.0
"""For so long after a failed try none is made: the window must not stand still at every key."""

_CLOCK = "(clock_timestamp() at time zone 'Asia/Shanghai')::timestamp(0)"


class PostgresDatabase:
    """The workspace at an address; its tables are made and brought up to date when it is opened.

    Args:
        password: where empty, libpq looks for it by itself (its password file, a service file).
        safe: a folder for the copy that is made before tables are changed.

    Raises:
        WorkspaceUnreachable, WorkspaceLoginRefused, ServerUnfit, DriverMissing, WorkspaceNewer: see each.
    """

    dialect: Dialect = "postgres"

    def __init__(self, address: Address, password: str, safe: Path) -> None:
        self.address = address
        self._password = password or address.password
        self._lock = threading.RLock()
        self._depth = 0
        self._own = 0  # changes counted by this process
        self._connection: Any = None
        self._used_at = self._failed_at = -1e9
        self._time = (0.0, datetime(2000, 1, 1))  # noqa: DTZ001 - Beijing time without a zone
        try:
            with explained(self.name):
                self._version = bring_up_to_date(self._alive(), safe)
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """Host and database."""
        return self.address.name

    @property
    def key(self) -> None:
        """It is no file: what guards it on the server's disk is the server's."""

    def relock(self, key: Key | None) -> None:
        """Refuse."""
        raise SharedIsNotLocked("共享工作区在服务器上，不能用本机的密码短语锁住。")

    # ── changes and questions ────────────────────────────

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Hold the database for one all-or-nothing change; nested calls join the outer one."""
        with self._lock, explained(self.name):
            if self._depth:
                yield self._connection
                return
            connection = self._begun()
            self._depth = 1
            try:
                yield connection
            except BaseException:
                self._undo()
                raise
            else:
                connection.execute("commit")
                self._own += 1
            finally:
                self._depth = 0
                self._used_at = ticks()

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Hold the connection for reading, and for notes that nobody is told of."""
        with self._lock, explained(self.name):
            yield self._connection if self._depth else self._alive()
            self._used_at = ticks()

    def others(self) -> int:
        """Return how many changes others have made since the workspace was new."""
        with self.reading() as connection:
            row = connection.execute(f"select changes, {_CLOCK} as now from workspace").fetchone()
            self._time = (ticks(), row["now"])
            return int(row["changes"]) - self._own

    def now(self) -> datetime:
        """Return the server's time, carried on from when it was last heard."""
        heard_at, told = self._time
        return told + timedelta(seconds=int(ticks() - heard_at))

    def _begun(self) -> Any:
        """Begin a change: it waits until the one before it is done, in whatever process."""
        connection = self._alive()
        connection.execute("begin")
        try:
            row = connection.execute(
                "update workspace set changes = changes + 1 returning version"
            ).fetchone()
        except BaseException:
            self._undo()
            raise
        if row["version"] != self._version:
            self._undo()
            raise WorkspaceNewer(f"共享工作区“{self.name}”已由更新版本的程序升级。")
        return connection

    def _undo(self) -> None:
        if not self._connection.closed:
            self._connection.execute("rollback")

    # ── the line ────────────────────────────

    def _alive(self) -> Any:
        """Return the connection, made anew where it is gone."""
        if self._connection is not None and ticks() - self._used_at > _IDLE_S:
            self._ask_for_life()
        if self._connection is None or self._connection.closed:
            self._connect()
        return self._connection

    def _ask_for_life(self) -> None:
        import psycopg

        try:
            self._hear_time()
        except psycopg.OperationalError:
            self._connection.close()

    def _connect(self) -> None:
        if ticks() - self._failed_at < _REST_S:
            raise WorkspaceUnreachable(f"共享工作区“{self.name}”的服务器还连接不上。")
        try:
            self._connection = connect(self.address, self._password)
            self._hear_time()
        except BaseException:
            self._failed_at = ticks()
            raise

    def _hear_time(self) -> None:
        row = self._connection.execute(f"select {_CLOCK} as now").fetchone()
        self._used_at = ticks()
        self._time = (self._used_at, row["now"])

    # ── as a whole ────────────────────────────

    def backup(self, target: Path) -> None:
        """Write a consistent copy as an SQLite file, over a line of its own: nobody's typing waits."""
        with self.snapshot() as tables:
            write_file(tables, target, self._version)

    @contextmanager
    def snapshot(self) -> Iterator[PostgresTables]:
        """Give all tables as they are at one moment, for reading."""
        with explained(self.name), closing(connect(self.address, self._password)) as connection:
            connection.execute("begin isolation level repeatable read read only")
            yield PostgresTables(connection)

    @contextmanager
    def filling(self) -> Iterator[PostgresTables]:
        """Give all tables for filling, in one transaction."""
        with self.transaction() as connection:
            yield PostgresTables(connection)

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._failed_at = float("inf")


def ticks() -> float:
    """Return seconds that go on also while the machine sleeps, where the system counts them."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)
