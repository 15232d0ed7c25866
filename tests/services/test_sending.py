"""Groups of jobs on their way: what is claimed together, stopped, paused, killed and written down together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import Cancelled
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.core.outbox.job import Job, JobState
from desktop_app.core.outbox.submission import Receipt, Submission
from desktop_app.core.progress import Progress
from desktop_app.services.desk import Desk, Places
from desktop_app.services.frozen import freeze
from tests.adapters.portals.sample import submission
from tests.services.conftest import FixedClock

ITEMS = 12


class Killed(BaseException):
    """The program dies here."""


class WatchedPortal(MemoryPortal):
    """Tells before each item is kept."""

    def __init__(self, clock: FixedClock, at_once: int = 1) -> None:
        super().__init__("county", clock, at_once)
        self.before: Callable[[str], None] = lambda _key: None

    def publish(self, sent: Submission, progress: Progress) -> Receipt:
        self.before(sent.key)
        progress("提交", 0.5)
        return super().publish(sent, progress)


class Office:
    """A workspace with items that wait for their portals."""

    def __init__(self, folder: Path, at_once: int = 1) -> None:
        self.clock = FixedClock()
        self.portal = WatchedPortal(self.clock, at_once)
        self.opened: list[str] = []
        self.workspace = open_workspace(folder / "workspace.db")
        self.desk = Desk(
            self.workspace,
            Places(paths.HOME, folder / "cache"),
            folder / "settings.json",
            self._open,
            self.clock,
        )
        self.box = self.desk.outbox
        for number in range(ITEMS):
            self.add(f"k{number:02d}")

    def _open(self, name: str) -> WatchedPortal:
        self.opened.append(name)
        return self.portal

    def add(self, key: str, *, is_urgent: bool = False) -> None:
        now, sent = self.clock(), submission(key)
        item = Item(
            id=key, form="f", form_version=1, title=key, state=State.QUEUED, values={},
            created_at=now, updated_at=now, sealed="sealed",
        )  # fmt: skip
        job = Job(key, key, key, "county", JobState.WAITING, now, key=key, is_urgent=is_urgent)
        with self.workspace.together():
            self.workspace.add_item(item)
            self.workspace.add_job(job, freeze(self.workspace, sent, "sealed"))

    def states(self) -> set[JobState]:
        return {job.state for job in self.box.jobs()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_run_opens_its_portal_once_and_sends_in_order(office: Office):
    tried = office.box.run()

    assert office.opened == ["county"]
    assert office.portal.published == [job.id for job in tried] == sorted(office.portal.published)
    assert len(tried) == ITEMS
    assert office.states() == {JobState.DELIVERED}


def test_what_becomes_urgent_meanwhile_goes_before_what_was_not_begun(office: Office):
    def urge(key: str) -> None:
        if key == "k00":
            office.add("z-urgent", is_urgent=True)

    office.portal.before = urge
    office.box.run()

    assert "z-urgent" in office.portal.published[:6]
    assert office.portal.published[-1] == f"k{ITEMS - 1:02d}"


def test_killed_after_sending_and_before_writing_down_nothing_is_doubled(office: Office):
    def die(key: str) -> None:
        if key == "k03":
            raise Killed

    office.portal.before = die
    with pytest.raises(Killed):
        office.box.run()
    assert office.portal.published == ["k00", "k01", "k02"]
    assert office.workspace.job("k00").state is JobState.SENDING

    office.portal.before = lambda _key: None
    office.clock.pass_by(minutes=2)
    office.box.run()

    assert sorted(office.portal.published) == [f"k{number:02d}" for number in range(ITEMS)]
    assert office.states() == {JobState.DELIVERED}


def test_a_pause_holds_back_what_was_claimed_and_not_begun(office: Office):
    def pause(key: str) -> None:
        if key == "k00":
            assert office.workspace.job("k01").state is JobState.SENDING
            office.box.pause("k01")

    office.portal.before = pause
    office.box.run()

    assert office.workspace.job("k01").state is JobState.PAUSED
    assert "k01" not in office.portal.published
    office.box.retry("k01")
    office.box.run()
    assert office.portal.published[-1] == "k01"


def test_a_paused_job_that_fails_under_way_stays_paused(office: Office):
    def pause(key: str) -> None:
        if key == "k00":
            office.box.pause(key)
            raise RetryLater("线路忙。")

    office.portal.before = pause
    office.box.run()

    assert office.workspace.job("k00").state is JobState.PAUSED


def test_stopping_gives_back_what_was_never_begun(office: Office):
    def stop(what: str, _share: float) -> None:
        if "k02" in what:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.box.run(stop)

    stands = {job.id: (job.state, job.attempts) for job in office.box.jobs()}
    assert stands.pop("k00") == stands.pop("k01") == (JobState.DELIVERED, 1)
    assert set(stands.values()) == {(JobState.WAITING, 0)}


def test_a_job_that_another_sender_took_over_is_left_to_him(office: Office):
    def stall(key: str) -> None:
        if key != "k00":
            return
        office.clock.pass_by(minutes=2)
        other = next(job for job in office.workspace.due_jobs(office.clock(), ITEMS) if job.id == "k01")
        assert office.workspace.claim(other, office.clock(), office.clock() - office.clock()) is not None

    office.portal.before = stall
    tried = office.box.run()

    assert "k01" not in {job.id for job in tried}
    assert "k01" not in office.portal.published


def test_several_items_are_under_way_where_the_portal_takes_them(tmp_path: Path):
    office = Office(tmp_path, at_once=4)
    meeting = threading.Barrier(4, timeout=20)
    office.portal.before = lambda _key: meeting.wait() and None

    office.box.run()

    assert sorted(office.portal.published) == [f"k{number:02d}" for number in range(ITEMS)]
    assert office.states() == {JobState.DELIVERED}


def test_a_stop_with_several_under_way_writes_down_what_is_done(tmp_path: Path):
    office = Office(tmp_path, at_once=3)
    stopped = threading.Event()
    office.portal.before = lambda key: stopped.set() if key == "k04" else None

    def stop(_what: str, _share: float) -> None:
        if stopped.is_set():
            raise Cancelled

    with pytest.raises(Cancelled):
        office.box.run(stop)

    assert JobState.SENDING not in office.states()
    office.box.run()
    assert sorted(office.portal.published) == [f"k{number:02d}" for number in range(ITEMS)]
    assert office.states() == {JobState.DELIVERED}


@pytest.mark.parametrize("at_once", [1, 4])
def test_one_item_that_meets_a_fault_of_ours_does_not_hold_up_the_others(
    tmp_path: Path, at_once: int
) -> None:
    office = Office(tmp_path, at_once)

    def stumble(key: str) -> None:
        if key == "k03":
            raise ValueError("something about the answers that nobody is told")

    office.portal.before = stumble
    office.box.run()

    states = {job.id: job.state for job in office.box.jobs()}
    assert states.pop("k03") is JobState.UNCERTAIN
    assert set(states.values()) == {JobState.DELIVERED}
    message = office.workspace.job("k03").message
    assert "ValueError" in message
    assert "answers" not in message

    office.portal.before = lambda _key: None
    office.clock.pass_by(hours=1)
    office.box.run()
    assert office.workspace.job("k03").state is JobState.DELIVERED
