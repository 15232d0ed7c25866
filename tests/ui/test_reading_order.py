"""Tab goes from one widget to the next as people read, whenever and however these were made."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.ui.reading_order import ReadingOrder, stops_of


class Window(ReadingOrder, QWidget):
    """A window of the test's own."""


def line(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


def names(root: QWidget) -> list[str]:
    return [one.objectName() for one in stops_of(root)]


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """Two columns; the right one was made first, and its rows from the last to the first."""
    made = Window()
    qtbot.addWidget(made)
    rows, grid, columns = QFormLayout(), QGridLayout(), QHBoxLayout(made)
    for number in (1, 0):
        grid.addWidget(line(f"right{number}"), number, 0)
    for number in (0, 1):
        rows.addRow(f"&{number}", line(f"left{number}"))
    columns.addLayout(rows)
    columns.addLayout(grid)
    made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def test_columns_are_read_one_after_the_other_and_rows_from_the_top(window: Window):
    assert names(window) == ["left0", "left1", "right0", "right1"]


def test_tab_goes_this_way_and_round_and_shift_tab_back(window: Window, qtbot: QtBot):
    window.findChild(QLineEdit, "left0").setFocus()
    went = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        went.append(QApplication.focusWidget().objectName())
    assert went == ["left1", "right0", "right1", "left0"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget().objectName() == "right1"


def test_what_is_hidden_or_out_of_use_is_passed_over(window: Window):
    window.findChild(QLineEdit, "left1").hide()
    window.findChild(QLineEdit, "right0").setEnabled(False)
    assert names(window) == ["left0", "right1"]


def test_what_comes_later_stands_where_it_is_put(window: Window):
    layout = window.layout()
    assert isinstance(layout, QHBoxLayout)
    layout.insertWidget(0, line("first"))
    window.show()
    QApplication.processEvents()
    assert names(window)[0] == "first"


def test_a_scrolled_part_shows_what_the_keyboard_comes_to(qtbot: QtBot):
    window, inside, scroll = Window(), QWidget(), QScrollArea()
    qtbot.addWidget(window)
    tall, column, outer = QWidget(), QVBoxLayout(inside), QVBoxLayout(window)
    tall.setFixedHeight(2_000)
    far, before = line("far"), QPushButton("before")
    column.addWidget(tall)
    column.addWidget(far)
    scroll.setWidget(inside)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    outer.addWidget(before)
    outer.addWidget(scroll)
    window.resize(300, 200)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    before.setFocus()

    qtbot.keyClick(before, Qt.Key.Key_Tab)

    assert QApplication.focusWidget() is far
    assert not far.visibleRegion().isEmpty()
