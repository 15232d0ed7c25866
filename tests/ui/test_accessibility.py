"""Every screen by keyboard and screen reader, and no screen is forgotten (WCAG 2.1, 1.4.3 and 2.1.1–2.4.7)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.main_window import MainWindow
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.rest import come_to_rest
from tests.ui.stages import STAGES, Scene, own_widgets
from tests.ui.test_fits import dressed, fill
from tests.ui.test_theme import THEMES, poorly_readable
from tests.ui.walking import disordered, faults_of, nameless, unseen

__all__ = ["cache", "clock", "desk", "dressed", "portal", "workspace"]


@pytest.fixture
def scene(
    qtbot: QtBot, dressed: QApplication, desk: Desk, portal: MemoryPortal, tmp_path: Path
) -> Iterator[Scene]:
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办", office_phone="0452-5823000"))
    fill(desk, portal)
    window = MainWindow(desk)
    qtbot.addWidget(window, before_close_func=_leave)
    window.resize(1366, 768)
    window.show()
    yield Scene(window, desk, qtbot, tmp_path)
    theme.wear(theme.SYSTEM, theme.USUAL)


def _leave(window: MainWindow) -> None:
    window.show_place("workbench")
    come_to_rest()


@pytest.mark.parametrize("stage", STAGES)
def test_a_screen_is_used_without_mouse_and_without_sight(scene: Scene, stage: str):
    faults = {name: faults_of(root) for name, root in STAGES[stage](scene)}
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("name", THEMES)
def test_every_word_is_readable_in_every_theme(scene: Scene, name: str):
    theme.wear(name, theme.USUAL)
    faults = {screen: poorly_readable(root) for stage in STAGES.values() for screen, root in stage(scene)}
    assert {screen: found for screen, found in faults.items() if found} == {}


def test_no_kind_of_widget_is_left_out(scene: Scene):
    seen: set[type] = set()
    for stage in STAGES.values():
        for _name, root in stage(scene):
            seen.update(type(one) for one in (root, *root.findChildren(QWidget)) if one.isVisible())
    with_bases = {base for one in seen for base in one.__mro__}
    assert {f"{one.__module__}.{one.__name__}" for one in own_widgets() - with_bases} == set()


def test_what_has_no_name_and_shows_no_focus_is_found(qtbot: QtBot, dressed: QApplication):
    holder = QWidget()
    qtbot.addWidget(holder)
    for _ in range(2):
        bare = QWidget(holder)
        bare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        bare.resize(40, 40)
    holder.show()
    holder.activateWindow()
    assert (len(nameless(holder)), len(unseen(holder))) == (2, 2)


def test_a_step_against_the_way_of_reading_is_found(qtbot: QtBot, dressed: QApplication):
    holder = QWidget()
    qtbot.addWidget(holder)
    row = QHBoxLayout(holder)
    left, middle, right = QLineEdit(), QLineEdit(), QLineEdit()
    for line in (left, middle, right):
        row.addWidget(line)
    QWidget.setTabOrder(left, right)
    QWidget.setTabOrder(right, middle)
    holder.show()
    holder.activateWindow()
    assert len(disordered(holder)) == 1
