"""A line that gives way: … where it does not fit, all of it again where there is room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.elided import Elided

LONG = "龙江县人民政府关于加强城区冬季清除冰雪管理的通知"


@pytest.mark.parametrize("policy", [QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum])
def test_a_text_is_shortened_and_comes_back_with_the_room(qtbot: QtBot, policy: QSizePolicy.Policy) -> None:
    holder, line = QWidget(), Elided("sub", policy)
    qtbot.addWidget(holder)
    QHBoxLayout(holder).addWidget(line)
    line.show_text(LONG)
    holder.resize(120, 40)
    holder.show()
    assert line.text().endswith("…")
    assert (line.whole, line.toolTip(), line.accessibleName()) == (LONG, LONG, LONG)
    holder.resize(900, 40)
    qtbot.waitUntil(lambda: line.text() == LONG)


def test_what_looks_like_markup_is_shown_as_it_is_written(qtbot: QtBot) -> None:
    line = Elided()
    qtbot.addWidget(line)
    line.resize(400, 20)
    line.show_text("<b>停水</b>")
    line.show()
    assert line.sizeHint().width() > line.fontMetrics().horizontalAdvance("停水</b>")
