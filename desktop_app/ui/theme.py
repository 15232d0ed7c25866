"""The look: colours as tokens, the application's font, and the style sheet made of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app import paths

COLOURS = {
    "ground": "#F4F5F7",
    "surface": "#FFFFFF",
    "line": "#E1E4E8",
    "line-strong": "#C9CED6",
    "ink": "#1F2329",
    "ink2": "#5A6270",
    "ink3": "#6F7785",
    "blue": "#1D5FBF",
    "blue-dark": "#174E9E",
    "blue-soft": "#E8F0FB",
    "red": "#C4261D",
    "red-soft": "#FCEBEA",
    "amber": "#A15C00",
    "amber-soft": "#FDF3E1",
    "green": "#1E7B4A",
    "green-soft": "#E6F4EC",
    "selected": "#E9EBEF",
    "header": "#FAFBFC",
}
"""Token to colour; hints are darker than in the drawing, so that they keep 4.5:1 against white."""

_FACES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "WenQuanYi Micro Hei",
)
_TEXT_PX = 14


def apply(application: QApplication) -> None:
    """Dress the application: font, palette and style sheet."""
    application.setStyle("Fusion")
    application.setFont(_font())
    application.setPalette(_palette())
    application.setStyleSheet(style_sheet())


def style_sheet() -> str:
    """Return the style sheet with its tokens filled in."""
    sheet = (paths.RESOURCES / "style" / "window.qss").read_text("utf-8")
    sheet = sheet.replace("@icons", (paths.RESOURCES / "icons").as_posix())
    for token in sorted(COLOURS, key=len, reverse=True):
        sheet = sheet.replace(f"@{token}", COLOURS[token])
    return sheet


def _font() -> QFont:
    font = QFont(_face())
    font.setPixelSize(_TEXT_PX)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font


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
    palette = QPalette()
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
    }
    for role, token in roles.items():
        palette.setColor(role, QColor(COLOURS[token]))
    return palette
