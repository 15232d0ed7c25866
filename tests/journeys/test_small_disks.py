"""A disk that is really full, and one that is really read-only: said, nothing lost, work goes on with room again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace import cipher
from desktop_app.adapters.workspace.backups import restore, verify
from desktop_app.adapters.workspace.cipher import is_locked, key_of
from desktop_app.adapters.workspace.errors import DiskFull, WorkspaceUnwritable
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.states import State
from desktop_app.core.health import Health
from desktop_app.services.desk import Desk, Places
from desktop_app.settings import Settings, SettingsUnwritable
from tests.journeys.disks import disk, read_only
from tests.services.conftest import FixedClock
from tests.ui.pages.office import OUTAGE, Office

SIZE_KB = 3_000


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "disk", SIZE_KB) as mounted:
        yield mounted


@pytest.fixture
def desk(small: Path, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(
        open_workspace(small / "workspace.db"),
        Places(paths.HOME, tmp_path / "cache"),
        small / "settings.json",
        lambda _name: MemoryPortal("local", now=FixedClock()),
        FixedClock(),
    )
    made.save_settings(Settings(office_name="龙江县民政局", person="李经办"))
    yield made
    made.close()


def fill(folder: Path) -> Path:
    """Write until not a byte goes in any more."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as content, contextlib.suppress(OSError):
        while True:
            content.write(bytes(4096))
    return ballast


def test_every_operation_on_a_full_disk_says_so_and_nothing_that_was_saved_is_lost(desk: Desk, small: Path):
    office = Office(desk)
    kept, waiting = office.approved(OUTAGE), office.draft(OUTAGE, title="写了一半")
    ballast = fill(small)
    attempts: dict[str, Callable[[], object]] = {
        "draft": lambda: [desk.drafts.create(OUTAGE) for _ in range(200)],
        "attach": lambda: desk.drafts.attach(waiting.id, "大.txt", bytes(2_500_000)),
        "backup": desk.backups.daily,
        "settings": lambda: desk.save_settings(Settings(office_name="别的单位" * 2_000)),
        "lock": lambda: desk.lock.set("兴安岭上第一场雪"),
    }
    for name, attempt in attempts.items():
        with pytest.raises((DiskFull, WorkspaceUnwritable, SettingsUnwritable)) as told:
            attempt()
        assert told.value.hint, name

    assert {part.name: part.health for part in desk.doctor.examine()}["disk"] is Health.BROKEN
    ballast.unlink()
    assert desk.drafts.open(kept.id).item.state is State.APPROVED
    assert desk.drafts.open(waiting.id).item.attachments == ()
    assert desk.settings.office_name == "龙江县民政局"
    assert desk.chain.verify().is_whole
    assert desk.backups.daily() is not None
    assert sorted(one.suffix for one in (small / "backups").iterdir()) == [".db", ".sha256"]


def test_a_lock_that_finds_no_room_leaves_the_workspace_open_and_whole(
    desk: Desk, small: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cipher, "_COST", 2**10)
    kept = Office(desk).draft(OUTAGE)
    ballast = fill(small)
    with pytest.raises((DiskFull, WorkspaceUnwritable)):
        desk.lock.set("兴安岭上第一场雪")
    assert not is_locked(small / "workspace.db")
    assert desk.drafts.open(kept.id).item.title == kept.title
    ballast.unlink()
    desk.lock.set("兴安岭上第一场雪")
    assert desk.drafts.open(kept.id).item.title == kept.title


def test_a_read_only_disk_is_said_by_whatever_would_write(desk: Desk, small: Path):
    kept = Office(desk).draft(OUTAGE)
    desk.close()
    with read_only(small):
        with pytest.raises(WorkspaceUnwritable) as told:
            open_workspace(small / "workspace.db")
        assert told.value.hint
        with pytest.raises(SettingsUnwritable):
            desk.save_settings(Settings(office_name="别的单位"))
        assert desk.settings.office_name == "龙江县民政局"
    again = open_workspace(small / "workspace.db")
    assert again.item(kept.id).title == kept.title
    again.close()


@pytest.mark.parametrize("passphrase", ["", "一二三四五六七八"], ids=["plain", "locked"])
def test_a_backup_is_restored_from_a_disc_that_nobody_writes(
    desk: Desk, small: Path, tmp_path: Path, passphrase: str
):
    kept = Office(desk).draft(OUTAGE)
    if passphrase:
        desk.lock.set(passphrase)
    desk.back_up(small / "backup.db")
    desk.close()
    with read_only(small):
        key = key_of(small / "backup.db", passphrase) if passphrase else None
        restore(small / "backup.db", tmp_path / "office" / "workspace.db", FixedClock().now, key)
    back = open_workspace(tmp_path / "office" / "workspace.db", key)
    assert back.item(kept.id).title == kept.title
    back.close()


@pytest.mark.parametrize("passphrase", ["", "一二三四五六七八"], ids=["plain", "locked"])
def test_reading_a_backup_lays_nothing_beside_it(desk: Desk, small: Path, passphrase: str):
    if passphrase:
        desk.lock.set(passphrase)
    desk.back_up(small / "backup.db")
    before = sorted(small.iterdir())
    verify(small / "backup.db", key_of(small / "backup.db", passphrase) if passphrase else None)
    assert sorted(small.iterdir()) == before
