"""What the desktop says once a day."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.notices import DailyNotice, notice_words


def test_it_is_said_once_a_day_and_again_when_there_is_more(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    notice, said = DailyNotice(QIcon(), window), []
    notice.show_words = said.append
    notice.say(date(2026, 9, 28), 1, 0)
    notice.say(date(2026, 9, 28), 1, 0)
    notice.say(date(2026, 9, 28), 1, 2)
    notice.say(date(2026, 9, 29), 0, 0)
    notice.say(date(2026, 9, 30), 1, 2)
    assert said == [
        "今天到期 1 件，请到工作台处理。",
        "今天到期 1 件，已逾期 2 件，请到工作台处理。",
        "今天到期 1 件，已逾期 2 件，请到工作台处理。",
    ]


def test_nothing_is_said_where_nothing_is_due() -> None:
    assert notice_words(0, 0) == ""


def test_without_a_tray_the_window_asks_for_attention_and_nothing_breaks(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    DailyNotice(QIcon(), window).say(date(2026, 9, 28), 1, 0)
