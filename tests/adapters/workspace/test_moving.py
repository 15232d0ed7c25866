"""A whole workspace carried from file to server and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.adapters.workspace.backups import back_up
from desktop_app.adapters.workspace.errors import CopyDiffers, TargetNotEmpty, WorkspaceDamaged
from desktop_app.adapters.workspace.moving import move, put_back
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.sqlite_database import SqliteDatabase
from desktop_app.adapters.workspace.tables import Table, Tables, copy, digests
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from tests.adapters.workspace.test_workspace import NOW, item
from tests.postgres import server

ROWS = 3
LATER = datetime(2026, 9, 28, 9, 30)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[OfficeWorkspace]:
    opened = open_workspace(tmp_path / "workspace.db")
    yield opened
    opened.close()


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[OfficeWorkspace]:
    opened = open_workspace(server().fresh(), safe=tmp_path / "safe")
    yield opened
    opened.close()


def filled(workspace: OfficeWorkspace) -> dict[str, str]:
    """Put rows of awkward values into every table there is, and return the tables' digests."""
    with workspace.database.filling() as tables:
        for table in tables.known():
            tables.fill(table, (_row(tables, table, number) for number in range(1, ROWS + 1)))
    with workspace.database.snapshot() as tables:
        return digests(tables)


def _row(tables: Tables, table: Table, number: int) -> tuple[object, ...]:
    types = column_types()
    return tuple(_value(types[table.name, column], column, number) for column in table.columns)


def _value(kind: str, column: str, number: int) -> object:
    if column in ("item", "posting", "id"):
        return f"{number}"  # rows refer to each other
    values = {"integer": (1 << 40) + number, "blob": bytes([0, number, 255, 92]) * 7}
    return values.get(kind.lower(), f"{number}\t\\N '“龙江县”\r\n\U00020000 {{}}")


def column_types() -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        from desktop_app.adapters.workspace.database import migrations

        for _, step in sorted(migrations().items()):
            connection.executescript(step)
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        types = {
            (table, row[1]): row[2]
            for table in tables
            for row in connection.execute(f"pragma table_info({table})")
        }
    return {**types, ("ledger_words", "place"): "integer"}


def test_a_workspace_goes_to_the_server_and_back_and_every_table_is_the_same(
    file: OfficeWorkspace, shared: OfficeWorkspace, tmp_path: Path
):
    before = filled(file)

    there = move(file.database, shared.database)
    with closing(open_workspace(tmp_path / "back.db")) as back:
        again = move(shared.database, back.database)

    assert before == there == again
    assert len(before) > 15
    assert all(digest.startswith(f"{ROWS}:") for digest in before.values())


def test_what_was_moved_is_found_by_its_words(file: OfficeWorkspace, shared: OfficeWorkspace):
    from desktop_app.core.ledger.entry import LedgerEntry
    from desktop_app.core.ledger.filters import Filters

    kept = file.add_item(item())
    entry = LedgerEntry(
        item=kept.id, form="a.b", title="标题", doc_no="", state=kept.state, at=NOW, due="",
        published_on=None, late=False, openness=None, author="", reviewer="", url="",
    )  # fmt: skip
    file.ledger.put(entry, "关于公布龙江县行政许可事项清单的通知")

    move(file.database, shared.database)

    def found(words: str) -> list[str]:
        return [one.item for _, one in shared.ledger.lines(Filters(text=words), 9)]

    assert found("行政许可事项") == found("龙江") == found("龙") == [kept.id]
    assert found("行政事项") == []


def test_a_workspace_is_moved_into_an_empty_one_only(file: OfficeWorkspace, shared: OfficeWorkspace):
    shared.add_item(item("theirs"))
    file.add_item(item("mine"))

    with pytest.raises(TargetNotEmpty):
        move(file.database, shared.database)

    assert [one.id for one in shared.latest_items(9)] == ["theirs"]


def test_a_copy_that_is_not_the_same_is_undone(file: OfficeWorkspace, shared: OfficeWorkspace):
    class Forgetful:
        """A target that loses a row of one table."""

        def __init__(self, tables: Tables) -> None:
            self.known, self.rows, self.empty = tables.known, tables.rows, tables.empty
            self._tables = tables

        def fill(self, table: Table, rows) -> None:
            self._tables.fill(table, [*rows][1:] if table.name == "decision" else rows)

    filled(file)
    with (
        pytest.raises(CopyDiffers, match="decision"),
        file.database.snapshot() as given,
        shared.database.filling() as taken,
    ):
        copy(given, Forgetful(taken))

    assert shared.counts()["item"] == 0


def test_a_backup_of_a_shared_workspace_is_a_file_that_opens_as_a_workspace(
    shared: OfficeWorkspace, tmp_path: Path
):
    before = filled(shared)

    made = back_up(shared.database, tmp_path / "backup.db")

    with closing(SqliteDatabase(made)) as opened, opened.snapshot() as tables:
        assert digests(tables) == before


def test_a_backup_is_put_back_and_what_it_replaces_is_kept_as_a_file(shared: OfficeWorkspace, tmp_path: Path):
    shared.add_item(item("kept"))
    made = shared.back_up(tmp_path / "backup.db")
    shared.add_item(item("later"))

    aside = put_back(made, shared.database, tmp_path / "backups", LATER)

    assert [one.id for one in shared.latest_items(9)] == ["kept"]
    assert aside is not None
    with closing(open_workspace(aside)) as replaced:
        assert {one.id for one in replaced.latest_items(9)} == {"kept", "later"}


def test_a_damaged_backup_changes_nothing_on_the_server(shared: OfficeWorkspace, tmp_path: Path):
    shared.add_item(item("kept"))
    made = shared.back_up(tmp_path / "backup.db")
    made.write_bytes(made.read_bytes()[:-4096])

    with pytest.raises(WorkspaceDamaged):
        put_back(made, shared.database, tmp_path / "backups", LATER)

    assert [one.id for one in shared.latest_items(9)] == ["kept"]


def test_a_backup_of_the_file_is_put_back_on_the_server(
    file: OfficeWorkspace, shared: OfficeWorkspace, tmp_path: Path
):
    before = filled(file)

    assert put_back(file.back_up(tmp_path / "backup.db"), shared.database, tmp_path, LATER) is None

    with shared.database.snapshot() as tables:
        assert digests(tables) == before
