"""An SQLite file: opened, brought up to date, and its errors turned into sentences."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from desktop_app.adapters.workspace.cipher import Key, connect, database_errors
from desktop_app.adapters.workspace.database import Dialect, migrations
from desktop_app.adapters.workspace.errors import (
    DiskFull,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceNewer,
    WorkspaceUnwritable,
)
from desktop_app.adapters.workspace.tables import SqliteTables
from desktop_app.core.errors import AppError

_BUSY_S = 5.0


class SqliteDatabase:
    """The embedded workspace's file.

    Args:
        path: the file; its folder is made.
        key: what it opens with where it is locked.
        version: of its tables; the newest where None.

    Raises:
        WorkspaceDamaged, WorkspaceUnwritable, WorkspaceNewer, WorkspaceBusy: see each.
    """

    dialect: Dialect = "sqlite"

    def __init__(self, path: Path, key: Key | None = None, version: int | None = None) -> None:
        self.path = path
        self._version = version or max(migrations())
        self._key = key
        self._lock = threading.RLock()
        self._copying = threading.RLock()
        self._depth = 0
        with explained(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = self._open()

    def _open(self) -> Any:
        connection = connect(
            self.path, self._key, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.execute("pragma foreign_keys = on")
            self._migrate(connection)
        except Exception:
            connection.close()
            raise
        return connection

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Hold the database for one all-or-nothing change; nested calls join the outer one."""
        with self._lock, explained(self.path):
            if self._depth:
                yield self._connection
                return
            self._connection.execute("begin immediate")
            self._depth = 1
            try:
                yield self._connection
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back by itself
                    self._connection.execute("rollback")
                raise
            else:
                self._connection.execute("commit")
            finally:
                self._depth = 0

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Hold the connection for reading."""
        with self._lock, explained(self.path):
            yield self._connection

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def others(self) -> int:
        """Return SQLite's own count of what other connections have changed."""
        with self.reading() as connection:
            return int(connection.execute("pragma data_version").fetchone()[0])

    def now(self) -> None:
        """All who use the file do so on one machine, by its clock."""

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the whole database; others go on reading and writing meanwhile."""
        with (
            explained(target),
            self._copying,
            closing(connect(self.path, self._key)) as source,  # the shared one would make typing wait
            closing(connect(target, self._key)) as copy,
        ):
            source.backup(copy)

    @contextmanager
    def snapshot(self) -> Iterator[SqliteTables]:
        """Give all tables as they are at one moment, for reading."""
        with (
            explained(self.path),
            self._copying,
            closing(connect(self.path, self._key, isolation_level=None)) as connection,
        ):
            connection.execute("begin")
            yield SqliteTables(connection)

    @contextmanager
    def filling(self) -> Iterator[SqliteTables]:
        """Give all tables for filling, in one transaction."""
        with self.transaction() as connection:
            yield SqliteTables(connection)

    @property
    def key(self) -> Key | None:
        """What the file opens with; None where it is not locked."""
        return self._key

    def relock(self, key: Key | None) -> None:
        """Write the file anew so that it opens with another key, or with none; who works waits meanwhile.

        Raises:
            WorkspaceBusy, DiskFull, WorkspaceUnwritable, WorkspaceDamaged: it is as it was, and open.
        """
        from desktop_app.adapters.workspace.locking import rewrite

        # the two libraries do not see each other's locks within one process
        with self._copying, self._lock:
            self._connection.close()
            try:
                rewrite(self.path, self._key, key)
                self._key = key
            finally:
                self._connection = self._open()

    def close(self) -> None:
        """Close the file; a closed database cannot be used again."""
        with self._lock:
            self._connection.close()

    # ── migrations ────────────────────────────

    def _migrate(self, connection: Any) -> None:
        version = int(connection.execute("pragma user_version").fetchone()[0])
        steps, newest = migrations(), self._version
        if version > newest:
            raise WorkspaceNewer(f"工作区文件“{self.path.name}”是用更新版本的程序写的。")
        if version == newest:
            return
        if version:
            self.backup(self.path.with_name(f"{self.path.stem}.before-{newest:04d}.db"))
        for number in sorted(steps):
            if version < number <= newest:
                connection.executescript(
                    f"begin immediate;\n{steps[number]}\npragma user_version = {number};\ncommit;"
                )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into the workspace's own errors."""
    try:
        yield
    except database_errors() as error:
        raise _in_words(error, path) from error
    except OSError as error:
        raise WorkspaceUnwritable(f"工作区“{path}”不能写入（{error.strerror}）。") from error


def _in_words(error: Exception, path: Path) -> AppError:
    text = str(error)
    if re.search(r"disk is full", text):
        return DiskFull("磁盘满了，没有保存成功。")
    if re.search(r"locked|busy", text):
        return WorkspaceBusy(f"工作区“{path.name}”正被占用。")
    if re.search(r"malformed|not a database|corrupt|file is encrypted", text):
        return WorkspaceDamaged(f"工作区文件“{path}”损坏了。")
    if re.search(r"readonly|unable to open|disk I/O", text):
        return WorkspaceUnwritable(f"工作区“{path}”打不开或不能写入。")
    raise error
