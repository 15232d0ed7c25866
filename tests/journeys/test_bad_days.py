"""Bad days of a machine, each with a way out: no room, no right to write, a jumping clock, older and damaged files."""

from __future__ import annotations

import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.backups import restore
from desktop_app.adapters.workspace.database import migrations
from desktop_app.adapters.workspace.errors import DiskFull, WorkspaceDamaged, WorkspaceUnwritable
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.sqlite_database import SqliteDatabase
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings, SettingsUnwritable, save_settings
from tests.services.conftest import FixedClock, cache, clock, desk, portal, workspace
from tests.ui.pages.office import OUTAGE, Office

__all__ = ["cache", "clock", "desk", "portal", "workspace"]

KILOBYTE = 1024

_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.errors import AppError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
workspace = open_workspace(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    workspace.keep(b"x" * 5_000_000)
except AppError as error:
    print(error.code, error)
else:
    print("kept")
"""


@pytest.fixture
def office(desk: Desk) -> Office:
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办"))
    return Office(desk)


def test_a_file_that_may_not_grow_is_said_and_nothing_saved_is_lost(
    desk: Desk, office: Office, workspace: OfficeWorkspace
):
    kept = office.approved(OUTAGE)
    limit = str(max(file.stat().st_size for file in desk.folder.glob("workspace.db*")) + 64 * KILOBYTE)
    command = [sys.executable, "-c", _ON_A_FULL_DISK, str(workspace.file), limit]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    assert said.split()[0] in {DiskFull.code, WorkspaceUnwritable.code}
    assert desk.drafts.open(kept.id).item.state is State.APPROVED
    assert desk.chain.verify().is_whole
    assert office.draft(OUTAGE).id  # with room again, work goes on


def test_a_backup_that_finds_no_room_leaves_no_half_and_keeps_the_earlier_ones(desk: Desk, office: Office):
    office.draft(OUTAGE)
    earlier = desk.back_up(desk.folder / "backups" / "workspace-2026-09-27.db")
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * KILOBYTE, hard))
    try:
        with pytest.raises((DiskFull, WorkspaceUnwritable)):
            desk.backups.daily()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert sorted(file.name for file in earlier.parent.iterdir()) == [earlier.name, f"{earlier.name}.sha256"]
    assert desk.backups.daily() is not None


@pytest.fixture
def read_only(desk: Desk, office: Office) -> Iterator[Path]:
    """The office's folder as a stick with its lock on; root may write all the same, so the test is left out there."""
    office.draft(OUTAGE)
    if os.geteuid() == 0:
        pytest.skip("nothing is read-only to root")
    desk.folder.chmod(0o500)
    yield desk.folder
    desk.folder.chmod(0o700)


def test_settings_in_a_read_only_folder_say_so_and_stay(desk: Desk, read_only: Path):
    with pytest.raises(SettingsUnwritable):
        desk.save_settings(Settings(office_name="别的单位"))
    assert desk.settings.office_name == "龙江县民政局"


def test_a_folder_that_is_a_file_is_said_where_settings_are_saved(tmp_path: Path, desk: Desk, office: Office):
    (tmp_path / "not-a-folder").write_text("", "utf-8")
    with pytest.raises(SettingsUnwritable, match="没有保存成功"):
        save_settings(desk.settings, tmp_path / "not-a-folder" / "settings.json")


@pytest.mark.parametrize(
    "jump", [datetime(2020, 1, 1), datetime(2038, 1, 20)], ids=["back by years", "on by years"]
)
def test_a_clock_that_jumps_loses_nothing_and_breaks_no_chain(
    desk: Desk, office: Office, clock: FixedClock, jump: datetime
):
    first = office.published(OUTAGE)
    clock.now = jump
    waiting = office.queued(OUTAGE, title="时钟跳了以后写的")
    desk.outbox.run()
    clock.now = datetime(2026, 9, 28, 12)
    desk.outbox.run()

    assert desk.drafts.open(waiting.id).item.state is State.PUBLISHED
    assert desk.drafts.open(first.id).item.url
    assert desk.chain.verify().is_whole
    assert [event.number for event in desk.story(waiting.id)] == sorted(
        event.number for event in desk.story(waiting.id)
    )


def test_what_was_killed_while_sending_under_a_wrong_clock_is_sent_when_the_clock_is_right_again(
    desk: Desk, office: Office, workspace: OfficeWorkspace, clock: FixedClock
):
    right = clock.now
    clock.now = datetime(2038, 1, 20)
    waiting = office.queued(OUTAGE)
    assert workspace.claim(workspace.job(waiting.id), clock.now, timedelta(seconds=90)) is not None
    clock.now = right  # the program is gone, its claim runs until 2038
    desk.outbox.run()
    assert desk.drafts.open(waiting.id).item.state is State.PUBLISHED


def test_a_wait_that_a_wrong_clock_began_ends_when_the_clock_is_right_again(
    desk: Desk, office: Office, portal: MemoryPortal, clock: FixedClock
):
    right = clock.now
    clock.now = datetime(2038, 1, 20)
    waiting = office.queued(OUTAGE)
    portal.fail("publish", RetryLater("连不上门户。"))
    desk.outbox.run()
    assert desk.drafts.open(waiting.id).item.state is State.QUEUED
    clock.now = right
    desk.outbox.run()
    assert desk.drafts.open(waiting.id).item.state is State.PUBLISHED


def test_deadlines_follow_the_clock_back_and_are_never_written_anew(
    desk: Desk, office: Office, clock: FixedClock
):
    item = office.draft(OUTAGE)
    before = desk.drafts.open(item.id).item.due
    overdue = [row.item.id for row in desk.deadlines.todo()]
    clock.now = datetime(2038, 1, 20)
    assert [row.item.id for row in desk.deadlines.todo()] == overdue
    clock.now = datetime(2026, 9, 28, 12)
    assert desk.drafts.open(item.id).item.due == before


@pytest.mark.parametrize("version", sorted(migrations())[:-1])
def test_a_workspace_of_every_older_version_is_brought_up_to_date_with_a_copy_made_first(
    tmp_path: Path, version: int
):
    file = tmp_path / "workspace.db"
    _older(file, version)
    SqliteDatabase(file).close()
    newest = max(migrations())
    assert (tmp_path / f"workspace.before-{newest:04d}.db").is_file()
    workspace = open_workspace(file)
    assert workspace.items(State.DRAFT) == []
    workspace.close()


def _older(file: Path, version: int) -> None:
    steps = migrations()
    with closing(sqlite3.connect(file)) as connection:
        for number in sorted(steps):
            if number <= version:
                connection.executescript(f"{steps[number]}\npragma user_version = {number};")


def test_a_step_that_fails_leaves_the_workspace_as_it_was(tmp_path: Path):
    """The newest step finds its table there already, as after a hand in the file: nothing of it stays half done."""
    file, newest = tmp_path / "workspace.db", max(migrations())
    _older(file, newest - 1)
    table = _first_table(migrations()[newest])
    if not table:
        pytest.skip("the newest step makes no table")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"create table {table} (mine text)")
        connection.commit()
    with pytest.raises((AppError, sqlite3.Error)):
        SqliteDatabase(file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma user_version").fetchone()[0] == newest - 1
        assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"


def _first_table(step: str) -> str:
    found = re.search(r"create table (\w+)", step)
    return found[1] if found else ""


def _fault_of(file: Path, items: list[str]) -> WorkspaceDamaged | None:
    """Return what is said of a file in which not everything can be read any more."""
    try:
        opened = open_workspace(file)
        for one in items:
            opened.item(one)
        opened.close()
    except WorkspaceDamaged as error:
        return error
    return None


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7], ids=["its head", "a third on", "two thirds on"])
def test_a_file_damaged_anywhere_is_said_or_still_reads_whole_and_a_backup_brings_it_back(
    desk: Desk, office: Office, workspace: OfficeWorkspace, tmp_path: Path, share: float
):
    kept = [office.approved(OUTAGE, title=f"第 {number} 条").id for number in range(4)]
    backup = desk.back_up(tmp_path / "copy.db")
    desk.close()
    size = workspace.file.stat().st_size
    with workspace.file.open("r+b") as content:
        content.seek(int(size * share))
        content.write(b"\xff" * 4096)
    for ending in ("-wal", "-shm"):
        workspace.file.with_name(f"{workspace.file.name}{ending}").unlink(missing_ok=True)

    fault = _fault_of(workspace.file, kept)
    assert fault is None or "备份" in fault.hint

    restore(backup, workspace.file, datetime(2026, 9, 28, 12))
    again = open_workspace(workspace.file)
    assert [again.item(one).id for one in kept] == kept
    again.close()
