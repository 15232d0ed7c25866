"""Backups of a workspace: consistent copies, verified when they are made and before they are put back."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

from desktop_app.adapters.workspace.cipher import Key, connect, database_errors
from desktop_app.adapters.workspace.database import Database, migrations
from desktop_app.adapters.workspace.errors import WorkspaceDamaged, WorkspaceNewer
from desktop_app.adapters.workspace.sqlite_database import explained
from desktop_app.core.errors import UserError


class BackupExists(UserError):
    """A backup never writes over a file."""

    code = "W310"
    hint = "请换一个文件名。"


def back_up(database: Database, target: Path) -> Path:
    """Write a verified copy of a workspace that may be in use, and its SHA-256 in a small file beside it.

    Raises:
        BackupExists: there is a file of this name.
        WorkspaceUnwritable, DiskFull: the copy cannot be written; nothing half-written stays.
    """
    if target.exists():
        raise BackupExists(f"“{target.name}”已经存在，没有覆盖。")
    fresh = target.with_name(f"{target.name}.part")
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            database.backup(fresh)
            verify(fresh, database.key)
            write_digest(fresh, target)
            fresh.replace(target)
        finally:
            for ending in ("", "-wal", "-shm"):  # reading it to verify leaves the two beside it
                fresh.with_name(f"{fresh.name}{ending}").unlink(missing_ok=True)
    return target


def restore(backup: Path, file: Path, now: datetime, key: Key | None = None) -> Path | None:
    """Put a backup in a workspace's place and return where the replaced file lies now, None where there was none.

    Args:
        key: what the backup opens with where it is locked.

    Raises:
        WorkspaceDamaged: the backup is no sound workspace, not the one that was made, or was not copied whole; nothing
            was changed then.
        WorkspaceNewer: it was made by a newer program.
    """
    digest = proven(backup, key)
    with explained(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_name(f"{file.name}.part")
        shutil.copyfile(backup, fresh)
        if _digest(fresh) != digest:
            fresh.unlink()
            raise WorkspaceDamaged(f"备份“{backup.name}”没有完整地复制过来。", "请换一个磁盘或接口再试。")
        aside = _set_aside(file, now)
        fresh.replace(file)
    return aside


def digest_file(backup: Path) -> Path:
    """Return where a backup's SHA-256 is written, in the form that `sha256sum -c` reads."""
    return backup.with_name(f"{backup.name}.sha256")


def proven(backup: Path, key: Key | None = None) -> str:
    """Return a sound backup's SHA-256, the same as was written when it was made, where that is known.

    Raises:
        WorkspaceDamaged, WorkspaceNewer: it is not to be put back.
    """
    with explained(backup):
        digest = _digest(backup)
        written = digest_file(backup)
        lines = written.read_text("utf-8").splitlines() if written.is_file() else []
    if lines and digest not in {line.partition(" ")[0] for line in lines}:
        raise WorkspaceDamaged(f"备份“{backup.name}”与做备份时登记的校验值不符。", "请换一份备份。")
    verify(backup, key)
    return digest


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def write_digest(content: Path, backup: Path) -> None:
    """Write down the SHA-256 of what a backup holds."""
    written = digest_file(backup)
    fresh = written.with_name(f"{written.name}.new")
    fresh.write_text(f"{_digest(content)}  {backup.name}\n", "utf-8")
    fresh.replace(written)


def add_digest(content: Path, backup: Path) -> None:
    """Write down what a backup is about to hold, beside what it holds: cut off between the two, one of them is right.

    `write_digest` leaves only the right one.
    """
    written = digest_file(backup)
    fresh = written.with_name(f"{written.name}.new")
    fresh.write_text(f"{written.read_text('utf-8')}{_digest(content)}  {backup.name}\n", "utf-8")
    fresh.replace(written)


def verify(file: Path, key: Key | None = None, *, is_still: bool = True) -> None:
    """Make sure that a file is a sound workspace of this program or an older one.

    Args:
        is_still: False for a workspace that may be in use: what its log holds counts then.
    """
    try:
        with closing(connect(file, key, only_read=True, is_still=is_still)) as connection:
            version = int(connection.execute("pragma user_version").fetchone()[0])
            sound = connection.execute("pragma integrity_check").fetchone()[0] == "ok"
            counted = connection.execute("select count(*) from sqlite_master where name = 'item'").fetchone()[
                0
            ]
    except database_errors() as error:
        raise WorkspaceDamaged(f"“{file.name}”不是完好的备份。", "请换一份备份。") from error
    if not sound or not counted:
        raise WorkspaceDamaged(f"“{file.name}”不是完好的备份。", "请换一份备份。")
    if version > max(migrations()):
        raise WorkspaceNewer(f"备份“{file.name}”是用更新版本的程序做的。")


def _set_aside(file: Path, now: datetime) -> Path | None:
    """Move what is replaced out of the way, with what SQLite keeps beside it; it is never deleted."""
    stamp = f"{now:%Y%m%d-%H%M%S}"
    moved: Path | None = None
    for part in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        if part.exists():
            target = part.with_name(part.name.replace(file.stem, f"{file.stem}.replaced-{stamp}", 1))
            part.replace(target)
            moved = moved or target
    return moved
