"""The demonstration says what the window says, instead of waiting."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.adapters.writers.fonts import FontsMissing, where_fonts_come_from
from desktop_app.ui.demo.hand import Hand, ToldOtherwise
from desktop_app.ui.messages import show_error
from desktop_app.ui.pages.form.banner import Banner


def test_a_box_that_tells_of_an_error_ends_the_demonstration(qtbot: QtBot, tmp_path: Path):
    window = QWidget()
    qtbot.addWidget(window)
    hand = Hand(window, tmp_path)
    QTimer.singleShot(0, lambda: show_error(None, FontsMissing("没有找到中文字体，做不出 PDF。")))
    with pytest.raises(ToldOtherwise, match="送审.*没有找到中文字体"):
        hand.until(lambda: False, "送审")


def test_a_red_banner_ends_the_demonstration(qtbot: QtBot, tmp_path: Path):
    window, banner = QWidget(), Banner()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(banner)
    window.show()
    hand = Hand(window, tmp_path)
    banner.say("磁盘满了。", "red")
    with pytest.raises(ToldOtherwise, match="发布.*磁盘满了"):
        hand.until(lambda: False, "发布")


def test_a_packed_program_does_not_tell_to_run_make():
    assert "make" not in where_fonts_come_from(is_packed=True)
    assert "make setup" in where_fonts_come_from(is_packed=False)
