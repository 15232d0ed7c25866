"""Locking an office's workspace: nothing readable is left, everything opens, nobody is shut out by accident."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from desktop_app.adapters.keys.system import SystemKeyring
from desktop_app.adapters.workspace import cipher
from desktop_app.adapters.workspace.backups import restore
from desktop_app.adapters.workspace.cipher import Key, is_locked
from desktop_app.adapters.workspace.errors import (
    WeakWorkspacePassphrase,
    WorkspaceLocked,
    WrongWorkspacePassphrase,
)
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.health import Health
from desktop_app.core.ledger.filters import Filters
from desktop_app.services.desk import Desk
from desktop_app.services.lock import PASSPHRASE_VARIABLE, Lock, key_for, proposed_passphrase
from tests.adapters.workspace.test_locking import NUMBER, holding
from tests.services.conftest import FixedClock, cache, clock, desk, portal, workspace

__all__ = ["cache", "clock", "desk", "portal", "workspace"]

FIRST, SECOND = "兴安岭上第一场雪", "rime on the birches"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make keys at a hundredth of their cost: what they cost is for who guesses, not for tests."""
    monkeypatch.setattr(cipher, "_COST", 2**10)


class Keyring(SystemKeyring):
    """A machine's keyring, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    @property
    def is_there(self) -> bool:
        return True

    def get(self, name: str) -> str:
        return self.kept.get(name, "")

    def put(self, name: str, secret: str) -> None:
        self.kept[name] = secret


class Nowhere(Keyring):
    """A machine without one."""

    @property
    def is_there(self) -> bool:
        return False


@pytest.fixture
def lock(desk: Desk, workspace: OfficeWorkspace, clock: FixedClock) -> Lock:
    return Lock(workspace, lambda: desk.documents, clock, Keyring())


@pytest.fixture
def office(desk: Desk, clock: FixedClock, tmp_path: Path) -> Path:
    """A folder with all that the program leaves in one: drafts, attachments, backups, a snapshot, a file set aside."""
    item = desk.drafts.create("public-utilities.water-outage")
    desk.drafts.attach(item.id, "用户名单.csv", f"户主,号\n张三,{NUMBER}\n".encode())
    for _ in range(3):
        desk.backups.daily()
        clock.pass_by(days=1)
    desk.back_up(tmp_path / "workspace.before-0009.db")
    desk.back_up(tmp_path / "workspace.replaced-20260928-080000.db")
    return tmp_path


def test_no_file_of_a_locked_office_holds_what_was_planted(lock: Lock, desk: Desk, office: Path):
    assert len(holding(office)) == 6
    lock.set(FIRST)
    desk.backups.daily()
    assert holding(office) == []
    assert lock.state.plain == 0
    assert desk.drafts.open(desk.drafts.latest(1)[0].id).item.attachments[0].name == "用户名单.csv"


def test_every_backup_of_a_locked_office_opens_with_the_passphrase_of_now(
    lock: Lock, desk: Desk, office: Path
):
    lock.set(FIRST)
    lock.set(SECOND, FIRST)
    key = key_for(office / "workspace.db", lambda opened: opened(SECOND), Nowhere())
    backups = sorted((office / "backups").glob("*.db"))
    assert len(backups) == 3
    for number, backup in enumerate(backups):
        there = office / f"restored-{number}" / "workspace.db"
        restore(backup, there, desk.now(), key)  # the written SHA-256 holds for the rewritten file
        again = open_workspace(there, key)
        assert len(again.latest_items(10)) == 1
        again.close()


def test_the_lock_is_taken_off_by_who_knows_the_passphrase_alone(lock: Lock, office: Path):
    lock.set(FIRST)
    for attempt in (lambda: lock.remove(SECOND), lambda: lock.set(SECOND, ""), lambda: lock.sheet(SECOND)):
        with pytest.raises(WrongWorkspacePassphrase):
            attempt()
    lock.remove(FIRST)
    assert len(holding(office)) == 6
    assert not is_locked(office / "workspace.db")


def test_a_short_passphrase_protects_nothing_and_is_not_taken(lock: Lock, office: Path):
    with pytest.raises(WeakWorkspacePassphrase):
        lock.set(" 123456 ")
    assert not lock.state.is_locked


def test_the_keyring_opens_it_until_it_is_told_to_forget(
    desk: Desk, workspace: OfficeWorkspace, clock: FixedClock, tmp_path: Path
):
    keyring = Keyring()
    lock = Lock(workspace, lambda: desk.documents, clock, keyring)
    lock.set(FIRST, remember=True)
    assert FIRST not in str(keyring.kept)
    assert key_for(tmp_path / "workspace.db", None, keyring) == workspace.key
    lock.set(SECOND, FIRST, remember=True)
    assert len([one for one in keyring.kept.values() if one]) == 1, "the old key is forgotten"
    lock.forget()
    with pytest.raises(WorkspaceLocked):
        key_for(tmp_path / "workspace.db", None, keyring)


def test_a_keyring_with_a_wrong_key_leads_to_the_question(
    lock: Lock, workspace: OfficeWorkspace, tmp_path: Path
):
    lock.set(FIRST)
    keyring = Keyring()
    assert workspace.key is not None
    keyring.put(f"workspace.{workspace.key.salt.hex()}", "00" * 32)
    assert key_for(tmp_path / "workspace.db", lambda opened: opened(FIRST), keyring) == workspace.key


def test_a_command_takes_the_passphrase_from_the_environment(
    lock: Lock, workspace: OfficeWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lock.set(FIRST)
    monkeypatch.setenv(PASSPHRASE_VARIABLE, FIRST)
    assert key_for(tmp_path / "workspace.db", None, Nowhere()) == workspace.key
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "something else")
    with pytest.raises(WrongWorkspacePassphrase, match="密码短语不对"):
        key_for(tmp_path / "workspace.db", None, Nowhere())


def test_copies_that_a_power_cut_left_plain_are_locked_by_the_next_upkeep(
    lock: Lock, desk: Desk, office: Path
):
    lock.set(FIRST)
    plain = open_workspace(office / "workspace.before-0012.db")
    plain.close()
    assert lock.state.plain == 1
    doctor = {part.name: part for part in desk.doctor.examine()}
    assert doctor["lock"].health is Health.LIMITED
    assert lock.settle() == 1
    assert lock.state.plain == 0


def test_the_doctor_says_whether_it_is_locked_and_examines_it_all_the_same(
    lock: Lock, desk: Desk, office: Path
):
    before = {part.name: part for part in desk.doctor.examine()}
    lock.set(FIRST)
    after = {part.name: part for part in desk.doctor.examine()}
    assert (before["lock"].health, after["lock"].health) == (Health.LIMITED, Health.GOOD)
    assert after["workspace"].words == "完好，逐页核对过。"


def test_the_sheet_for_the_safe_shows_the_passphrase(lock: Lock):
    made = proposed_passphrase()
    lock.set(made)
    pdf = pypdfium2.PdfDocument(lock.sheet(made).content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert len(pdf) == 1
    assert made in text.replace("\r\n", "")


def test_passphrases_that_the_program_makes_are_all_others_and_long():
    made = {proposed_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 29 for one in made)


def test_a_key_never_shows_itself(lock: Lock, workspace: OfficeWorkspace):
    lock.set(FIRST)
    key = workspace.key
    assert isinstance(key, Key)
    assert key.secret.hex() not in repr(key)
    assert str(key.secret) not in repr(key)


def test_the_ledger_s_search_works_on_when_it_is_locked(lock: Lock, desk: Desk):
    desk.drafts.create("public-utilities.water-outage")
    before = [row.id for row in desk.ledger.rows(Filters())]
    lock.set(FIRST)
    assert [row.id for row in desk.ledger.rows(Filters())] == before != []
    assert desk.ledger.count(Filters(text="不曾写过")) == 0
