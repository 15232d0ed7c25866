"""Locking and unlocking a workspace's file and every copy of it, without leaving the plain one behind."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from desktop_app.adapters.workspace.cipher import Key, connect, database_errors, salt_of
from desktop_app.adapters.workspace.errors import WorkspaceBusy, WorkspaceDamaged
from desktop_app.adapters.workspace.sqlite_database import explained

_PLAIN = b"SQLite format 3\0"
_BESIDE = ("-wal", "-shm", "-journal")
_PIECE = 1 << 20


def rewrite(
    file: Path, old: Key | None, new: Key | None, ready: Callable[[Path], None] | None = None
) -> None:
    """Write a closed database anew under another key, whole or not at all; what lay there is overwritten.

    Args:
        old: None where it is plain now.
        new: None where it shall be plain.
        ready: for a copy, which nobody works in and whose bytes must not change until it is replaced: told of the new
            file before it takes the old one's place. None for a workspace.

    Raises:
        WorkspaceBusy: another program has it open.
        WorkspaceDamaged: not everything arrived; the file is as it was.
        DiskFull, WorkspaceUnwritable: there is no room for a second copy; the file is as it was.
    """
    fresh, spent = _beside(file)
    with explained(file):
        mend(file)
        try:
            _export(file, old, fresh, new, is_copy=ready is not None)
            _write_through(fresh)
            if ready is not None:
                ready(fresh)
            with contextlib.suppress(
                OSError
            ):  # file systems without a second name: it is not overwritten there
                os.link(file, spent)
            fresh.replace(file)
        finally:
            mend(file)


def mend(file: Path) -> None:
    """Remove what a rewriting, or a power cut in one, left beside a file: what it was before, overwritten."""
    fresh, spent = _beside(file)
    if spent.exists():
        if spent.samefile(file):  # cut off before the new one took its place
            spent.unlink()
        else:
            wipe(spent)
    _remove(fresh)
    if not file.with_name(f"{file.name}-journal").exists():  # else SQLite asks them whether a change was done
        for names in file.parent.glob(f"{glob.escape(file.name)}-mj*"):
            names.unlink(missing_ok=True)


def copies(file: Path) -> Iterator[Path]:
    """Yield every copy that the program makes of a workspace: daily backups, snapshots, files set aside."""
    for found in sorted([*file.parent.glob(f"{file.stem}.*.db"), *(file.parent / "backups").glob("*.db")]):
        if found != file:
            yield found


def is_plain(file: Path) -> bool:
    """Say whether a file is a database that anybody can read."""
    with file.open("rb") as content:
        return content.read(len(_PLAIN)) == _PLAIN


def opens_with(file: Path, key: Key | None) -> bool:
    """Say whether a file has this key, by its salt, or is plain where that is None."""
    return is_plain(file) if key is None else salt_of(file) == key.salt


def wipe(file: Path) -> None:
    """Overwrite a file and what SQLite keeps beside it, and remove them.

    Disks that move what is written (SSD) may keep the old blocks: against that the whole disk must be encrypted.
    """
    for part in (file, *(file.with_name(f"{file.name}{end}") for end in _BESIDE)):
        if part.is_file():
            with part.open("r+b") as content:
                left = part.stat().st_size
                while left > 0:
                    left -= content.write(bytes(min(left, _PIECE)))
                content.flush()
                os.fsync(content.fileno())
            part.unlink()


def _beside(file: Path) -> tuple[Path, Path]:
    """Return where the new file is written, and the second name under which the old one is overwritten."""
    return file.with_name(f"{file.name}.relock"), file.with_name(f"{file.name}.spent")


def _export(file: Path, old: Key | None, fresh: Path, new: Key | None, *, is_copy: bool) -> None:
    from sqlcipher3 import dbapi2

    address = f"{file.absolute().as_uri()}{'?immutable=1' if is_copy else ''}"
    with closing(dbapi2.connect(address, isolation_level=None, timeout=1, uri=True)) as connection:
        if old is not None:
            connection.execute(f"pragma key = {old.sql}")
        if not is_copy:
            _have_alone(connection)
        connection.execute(f"attach ? as fresh key {new.sql if new else repr('')}", (str(fresh),))
        connection.execute("select sqlcipher_export('fresh')").fetchone()
        version = connection.execute("pragma user_version").fetchone()[0]
        connection.execute(f"pragma fresh.user_version = {version}")
        if not is_copy:
            connection.execute("commit")
        with closing(connect(fresh, new)) as arrived:
            if _contents(connection) != _contents(arrived) or not _is_sound(arrived):
                raise WorkspaceDamaged(
                    f"“{file.name}”没有完整地改写，仍是原来的样子。", "请用检查本机安装看看。"
                )


def _have_alone(connection: Any) -> None:
    """Keep everybody else out until the connection commits.

    Only where nobody else has it open can the log be given up: nobody can write to what is replaced.
    """
    try:
        mode = connection.execute("pragma journal_mode = delete").fetchone()[0]
    except database_errors() as error:
        if "locked" not in str(error):
            raise
        mode = "wal"
    if mode != "delete":
        raise WorkspaceBusy("另一个窗口或命令正开着工作区，没有改动。")
    connection.execute("begin exclusive")


def _contents(connection: Any) -> tuple[list[tuple[str, ...]], list[int]]:
    """Return tables, indexes and triggers as they were made, and how many rows each table has."""
    made = sorted(tuple(row) for row in connection.execute("select type, name, sql from sqlite_master"))
    tables = [name for kind, name, _sql in made if kind == "table"]
    return made, [connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in tables]


def _is_sound(connection: Any) -> bool:
    return bool(connection.execute("pragma integrity_check").fetchone()[0] == "ok")


def _write_through(file: Path) -> None:
    """Let the disk have it before the old one goes."""
    with file.open("r+b") as content:
        os.fsync(content.fileno())


def _remove(fresh: Path) -> None:
    for end in ("", *_BESIDE):
        fresh.with_name(f"{fresh.name}{end}").unlink(missing_ok=True)
