"""What is SQLite's own: its file, and what can happen to it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from desktop_app.adapters.workspace.database import migrations
from desktop_app.adapters.workspace.errors import (
    DiskFull,
    WorkspaceDamaged,
    WorkspaceNewer,
    WorkspaceUnwritable,
)
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.sqlite_database import SqliteDatabase
from tests.adapters.workspace.test_workspace import item


def test_a_file_that_is_no_database_is_said_to_be_damaged_and_left_alone(tmp_path: Path):
    file = tmp_path / "workspace.db"
    file.write_bytes(b"this is no database" * 100)

    with pytest.raises(WorkspaceDamaged, match="restore"):
        open_workspace(file)
    assert file.read_bytes().startswith(b"this is no database")


def test_a_workspace_of_a_newer_program_is_left_alone(tmp_path: Path):
    file = tmp_path / "workspace.db"
    connection = sqlite3.connect(file)
    connection.execute(f"pragma user_version = {max(migrations()) + 1}")
    connection.close()

    with pytest.raises(WorkspaceNewer, match="升级"):
        open_workspace(file)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path):
    (tmp_path / "file").write_text("x")

    with pytest.raises(WorkspaceUnwritable):
        open_workspace(tmp_path / "file" / "workspace.db")


def test_a_full_disk_is_said_and_nothing_saved_is_lost(tmp_path: Path):
    workspace = open_workspace(tmp_path / "workspace.db")
    workspace.add_item(item())
    with workspace.database.reading() as connection:
        pages = connection.execute("pragma page_count").fetchone()[0]
        connection.execute(f"pragma max_page_count = {pages}")

    with pytest.raises(DiskFull):
        workspace.keep(b"x" * 5_000_000)

    assert workspace.item("i1").title == "标题"
    workspace.close()


def test_migrations_are_numbered_without_gaps(tmp_path: Path):
    assert sorted(migrations()) == list(range(1, len(migrations()) + 1))
    SqliteDatabase(tmp_path / "fresh.db").close()
