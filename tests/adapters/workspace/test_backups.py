from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.adapters.workspace.backups import BackupExists, digest_file, restore
from desktop_app.adapters.workspace.errors import WorkspaceDamaged
from desktop_app.adapters.workspace.opening import open_workspace
from tests.adapters.workspace.test_workspace import NOW, item


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "office" / "workspace.db"


@pytest.fixture
def backup(file: Path, tmp_path: Path) -> Path:
    workspace = open_workspace(file)
    workspace.add_item(item("kept"))
    workspace.attach("kept", "a.txt", "附件", b"content")
    made = workspace.back_up(tmp_path / "copies" / "backup.db")
    workspace.add_item(item("later"))
    workspace.close()
    return made


def test_a_backup_put_back_holds_what_was_there_when_it_was_made(backup: Path, file: Path):
    aside = restore(backup, file, NOW)

    workspace = open_workspace(file)
    assert [one.id for one in workspace.latest_items(100)] == ["kept"]
    assert workspace.content(workspace.item("kept").attachments[0].sha256) == b"content"
    workspace.close()
    replaced = open_workspace(aside)
    assert {one.id for one in replaced.latest_items(100)} == {"kept", "later"}
    replaced.close()


def test_a_damaged_workspace_is_replaced_and_kept(backup: Path, file: Path):
    file.write_bytes(b"no database" * 500)

    aside = restore(backup, file, datetime(2026, 9, 28, 9))

    assert aside.read_bytes().startswith(b"no database")
    workspace = open_workspace(file)
    assert [one.id for one in workspace.latest_items(100)] == ["kept"]
    workspace.close()


@pytest.mark.parametrize("content", [b"", b"no database" * 500])
def test_a_damaged_backup_changes_nothing(backup: Path, file: Path, content: bytes):
    backup.write_bytes(content)
    before = file.read_bytes()

    with pytest.raises(WorkspaceDamaged):
        restore(backup, file, NOW)
    assert file.read_bytes() == before


def test_a_backup_cut_short_is_noticed(backup: Path, file: Path):
    backup.write_bytes(backup.read_bytes()[:-4096])

    with pytest.raises(WorkspaceDamaged):
        restore(backup, file, NOW)


def test_a_backup_never_writes_over_a_file(backup: Path, file: Path):
    workspace = open_workspace(file)

    with pytest.raises(BackupExists):
        workspace.back_up(backup)
    workspace.close()


def test_a_sound_file_that_is_not_the_backup_that_was_made_is_refused(backup: Path, file: Path):
    other = open_workspace(backup)
    other.add_item(item("smuggled in"))
    other.close()
    before = file.read_bytes()

    with pytest.raises(WorkspaceDamaged, match="校验值不符"):
        restore(backup, file, NOW)
    assert file.read_bytes() == before


def test_a_backup_without_its_written_digest_is_still_restored(backup: Path, file: Path):
    digest_file(backup).unlink()
    assert restore(backup, file, NOW) is not None


def test_a_backup_does_not_wait_for_whoever_is_writing(file: Path, tmp_path: Path):
    workspace = open_workspace(file)
    with ThreadPoolExecutor(1) as other, workspace.together():
        assert other.submit(workspace.back_up, tmp_path / "copy.db").result(30).is_file()
    workspace.close()
