"""Themes: the same tokens in each, and every word of the window readable in each (WCAG 2.1, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings, load_settings
from desktop_app.ui import theme
from desktop_app.ui.main_window import PLACES, MainWindow
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.rest import come_to_rest
from tests.ui.test_fits import cut_off, dressed, fill, outside

__all__ = ["cache", "clock", "desk", "dressed", "portal", "workspace"]

THEMES = tuple(theme.looks().themes)
TEXT, STRONGER_TEXT, PARTS = 4.5, 7.0, 3.0
"""Least ratios: 1.4.3 for text, 1.4.6 (AAA) for the high-contrast theme, 1.4.11 for what shows a control."""
WORDS = ("ink", "ink2", "ink3", "blue", "red", "amber", "green")
GROUNDS = ("ground", "surface", "header", "selected", "blue-soft")


def luminance(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.1, definitions."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_that_of_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


def test_every_theme_has_the_same_tokens():
    tokens = {name: set(one.colours) for name, one in theme.looks().themes.items()}
    assert all(one == tokens["light"] for one in tokens.values())


def test_the_style_sheet_names_no_colour_of_its_own():
    sheet = (paths.RESOURCES / "style" / "window.qss").read_text("utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=\s*[;}])", sheet) == []
    assert set(re.findall(r":\s[^;{]*@([a-z0-9-]+)", sheet)) - {"icons"} <= set(theme.COLOURS)


def test_no_widget_names_a_colour():
    files = (paths.HOME / "desktop_app" / "ui").rglob("*.py")
    named = {file.name: re.findall(r"[\"']#[0-9A-Fa-f]{6}[\"']", file.read_text("utf-8")) for file in files}
    assert {name: colours for name, colours in named.items() if colours} == {}


@pytest.mark.parametrize("name", THEMES)
def test_every_word_colour_is_readable_on_every_ground(name: str):
    colours = theme.looks().themes[name].colours
    least = STRONGER_TEXT if name == "contrast" else TEXT
    pairs = [(word, ground) for word in WORDS for ground in GROUNDS]
    pairs += [(tone, f"{tone}-soft") for tone in ("red", "amber", "green")]
    pairs += [("surface", "blue"), ("surface", "blue-dark")]
    poor = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < least} == {}


@pytest.mark.parametrize("name", THEMES)
def test_edges_of_inputs_and_the_focus_are_seen(name: str):
    colours = theme.looks().themes[name].colours
    for part in ("edge", "blue", "red"):
        for ground in ("ground", "surface", "header"):
            assert contrast(colours[part], colours[ground]) >= PARTS, (part, ground)


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, desk: Desk, portal: MemoryPortal) -> Iterator[MainWindow]:
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办", office_phone="0452-5823000"))
    fill(desk, portal)
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=_leave)
    made.resize(1366, 768)
    made.show()
    yield made
    theme.wear(theme.SYSTEM, theme.USUAL)


def _leave(window: MainWindow) -> None:
    window.show_place("workbench")
    come_to_rest()


def poorly_readable(window: QWidget) -> list[str]:
    """Return the visible words whose drawn colour is too near to the ground they are drawn on."""
    picture = window.grab().toImage()
    return [
        fault
        for kind in (QLabel, QAbstractButton)
        for one in window.findChildren(kind)
        if one.isVisible() and one.isEnabled() and one.text() and (fault := _fault(window, one, picture))
    ]


def _fault(window: QWidget, one: QWidget, picture: QImage) -> str:
    room = QRect(one.mapTo(window, QPoint(0, 0)), one.size()).intersected(window.rect())
    for parent in _parents(one, window):
        room &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
    if room.width() < 12 or room.height() < 10:
        return ""
    ground = _ground(picture, room, window.devicePixelRatioF())
    word = one.palette().color(one.foregroundRole()).name()
    ratio = contrast(word, ground)
    text = one.text() if isinstance(one, QLabel | QAbstractButton) else ""
    return "" if ratio >= TEXT else f"{text!r}: {word} on {ground} is {ratio:.2f}"


def _parents(one: QWidget, window: QWidget) -> Iterator[QWidget]:
    while (parent := one.parentWidget()) is not None and parent is not window:
        yield parent
        one = parent


def _ground(picture: QImage, room: QRect, ratio: float) -> str:
    """Return the colour that most of a place shows."""
    inner = room.adjusted(3, 3, -3, -3)
    seen = Counter(
        QColor(picture.pixel(round(x * ratio), round(y * ratio))).name()
        for x in range(inner.left(), inner.right(), 2)
        for y in range(inner.top(), inner.bottom(), 2)
    )
    return seen.most_common(1)[0][0]


def test_what_is_poorly_readable_is_found(qtbot: QtBot, dressed: QApplication):
    holder = QLabel("看不清的字")
    qtbot.addWidget(holder)
    holder.setStyleSheet("color: #C9CED6; background: #FFFFFF;")
    outer = QWidget()
    qtbot.addWidget(outer)
    holder.setParent(outer)
    outer.show()
    assert len(poorly_readable(outer)) == 1


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720)], ids=["1366x768", "1920x1080 at 150 %"])
def test_nothing_is_cut_off_with_the_largest_type(
    window: MainWindow, desk: Desk, qtbot: QtBot, size: tuple[int, int]
):
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办", type_size="largest"))
    window.show_place("settings")
    window.page("settings").look_changed.emit()
    window.resize(*size)
    faults = {}
    for place in (*PLACES, "welcome"):
        window.show_place(place)
        come_to_rest()
        faults[place] = cut_off(window) + outside(window)
    assert faults == {place: [] for place in faults}


def test_another_look_is_worn_as_soon_as_it_is_saved(window: MainWindow, desk: Desk, qtbot: QtBot):
    window.show_place("settings")
    come_to_rest()
    page = window.page("settings")
    before = window.rail.width()
    page.look.colours.setCurrentIndex(page.look.colours.findData("dark"))
    page.look.type_size.setCurrentIndex(page.look.type_size.findData("large"))
    page.look.edited.emit()
    with qtbot.waitSignal(page.look_changed):
        page.save.click()
    come_to_rest()
    shown = window.page("settings")
    assert (desk.settings.theme, desk.settings.type_size) == ("dark", "large")
    assert theme.COLOURS["surface"] == theme.looks().themes["dark"].colours["surface"]
    assert window.rail.width() > before
    assert window.shown == "settings"
    assert shown.look.chosen == ("dark", "large")
    assert "已保存" in shown.banner.words.text()


def test_settings_of_a_newer_program_with_an_unknown_look_open_in_the_usual_one(
    dressed: QApplication, desk: Desk
):
    file = desk.folder / "settings.json"
    file.write_text('{"theme": "sepia", "type_size": "huge"}', "utf-8")
    kept = load_settings(file)
    theme.wear(kept.theme, kept.type_size)
    assert theme.looks().themes["light"].colours == theme.COLOURS
    assert theme.px(100) == 100


def test_nothing_is_built_in_the_middle_of_the_first_painting() -> None:
    code = (
        "import enum\n"
        "from PySide6.QtCore import QRect\n"
        "from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter\n"
        "import desktop_app.ui.theme\n"
        "app, image = QGuiApplication([]), QImage(9, 9, QImage.Format.Format_RGB32)\n"
        "painter, ground, colour = QPainter(image), QRect(0, 0, 9, 9), QColor('red')\n"
        "build, built = enum.EnumType._create_, []\n"
        "enum.EnumType._create_ = lambda *given, **more: built.append(given[1]) or build(*given, **more)\n"
        "painter.fillRect(ground, colour)\n"
        "painter.end()\n"
        "print(image.pixelColor(4, 4).name(), built)\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == "#ff0000 []"
