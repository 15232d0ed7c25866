"""A workspace's file that is locked: nothing of it can be read without the key, nothing is lost on the way."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from desktop_app.adapters.workspace import locking
from desktop_app.adapters.workspace.backups import back_up, restore, verify
from desktop_app.adapters.workspace.cipher import Key, connect, is_locked, key_of, new_key
from desktop_app.adapters.workspace.errors import (
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceUnwritable,
    WrongWorkspacePassphrase,
)
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State

NUMBER = "230221199001011237"
NOW = datetime(2026, 9, 28, 8)


@pytest.fixture(scope="module")
def key() -> Key:
    return new_key("兴安岭上 snow 2026")


def fill(workspace: OfficeWorkspace) -> None:
    workspace.add_item(
        Item("i1", "a.b", 1, "临时救助", State.DRAFT, {"card": NUMBER}, created_at=NOW, updated_at=NOW)
    )
    workspace.attach("i1", "名单.csv", "名单", f"{NUMBER},张三\n".encode() * 90_000)


def dump(file: Path, key: Key | None) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, those behind the search index too."""
    with closing(connect(file, key)) as connection:
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        return {name: [tuple(row) for row in connection.execute(f'select * from "{name}"')] for name in names}


def holding(folder: Path) -> list[str]:
    """Return the files of a folder in which the planted number stands, in either way that a database writes text."""
    planted = (NUMBER.encode(), NUMBER.encode("utf-16-le"))
    files = [one for one in folder.rglob("*") if one.is_file()]
    return [one.name for one in files if any(text in one.read_bytes() for text in planted)]


def test_what_was_written_before_and_after_locking_stands_in_no_file(tmp_path: Path, key: Key):
    workspace = open_workspace(tmp_path / "workspace.db")
    fill(workspace)
    assert holding(tmp_path)

    workspace.relock(key)
    workspace.attach("i1", "续.csv", "续", f"{NUMBER},李四".encode() * 90_000)
    back_up(workspace.database, tmp_path / "backups" / "one.db")
    assert (tmp_path / "workspace.db-wal").stat().st_size
    assert holding(tmp_path) == []
    workspace.close()

    again = open_workspace(tmp_path / "workspace.db", key)
    assert again.item("i1").values == {"card": NUMBER}
    assert {file.name for file in again.item("i1").attachments} == {"名单.csv", "续.csv"}
    again.close()


def test_locked_and_unlocked_again_it_is_the_same(tmp_path: Path, key: Key):
    file = tmp_path / "workspace.db"
    workspace = open_workspace(file)
    fill(workspace)
    before = dump(file, None)
    workspace.relock(key)
    assert dump(file, key) == before
    workspace.relock(new_key("another passphrase"))
    workspace.relock(None)
    workspace.close()
    assert dump(file, None) == before
    assert [one.name for one in tmp_path.iterdir()] == ["workspace.db"]


def test_only_the_right_passphrase_opens_it(tmp_path: Path, key: Key):
    file = tmp_path / "workspace.db"
    workspace = open_workspace(file)
    workspace.relock(key)
    workspace.close()

    assert key_of(file, " 兴安岭上 snow 2026 ") == key
    assert key_of(file, "兴安岭上 ｓｎｏｗ 2026") == key, "full-width letters of an input method are the same"
    with pytest.raises(WrongWorkspacePassphrase):
        key_of(file, "兴安岭上 Snow 2026")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(file).execute("select * from item")


def test_a_locked_backup_is_put_back_with_its_key_and_verified_page_by_page(tmp_path: Path, key: Key):
    workspace = open_workspace(tmp_path / "workspace.db")
    fill(workspace)
    workspace.relock(key)
    made = back_up(workspace.database, tmp_path / "one.db")
    workspace.close()
    verify(made, key)

    restore(made, tmp_path / "elsewhere" / "workspace.db", NOW, key)
    again = open_workspace(tmp_path / "elsewhere" / "workspace.db", key)
    assert again.item("i1").title == "临时救助"
    again.close()

    with made.open("r+b") as content:  # authenticated pages: a single bit tells
        content.seek(3 * 4096 + 77)
        content.write(b"x")
    with pytest.raises(WorkspaceDamaged):
        verify(made, key)


_OTHER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("select count(*) from item").fetchone()
print("open", flush=True)
sys.stdin.readline()
held.execute("update item set title = 'by another program'")
"""


def test_where_another_program_has_it_open_nothing_is_changed(tmp_path: Path, key: Key):
    file = tmp_path / "workspace.db"
    workspace = open_workspace(file)
    fill(workspace)
    with Popen([sys.executable, "-c", _OTHER, str(file)], stdin=PIPE, stdout=PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(WorkspaceBusy):
            workspace.relock(key)
        assert not is_locked(file)
        other.stdin.write("\n")
        other.stdin.close()
        assert other.wait() == 0
    assert workspace.item("i1").title == "by another program"
    workspace.relock(key)
    assert is_locked(file)
    workspace.close()


@pytest.mark.parametrize("moment", ["_export", "_write_through", "wipe"])
def test_cut_off_at_any_step_it_is_whole_and_the_next_look_removes_what_was_left(
    tmp_path: Path, key: Key, monkeypatch: pytest.MonkeyPatch, moment: str
):
    file = tmp_path / "workspace.db"
    workspace = open_workspace(file)
    fill(workspace)

    def die(*_arguments: object, **_named: object) -> None:
        raise WorkspaceUnwritable("cut off")

    with monkeypatch.context() as patched:
        patched.setattr(locking, moment, die)
        patched.setattr(locking, "_remove", lambda _file: None)
        workspace.close()
        with pytest.raises(WorkspaceUnwritable):
            locking.rewrite(file, None, key)

    held = key if is_locked(file) else None
    assert (held is not None) == (moment == "wipe")
    again = open_workspace(file, held)
    assert again.item("i1").values == {"card": NUMBER}
    again.close()
    locking.mend(file)
    assert [one.name for one in tmp_path.iterdir()] == ["workspace.db"]
    assert bool(holding(tmp_path)) == (moment != "wipe")


def test_a_change_that_a_power_cut_left_half_done_is_undone_and_no_passphrase_is_called_wrong(
    tmp_path: Path, key: Key
):
    file, cut = tmp_path / "workspace.db", tmp_path / "cut" / "workspace.db"
    workspace = open_workspace(file)
    fill(workspace)
    workspace.relock(key)
    workspace.close()
    before = dump(file, key)
    cut.parent.mkdir()
    with closing(connect(file, key, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = delete")
        connection.execute("pragma cache_size = 1")
        connection.execute("begin immediate")
        connection.execute("update blob set piece = zeroblob(length(piece))")
        for end in ("", "-journal"):  # as they lie when the current goes
            shutil.copyfile(f"{file}{end}", f"{cut}{end}")
        connection.execute("rollback")

    with pytest.raises(WrongWorkspacePassphrase):
        key_of(cut, "another passphrase")
    assert key_of(cut, "兴安岭上 snow 2026") == key
    assert dump(cut, key) == before
