"""Tasks: results and errors come to the window's thread, work stops when asked, nobody's data is told."""

from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import BugError, UserError
from desktop_app.core.progress import Progress
from desktop_app.ui.faults import diagnosis
from desktop_app.ui.tasks import Task, wait_for_all

SECRET = "230221199001011234"


def test_the_result_comes_to_the_windows_thread_and_the_work_was_in_another(qtbot: QtBot) -> None:
    threads: list[QThread] = []
    task = Task(lambda _progress: QThread.currentThread())
    task.done.connect(lambda _worker: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(task.done) as done:
        task.start()
    assert threads == [QThread.currentThread()]
    assert done.args[0] is not threads[0]


def test_progress_is_told_in_order(qtbot: QtBot) -> None:
    told: list[tuple[str, float]] = []

    def work(progress: Progress) -> None:
        progress("读文件", 0.25)
        progress("写文件", 0.75)

    task = Task(work)
    task.progressed.connect(lambda what, share: told.append((what, share)))
    with qtbot.waitSignal(task.done):
        task.start()
    assert told == [("读文件", 0.25), ("写文件", 0.75)]


def test_work_that_is_cancelled_stops_at_its_next_report(qtbot: QtBot) -> None:
    may_go_on, went_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        progress("第一件", 0.0)
        may_go_on.wait(10)
        progress("第二件", 0.5)
        went_on.set()

    task = Task(work)
    task.done.connect(lambda _result: pytest.fail("what was cancelled is not done"))
    with qtbot.waitSignal(task.progressed):
        task.start()
    task.cancel()
    with qtbot.waitSignal(task.cancelled):
        may_go_on.set()
    assert not went_on.is_set()


def test_an_error_for_a_person_is_handed_on_as_it_is(qtbot: QtBot) -> None:
    error = UserError("文件是空的。")

    def work(_progress: Progress) -> None:
        raise error

    task = Task(work)
    with qtbot.waitSignal(task.failed) as failed:
        task.start()
    assert failed.args == [error]


@pytest.mark.logs_errors
def test_an_error_that_nobody_foresaw_is_told_and_logged_without_its_own_words(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    def work(_progress: Progress) -> None:
        raise ValueError(SECRET)

    task = Task(work)
    with qtbot.waitSignal(task.failed) as failed:
        task.start()
    told = failed.args[0]
    assert isinstance(told, BugError)
    assert "ValueError" in str(told)
    assert "test_tasks.py" in caplog.text
    assert SECRET not in f"{told}{caplog.text}{diagnosis()}"
    assert "ValueError at test_tasks.py" in diagnosis()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_task_that_nobody_holds_still_ends(qtbot: QtBot) -> None:
    may_end = threading.Event()
    results: list[object] = []

    def begin() -> None:
        task = Task(lambda _progress: may_end.wait(10))
        task.done.connect(results.append)
        task.start()

    begin()
    may_end.set()
    qtbot.waitUntil(lambda: results == [True])


def test_at_the_end_one_waits_for_work_but_not_for_ever() -> None:
    may_end = threading.Event()
    Task(lambda _progress: may_end.wait(10)).start()
    assert not wait_for_all(0.05)
    may_end.set()
    assert wait_for_all(10)
