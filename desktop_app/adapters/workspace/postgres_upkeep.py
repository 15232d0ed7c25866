"""A shared workspace's tables: made, brought up to date with a copy made first, written into a file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from desktop_app.adapters.workspace.database import migrations
from desktop_app.adapters.workspace.errors import ServerUnfit, WorkspaceNewer
from desktop_app.adapters.workspace.sqlite_database import SqliteDatabase
from desktop_app.adapters.workspace.tables import PostgresTables, Tables, copy

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(hashtext('gongkai.' || current_schema()))"


def bring_up_to_date(connection: Any, safe: Path) -> int:
    """Make the tables or change those of an older program, all or nothing, and return their version.

    Args:
        safe: where a copy of what is changed is put first, as a file that an SQLite workspace of that version is.

    Raises:
        WorkspaceNewer: a newer program has changed them.
        ServerUnfit: the database does not keep text as UTF-8, or this user may not make tables.
    """
    steps = migrations("postgres")
    newest = max(steps)
    if _version(connection) == newest:
        return newest
    connection.execute("begin")
    try:
        connection.execute(_ONE_AT_A_TIME)  # whoever opens it at the same moment waits here
        version = _version(connection)
        if version > newest:
            raise WorkspaceNewer("共享工作区已由更新版本的程序升级。")
        if version:
            target = safe / f"shared.before-{newest:04d}.db"
            if not target.exists():  # made by an earlier try
                write_file(PostgresTables(connection), target, version)
        _take_steps(connection, [steps[number] for number in sorted(steps) if number > version], newest)
    except BaseException:
        if not connection.closed:
            connection.execute("rollback")
        raise
    connection.execute("commit")
    return newest


def _version(connection: Any) -> int:
    """Return the version of the tables; 0 where there are none."""
    row = connection.execute(
        "select current_setting('server_encoding') as encoding, to_regclass('workspace') is not null as is_there"
    ).fetchone()
    if row["encoding"] != "UTF8":
        raise ServerUnfit(f"数据库的编码是 {row['encoding']}，要用 UTF8。")
    if not row["is_there"]:
        return 0
    return int(connection.execute("select version from workspace").fetchone()["version"])


def _take_steps(connection: Any, steps: list[str], newest: int) -> None:
    for step in steps:
        connection.execute(step)
    connection.execute("update workspace set version = %s, changes = changes + 1", (newest,))


def write_file(tables: Tables, target: Path, version: int) -> None:
    """Write a copy of all tables into a new SQLite file of their version, compared by digest.

    Raises:
        CopyDiffers: the file does not hold what the tables hold.
        WorkspaceUnwritable, DiskFull: the file cannot be written.
    """
    with closing(SqliteDatabase(target, version=version)) as file, file.filling() as copied:
        copy(tables, copied)
