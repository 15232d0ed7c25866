"""The daily backups: made by themselves, few of them kept, and each brings everything back; on a server too."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.backups import digest_file
from desktop_app.adapters.workspace.errors import WorkspaceDamaged, WorkspaceUnreachable, WorkspaceUnwritable
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.tables import digests
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.services.desk import Desk, Places
from tests.postgres import server
from tests.services.conftest import FixedClock
from tests.ui.pages.office import Office


@pytest.mark.on_both_databases
def test_the_day_s_backup_is_made_once_and_holds_everything(desk: Desk):
    item = desk.drafts.create("public-utilities.water-outage")

    made = desk.backups.daily()
    assert desk.backups.daily() is None

    assert made is not None
    copy = open_workspace(made)
    assert [one.id for one in copy.latest_items(100)] == [item.id]
    copy.close()


def test_a_year_of_days_leaves_few_backups(desk: Desk, clock: FixedClock):
    for _ in range(60):
        desk.backups.daily()
        clock.pass_by(days=1)

    days = desk.backups.days()
    assert days[-1] == clock.now.date() - timedelta(days=1)
    assert len(days) <= 7 + 5 + 12
    files = {file.name for file in desk.backups.folder.iterdir()}
    assert files == {f"workspace-{day}.db{end}" for day in days for end in ("", ".sha256")}


def test_a_file_of_the_office_s_own_in_the_folder_is_left_alone(desk: Desk, clock: FixedClock):
    desk.backups.folder.mkdir()
    own = desk.backups.folder / "workspace-年底.db"
    own.write_bytes(b"own")
    for _ in range(9):
        desk.backups.daily()
        clock.pass_by(days=1)
    assert own.read_bytes() == b"own"


@pytest.mark.on_both_databases
def test_where_no_backup_can_be_written_the_earlier_ones_stay(desk: Desk, clock: FixedClock, tmp_path: Path):
    desk.backups.daily()
    clock.pass_by(days=1)
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    before = desk.backups.days()
    desk.backups.folder = blocked / "backups"

    with pytest.raises(WorkspaceUnwritable):
        desk.backups.daily()

    desk.backups.folder = tmp_path / "backups"
    assert desk.backups.days() == before == [date(2026, 9, 28)]


def _digests(workspace: OfficeWorkspace) -> dict[str, str]:
    with workspace.database.snapshot() as tables:
        return digests(tables)


@pytest.fixture
def shared(
    workspace: OfficeWorkspace, tmp_path: Path, cache: Path, portal: MemoryPortal, clock: FixedClock
) -> Desk:
    """Another clerk's desk over the same shared workspace, with a folder of their own."""
    own = tmp_path / "other"
    own.mkdir()
    theirs = open_workspace(workspace.database.address, safe=own)
    return Desk(theirs, Places(paths.HOME, cache), own / "settings.json", lambda _name: portal, clock)


@pytest.mark.parametrize("workspace", ["postgres"], indirect=True)
def test_a_day_s_backup_of_a_shared_workspace_brings_every_table_back_by_digest(
    desk: Desk, workspace: OfficeWorkspace, tmp_path: Path, clock: FixedClock
):
    office = Office(desk)
    office.published()
    office.handed_in()
    kept = office.draft()
    workspace.attach(kept.id, "a.txt", "附件", b"content" * 200_000)
    then = _digests(workspace)
    made = desk.backups.daily()
    assert made is not None

    workspace.remove_item(kept.id)
    office.published()
    later = _digests(workspace)
    assert later != then
    replaced = workspace.put_back(made, tmp_path / "backups", clock.now)

    assert _digests(workspace) == then
    assert replaced is not None
    with closing(open_workspace(replaced)) as copy:
        assert _digests(copy) == later
    with closing(open_workspace(server().fresh(), safe=tmp_path)) as after_a_lost_server:
        assert after_a_lost_server.put_back(made, tmp_path, clock.now) is None
        assert _digests(after_a_lost_server) == then


@pytest.mark.parametrize("workspace", ["postgres"], indirect=True)
def test_a_backup_that_is_not_the_one_that_was_made_leaves_the_server_as_it_is(
    desk: Desk, workspace: OfficeWorkspace, tmp_path: Path, clock: FixedClock
):
    Office(desk).draft()
    made = desk.backups.daily()
    assert made is not None
    Office(desk).draft()
    before = _digests(workspace)
    digest_file(made).write_text(f"{'0' * 64}  {made.name}\n")

    with pytest.raises(WorkspaceDamaged, match="校验值不符"):
        workspace.put_back(made, tmp_path / "backups", clock.now)
    assert _digests(workspace) == before


@pytest.mark.parametrize("workspace", ["postgres"], indirect=True)
def test_each_clerk_s_machine_keeps_its_own_daily_backups_of_the_shared_workspace(
    desk: Desk, workspace: OfficeWorkspace, shared: Desk, clock: FixedClock
):
    with closing(shared):
        for _ in range(9):
            Office(shared).draft()
            for one in (desk, shared):
                assert one.backups.daily() is not None
                assert one.backups.daily() is None
            clock.pass_by(days=1)
        assert desk.backups.folder != shared.backups.folder
        assert desk.backups.days() == shared.backups.days()
        assert len(desk.backups.days()) == 7
        newest = [one.backups.folder / f"workspace-{one.backups.days()[-1]}.db" for one in (desk, shared)]
        copies = []
        for file in newest:
            with closing(open_workspace(file)) as copy:
                copies.append(_digests(copy))
        assert copies[0] == copies[1] == _digests(workspace)


@pytest.mark.parametrize("workspace", ["postgres"], indirect=True)
def test_a_backup_of_a_shared_workspace_holds_nothing_that_another_clerk_has_half_done(
    desk: Desk, workspace: OfficeWorkspace, shared: Desk
):
    first = Office(desk).draft()
    with closing(shared), workspace.together():
        Office(desk).draft()
        made = shared.backups.daily()
    assert made is not None
    with closing(open_workspace(made)) as copy:
        assert [one.id for one in copy.latest_items(9)] == [first.id]


@pytest.mark.parametrize("workspace", ["postgres"], indirect=True)
def test_where_the_server_is_away_no_half_backup_stays_and_the_next_try_makes_it(
    desk: Desk,
):
    Office(desk).draft()
    server().stop()
    try:
        with pytest.raises(WorkspaceUnreachable):
            desk.backups.daily()
    finally:
        server().start()
    assert list(desk.backups.folder.glob("*")) == []
    assert desk.backups.daily() is not None
