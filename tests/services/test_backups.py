from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.adapters.workspace.errors import WorkspaceUnwritable
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.services.desk import Desk
from tests.services.conftest import FixedClock


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
