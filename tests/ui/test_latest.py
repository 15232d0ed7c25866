"""Overtaken work: only what was asked last is shown."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest


class Gate:
    """Work that begins, and ends when it may."""

    def __init__(self) -> None:
        self.has_begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, _progress: Progress) -> str:
        self.has_begun.set()
        self.may_end.wait(10)
        return "old"


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.may_end.set()


@pytest.fixture
def results() -> list[object]:
    return []


@pytest.fixture
def latest(qtbot: QtBot, results: list[object]) -> Iterator[Latest]:
    made = Latest()
    made.done.connect(results.append)
    made.failed.connect(results.append)
    yield made
    made.drop()
    qtbot.waitUntil(lambda: not made.is_running)


def test_a_stale_answer_is_dropped(latest: Latest, gate: Gate, results: list[object], qtbot: QtBot) -> None:
    latest.run(gate)
    latest.run(lambda _progress: "new")
    gate.may_end.set()
    qtbot.waitUntil(lambda: not latest.is_running)
    assert results == ["new"]


def test_of_those_that_wait_only_the_newest_is_begun(
    latest: Latest, gate: Gate, results: list[object], qtbot: QtBot
) -> None:
    begun: list[int] = []
    latest.run(gate)
    for number in range(5):
        latest.run(lambda _progress, number=number: begun.append(number))
    gate.may_end.set()
    qtbot.waitUntil(lambda: not latest.is_running)
    assert begun == [4]
    assert results == [None]


def test_a_stale_error_is_dropped_too(
    latest: Latest, gate: Gate, results: list[object], qtbot: QtBot
) -> None:
    def fails(progress: Progress) -> None:
        gate(progress)
        raise UserError("旧的错误。")

    latest.run(fails)
    latest.run(lambda _progress: "new")
    gate.may_end.set()
    qtbot.waitUntil(lambda: not latest.is_running)
    assert results == ["new"]


def test_what_is_dropped_tells_nothing(
    latest: Latest, gate: Gate, results: list[object], qtbot: QtBot
) -> None:
    latest.run(gate)
    latest.drop()
    gate.may_end.set()
    qtbot.waitUntil(lambda: not latest.is_running)
    assert results == []


def test_after_an_error_the_next_work_is_done(latest: Latest, results: list[object], qtbot: QtBot) -> None:
    error = UserError("错误。")

    def fails(_progress: Progress) -> None:
        raise error

    with qtbot.waitSignal(latest.failed):
        latest.run(fails)
    with qtbot.waitSignal(latest.done):
        latest.run(lambda _progress: "next")
    assert results == [error, "next"]
