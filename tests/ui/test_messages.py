"""What a person is shown when something did not work."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.core.errors import AppError, BugError, UserError
from desktop_app.ui import messages
from desktop_app.ui.messages import Surprises, show_error
from desktop_app.ui.widgets.helped import HelpedBox


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[AppError]:
    told: list[AppError] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: told.append(error))
    return told


def strike(surprises: Surprises, error: BaseException) -> None:
    try:
        raise error
    except BaseException as caught:
        surprises(type(caught), caught, caught.__traceback__)


@pytest.mark.logs_errors
def test_a_fault_in_the_windows_own_thread_is_told_without_its_words(
    shown: list[AppError], caplog: pytest.LogCaptureFixture
) -> None:
    strike(Surprises(), KeyError("230221199001011234"))
    assert isinstance(shown[0], BugError)
    assert "KeyError" in shown[0].message
    assert "F1" in shown[0].hint
    assert "230221199001011234" not in f"{shown[0]}{caplog.text}"


def test_an_error_for_a_person_that_nobody_caught_is_told_as_it_is(shown: list[AppError]) -> None:
    error = UserError("文件是空的。")
    strike(Surprises(), error)
    assert shown == [error]


@pytest.mark.logs_errors
def test_a_fault_that_comes_again_while_it_is_told_opens_no_second_dialog(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    surprises, told = Surprises(), []

    def tell(_parent: object, error: AppError) -> None:
        told.append(error)
        strike(surprises, ValueError())

    monkeypatch.setattr(messages, "show_error", tell)
    strike(surprises, ValueError())
    assert len(told) == 1
    strike(surprises, ValueError())
    assert len(told) == 2


def test_a_dialog_says_what_happened_and_what_to_do(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes: list[HelpedBox] = []

    class Answered(HelpedBox):
        """Asks nobody."""

        def exec(self) -> int:
            boxes.append(self)
            return 0

    monkeypatch.setattr(messages, "HelpedBox", Answered)
    show_error(None, UserError("磁盘满了。", "请清理磁盘。"))
    assert (boxes[0].text(), boxes[0].informativeText()) == ("磁盘满了。", "请清理磁盘。")
