"""A whole workspace carried from one database into another: moved, or put back from a backup."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.adapters.workspace.backups import back_up, proven
from desktop_app.adapters.workspace.cipher import Key
from desktop_app.adapters.workspace.database import Database
from desktop_app.adapters.workspace.errors import TargetNotEmpty
from desktop_app.adapters.workspace.sqlite_database import SqliteDatabase
from desktop_app.adapters.workspace.tables import copy, is_empty


def move(source: Database, target: Database) -> dict[str, str]:
    """Copy everything into an empty workspace and return each table's digest; the source stays as it is.

    Raises:
        TargetNotEmpty: something has been written there; nothing was changed.
        CopyDiffers: something did not arrive as it was; nothing was changed.
    """
    with source.snapshot() as given, target.filling() as taken:
        if not is_empty(taken):
            raise TargetNotEmpty(f"“{target.name}”里已经有内容，没有迁移。")
        return copy(given, taken)


def put_back(
    backup: Path, target: Database, safe: Path, now: datetime, key: Key | None = None
) -> Path | None:
    """Replace what a shared workspace holds by a backup and return the file into which that was written first.

    Args:
        safe: the folder for that file.
        key: what the backup opens with where it is locked.

    Returns:
        None where there was nothing to be replaced.

    Raises:
        WorkspaceDamaged, WorkspaceNewer: the backup is not to be put back; nothing was changed.
        CopyDiffers: something did not arrive as it was; nothing was changed.
    """
    proven(backup, key)
    with TemporaryDirectory(prefix="gongkai-") as folder:
        ours = Path(folder) / "workspace.db"  # an older backup is brought up to date, and stays as it is
        shutil.copyfile(backup, ours)
        with closing(SqliteDatabase(ours, key)) as source:
            aside = _kept(target, safe / f"shared.replaced-{now:%Y%m%d-%H%M%S}.db")
            with source.snapshot() as given, target.filling() as taken:
                taken.empty()
                copy(given, taken)
    return aside


def _kept(database: Database, file: Path) -> Path | None:
    with database.snapshot() as tables:
        nothing = is_empty(tables)
    return None if nothing else back_up(database, file)
