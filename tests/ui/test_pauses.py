"""Nothing beside the window holds it up: threads take turns often, old objects are swept when nobody looks."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.core.progress import Progress
from desktop_app.ui.pauses import SWITCH_S, Sweeper, keep_pauses_short
from desktop_app.ui.tasks import Task


@pytest.fixture
def _as_before() -> Iterator[None]:
    interval = sys.getswitchinterval()
    yield
    gc.unfreeze()
    sys.setswitchinterval(interval)


@pytest.fixture
def sweeper(qtbot: QtBot) -> Iterator[Sweeper]:
    parent = QObject()
    yield Sweeper(parent)
    parent.deleteLater()
    gc.enable()


class Node:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("_as_before")
def test_threads_take_turns_often_and_what_stays_is_not_looked_through_again() -> None:
    keep_pauses_short()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_S)
    assert gc.get_freeze_count() > 0


def leave(state: Qt.ApplicationState) -> None:
    made = QApplication.instance()
    assert isinstance(made, QApplication)
    made.applicationStateChanged.emit(state)


def test_what_nobody_needs_is_given_up_while_the_person_is_elsewhere(sweeper: Sweeper) -> None:
    gone = weakref.ref(Node())
    leave(Qt.ApplicationState.ApplicationActive)
    assert gone() is not None
    leave(Qt.ApplicationState.ApplicationInactive)
    assert gone() is None


def test_what_a_work_leaves_behind_is_given_up_in_the_windows_thread(sweeper: Sweeper, qtbot: QtBot) -> None:
    ended: set[threading.Thread] = set()

    class Told(Node):
        def __del__(self) -> None:
            ended.add(threading.current_thread())

    def litter(_progress: Progress) -> None:
        for _number in range(20_000):
            Told()

    task = Task(litter)
    with qtbot.waitSignal(task.done, timeout=20_000):
        task.start()
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)

    assert ended == {threading.main_thread()}


def test_objects_that_stay_are_looked_through_in_small_helpings(
    sweeper: Sweeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    collect = gc.collect

    def noted(generation: int = 2) -> int:
        sizes.append(sum(len(gc.get_objects(generation=one)) for one in range(generation + 1)))
        return collect(generation)

    collect()
    monkeypatch.setattr("desktop_app.ui.pauses.gc.collect", noted)
    kept: list[Node] = []

    def more() -> None:
        kept.extend(Node() for _number in range(3_000))

    for _round in range(60):
        more()
        rounds = len(sizes)
        qtbot.waitUntil(lambda rounds=rounds: len(sizes) > rounds, timeout=20_000)

    assert len(kept) == 180_000
    assert 2_000 < max(sizes) < 130_000


def press_a_key() -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(QApplication.instance(), event)


def test_after_long_work_all_is_looked_through_once_the_hands_rest(sweeper: Sweeper) -> None:
    gone = weakref.ref(Node())
    still = sweeper.hands.still
    press_a_key()
    assert not still.isActive()  # nobody wants to know it yet
    sweeper.hands.watch()
    still.stop()
    press_a_key()
    assert still.isActive()  # waits anew
    assert gone() is not None
    still.timeout.emit()
    assert gone() is None
    assert sweeper.sweeps == 1
    still.stop()
    press_a_key()
    assert not still.isActive()


def test_a_work_that_goes_on_is_not_stopped_for_it(sweeper: Sweeper, qtbot: QtBot) -> None:
    goes_on = threading.Event()
    task = Task(lambda _progress: goes_on.wait(20))
    with qtbot.waitSignal(task.done, timeout=20_000):
        task.start()
        leave(Qt.ApplicationState.ApplicationInactive)
        assert sweeper.sweeps == 0
        goes_on.set()
    QThreadPool.globalInstance().waitForDone(20_000)
    leave(Qt.ApplicationState.ApplicationInactive)
    assert sweeper.sweeps == 1
