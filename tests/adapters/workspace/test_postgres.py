"""What is PostgreSQL's own: its tables, its clock, its outages, and who is let in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.adapters.workspace import postgres_database
from desktop_app.adapters.workspace.database import migrations
from desktop_app.adapters.workspace.errors import (
    ServerUnfit,
    SharedIsNotLocked,
    WorkspaceBusy,
    WorkspaceLoginRefused,
    WorkspaceNewer,
    WorkspaceUnreachable,
)
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.workspace_address import Address, address_of
from tests.adapters.workspace.test_moving import column_types
from tests.adapters.workspace.test_workspace import item
from tests.postgres import server
from tests.servers import free_port


@pytest.fixture
def address() -> Address:
    return server().fresh()


@pytest.fixture
def workspace(address: Address, tmp_path: Path) -> Iterator[OfficeWorkspace]:
    opened = open_workspace(address, safe=tmp_path)
    yield opened
    opened.close()


def test_both_databases_have_the_same_tables_and_columns(workspace: OfficeWorkspace):
    with workspace.database.reading() as connection:
        there = {
            (row["table_name"], row["column_name"]): row["data_type"]
            for row in connection.execute(
                "select table_name, column_name, data_type from information_schema.columns"
                " where table_schema = current_schema()"
            )
        }
    names = {"integer": "bigint", "text": "text", "blob": "bytea"}
    here = {
        key: names[kind.lower() or "text"]
        for key, kind in column_types().items()
        if not key[0].startswith(("ledger_words_", "sqlite_"))
    }
    own = {("workspace", "version"), ("workspace", "changes"), ("ledger_words", "found")}
    here.pop(("ledger_words", "ledger_words"), None)
    assert {key: kind for key, kind in there.items() if key not in own} == {
        key: kind for key, kind in here.items() if key[1] != "rank"
    }


def test_every_change_since_offices_can_share_is_numbered_alike_for_both_databases():
    shared = migrations("postgres")
    assert set(shared) == {number for number in migrations("sqlite") if number >= min(shared)}


def test_text_is_ordered_by_its_bytes_whatever_the_servers_language(workspace: OfficeWorkspace):
    with workspace.database.reading() as connection:
        others = connection.execute(
            "select table_name, column_name from information_schema.columns where table_schema = current_schema()"
            " and data_type = 'text' and coalesce(collation_name, '') <> 'C'"
        ).fetchall()
    assert others == []


def test_it_is_opened_by_several_at_once_and_made_once(address: Address):
    opened = [open_workspace(address) for _ in range(3)]
    opened[0].add_item(item())
    assert [one.item("i1").title for one in opened] == ["标题"] * 3
    for one in opened:
        one.close()


def test_what_others_change_is_noticed_and_what_oneself_changes_is_not(
    workspace: OfficeWorkspace, address: Address
):
    with closing(open_workspace(address)) as other:
        before = workspace.others()
        workspace.add_item(item("mine"))
        assert workspace.others() == before

        other.add_item(item("theirs"))
        assert workspace.others() != before


def test_the_clock_is_the_servers(workspace: OfficeWorkspace, monkeypatch: pytest.MonkeyPatch):
    told = workspace.now()
    assert told is not None
    ticks = postgres_database.ticks()
    monkeypatch.setattr(postgres_database, "ticks", lambda: ticks + 3600)
    assert timedelta(minutes=59) < workspace.now() - told < timedelta(minutes=61)

    workspace.others()
    assert workspace.now() - told < timedelta(minutes=1)


def test_a_restart_of_the_server_between_two_changes_is_not_noticed(
    workspace: OfficeWorkspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres_database, "_IDLE_S", 0.0)
    workspace.add_item(item("before"))
    server().stop()
    server().start()

    workspace.add_item(item("after"))

    assert {one.id for one in workspace.latest_items(9)} == {"before", "after"}


def test_an_outage_is_said_and_over_when_the_server_is_back(
    workspace: OfficeWorkspace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(postgres_database, "_REST_S", 0.0)
    kept = workspace.add_item(item())
    server().stop()
    try:
        with pytest.raises(WorkspaceUnreachable, match="还在"):
            workspace.save_item(replace(kept, title="没保存上的"))
        with pytest.raises(WorkspaceUnreachable):
            workspace.item("i1")
    finally:
        server().start()

    saved = workspace.save_item(replace(kept, title="连上以后"))

    assert workspace.item("i1") == saved


def test_while_the_server_is_away_not_every_try_waits_for_it(
    workspace: OfficeWorkspace, monkeypatch: pytest.MonkeyPatch
):
    tries: list[int] = []
    monkeypatch.setattr(postgres_database, "connect", lambda *_: tries.append(1) or _refused())
    monkeypatch.setattr(postgres_database, "_IDLE_S", 0.0)
    server().break_lines()

    for _ in range(5):
        with pytest.raises(WorkspaceUnreachable):
            workspace.item("i1")

    assert tries == [1]


def _refused() -> None:
    raise WorkspaceUnreachable("连接不上。")


def test_a_change_that_breaks_off_leaves_nothing(workspace: OfficeWorkspace):
    def change() -> None:
        with workspace.together():
            workspace.add_item(item("half"))
            server().break_lines()
            workspace.add_item(item("other half"))

    with pytest.raises(WorkspaceUnreachable):
        change()
    assert workspace.latest_items(9) == []


def test_who_waits_too_long_for_another_change_is_told(workspace: OfficeWorkspace, address: Address):
    with closing(open_workspace(address)) as other, workspace.together():
        with other.database.reading() as connection:
            connection.execute("set lock_timeout = '50ms'")
        with pytest.raises(WorkspaceBusy):
            other.add_item(item())


def test_a_wrong_password_is_said_and_stands_in_no_message_and_no_log(
    address: Address, caplog: pytest.LogCaptureFixture
):
    secret = "correct-horse-battery"
    with (
        caplog.at_level(logging.DEBUG),
        server().asking_for_passwords(),
        pytest.raises(WorkspaceLoginRefused) as caught,
    ):
        open_workspace(address_of(address.url.replace("clerk@", f"clerk:{secret}@")))

    said = f"{caught.value!r} {caught.value} {caught.value.__cause__!r} {caplog.text}"
    assert secret not in said
    assert secret not in repr(address_of(address.url.replace("clerk@", f"clerk:{secret}@")))


def test_a_right_password_opens_it_and_the_address_bears_none(address: Address):
    typed = address_of(address.url.replace("clerk@", "clerk:geheim123@"))
    server().sql("alter role clerk password 'geheim123'")
    with server().asking_for_passwords():
        open_workspace(typed).close()
    assert "geheim123" not in typed.url
    assert "geheim123" not in str(typed)


def test_a_server_that_is_not_there_is_said():
    with pytest.raises(WorkspaceUnreachable, match="连接不上"):
        open_workspace(address_of(f"postgresql://clerk@127.0.0.1:{free_port()}/office"))


def test_a_database_that_is_not_there_is_said(address: Address):
    with pytest.raises(ServerUnfit):
        open_workspace(address_of(address.url.replace("/office", "/nowhere")))


def test_a_user_who_may_not_make_tables_is_told_what_is_missing(address: Address):
    server().sql("create role guest login")
    with pytest.raises(ServerUnfit):
        open_workspace(address_of(address.url.replace("clerk@", "guest@")))


def test_a_workspace_of_a_newer_program_is_left_alone(workspace: OfficeWorkspace, address: Address):
    with workspace.database.transaction() as connection:
        connection.execute("update workspace set version = version + 1")

    with pytest.raises(WorkspaceNewer, match="升级"):
        open_workspace(address)
    with pytest.raises(WorkspaceNewer):
        workspace.add_item(item())


def test_tables_are_changed_all_or_nothing_with_a_copy_made_first(
    address: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from desktop_app.adapters.workspace import postgres_upkeep

    with closing(open_workspace(address)) as older:
        older.add_item(item("kept"))
    steps = migrations("postgres")
    newest = max(steps)
    bad = {newest + 1: "create table fresh (id bigint); select 1 / 0"}
    monkeypatch.setattr(postgres_upkeep, "migrations", lambda _dialect: {**steps, **bad})

    with pytest.raises(Exception, match="division"):
        open_workspace(address, safe=tmp_path)

    with closing(open_workspace(tmp_path / f"shared.before-{newest + 1:04d}.db")) as copy:
        assert [one.id for one in copy.latest_items(9)] == ["kept"]
    monkeypatch.setattr(postgres_upkeep, "migrations", lambda _dialect: steps)
    with closing(open_workspace(address)) as again:
        assert [one.id for one in again.latest_items(9)] == ["kept"]
        with again.database.reading() as connection:
            assert connection.execute("select to_regclass('fresh') as it").fetchone()["it"] is None


def test_a_shared_workspace_is_not_locked_by_this_machine(workspace: OfficeWorkspace):
    assert workspace.key is None
    with pytest.raises(SharedIsNotLocked):
        workspace.relock(None)


def test_moments_of_the_server_have_no_zone(workspace: OfficeWorkspace):
    now = workspace.now()
    assert isinstance(now, datetime)
    assert now.tzinfo is None
    assert now.microsecond == 0
