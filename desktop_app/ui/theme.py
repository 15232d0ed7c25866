"""The look: themes as data, the type's size, and the style sheet, palette and font made of them.

`resources/style/themes.json` holds every colour of the window; widgets name a token, never a colour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGradient, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app import paths
from desktop_app.core.shapes import read_json

FILLS = QGradient.Preset
"""PySide builds this class and its 180 presets at the first `fillRect` of a process, unless something asked for it.

Where Python's garbage collection falls into that moment, in the middle of painting, the program dies (PySide6 6.11.3:
seven of eight runs of one test file). Asked for here, it is built before anything is painted.
"""
SYSTEM = "system"
"""The choice that follows the system's own dark or high-contrast setting."""
USUAL = "usual"
"""The usual size of type."""


class Theme(msgspec.Struct, frozen=True):
    """One set of colours.

    Args:
        title: what the settings call it.
        is_dark: whether symbols are light on dark.
        colours: token to `#RRGGBB`; every theme has the same tokens.
    """

    title: str
    is_dark: bool
    colours: dict[str, str]


class Size(msgspec.Struct, frozen=True):
    """How large type is, as a multiple of the usual."""

    title: str
    times: float


class Looks(msgspec.Struct, frozen=True):
    """All looks that can be chosen."""

    themes: dict[str, Theme]
    sizes: dict[str, Size]


@cache
def looks() -> Looks:
    """Return the themes and sizes that come with the program."""
    return read_json((paths.RESOURCES / "style" / "themes.json").read_bytes(), Looks)


COLOURS: dict[str, str] = dict(looks().themes["light"].colours)
"""Token to colour of the theme that is worn now."""

_FACES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)
_TEXT_PX = 14
_THINNEST_SCALED_PX = 5
"""Lines stay as thin as they are drawn, whatever the type's size."""

_worn = {"chosen": SYSTEM, "theme": "light", "size": USUAL}


def apply(application: QApplication, theme: str = SYSTEM, size: str = USUAL) -> None:
    """Dress the application: font, palette and style sheet.

    Args:
        theme: a theme's name, or `system`; one that is not known is `system`.
        size: a size's name; one that is not known is the usual one.
    """
    name = theme if theme in looks().themes else _of_system(application)
    _worn.update(chosen=theme, theme=name, size=size if size in looks().sizes else USUAL)
    COLOURS.update(looks().themes[name].colours)
    application.styleHints().setColorScheme(_scheme(theme, looks().themes[name]))
    if not application.styleSheet():  # another style object under widgets that live would free theirs
        application.setStyle("Fusion")
    application.setFont(_font())
    application.setPalette(_palette())
    application.setStyleSheet(style_sheet())


def wear(theme: str, size: str) -> None:
    """Dress the application that runs in another look, where it is another."""
    made = QApplication.instance()
    name = theme if theme in looks().themes else SYSTEM
    if isinstance(made, QApplication) and (name, size) != (_worn["chosen"], _worn["size"]):
        apply(made, name, size)


@contextmanager
def for_paper() -> Iterator[None]:
    """Wear the light theme while something is drawn that ends on paper."""
    chosen, size = _worn["chosen"], _worn["size"]
    if _worn["theme"] == "light":
        yield
        return
    wear("light", size)
    try:
        yield
    finally:
        wear(chosen, size)


def px(usual: int) -> int:
    """Return a measure for the type's size that is worn now.

    Args:
        usual: logical pixels at the usual size.
    """
    return round(usual * looks().sizes[_worn["size"]].times)


def style_sheet() -> str:
    """Return the style sheet with its tokens filled in."""
    sheet = (paths.RESOURCES / "style" / "window.qss").read_text("utf-8")
    kind = "dark" if looks().themes[_worn["theme"]].is_dark else "light"
    sheet = sheet.replace("@icons", (paths.RESOURCES / "icons" / kind).as_posix())
    for token in sorted(COLOURS, key=len, reverse=True):
        sheet = sheet.replace(f"@{token}", COLOURS[token])
    return re.sub(r"\b(\d+)px", _scaled, sheet)


def _scaled(measure: re.Match[str]) -> str:
    usual = int(measure[1])
    return f"{px(usual) if usual >= _THINNEST_SCALED_PX else usual}px"


def _of_system(application: QGuiApplication) -> str:
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    hints.unsetColorScheme()
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _scheme(chosen: str, worn: Theme) -> Qt.ColorScheme:
    """Return what the system's own parts of the window, as its title bar, shall look like."""
    if chosen not in looks().themes:
        return Qt.ColorScheme.Unknown
    return Qt.ColorScheme.Dark if worn.is_dark else Qt.ColorScheme.Light


def _font() -> QFont:
    font = QFont(_face())
    font.setPixelSize(px(_TEXT_PX))
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


@cache
def _face() -> str:
    """Return the system's Chinese face; without one, a font from the program's own folders."""
    known = set(QFontDatabase.families())
    for face in _FACES:
        if face in known:
            return face
    for file in (paths.HOME / ".fonts", paths.RESOURCES / "fonts"):
        if found := _from_folder(file):
            return found
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _from_folder(folder: Path) -> str | None:
    for file in sorted(folder.glob("NotoSansCJK*")):
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
        simplified = [family for family in families if family.endswith("SC")]
        if simplified:
            return simplified[0]
    return None


def _palette() -> QPalette:
    palette = QPalette(QColor(COLOURS["surface"]), QColor(COLOURS["ground"]))
    roles = {
        QPalette.ColorRole.Window: "ground",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "header",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Highlight: "blue",
        QPalette.ColorRole.HighlightedText: "surface",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.PlaceholderText: "ink3",
        QPalette.ColorRole.Link: "blue",
        QPalette.ColorRole.LinkVisited: "blue",
    }
    for role, token in roles.items():
        palette.setColor(role, QColor(COLOURS[token]))
    return palette
