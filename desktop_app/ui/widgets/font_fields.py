"""Which of the machine's fonts stands for each kind of type that official documents name."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.core.document.gbt9704 import FONT_NAMES, Face
from desktop_app.ui.fields.editor import set_property
from desktop_app.ui.widgets.calm_box import CalmBox

_USES = {
    Face.TITLE: "小标宋（标题、红头）",
    Face.BODY: "仿宋（正文）",
    Face.HEI: "黑体（一级标题）",
    Face.KAI: "楷体（二级标题）",
    Face.SONG: "宋体（页码、表格）",
}
_LONGEST = 31
"""Word and Windows keep no longer names of fonts (`LF_FACESIZE` counts 32 with its end)."""


class FontFields(QWidget):
    """Edits the names of fonts.

    Signals:
        edited: something was changed by the person.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picks: dict[Face, CalmBox] = {}
        self.notes: dict[Face, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        for number, face in enumerate(Face):
            label, pick, note = QLabel(_USES[face]), self._make_pick(face, families), QLabel()
            label.setProperty("role", "label")
            label.setBuddy(pick)
            note.setWordWrap(True)
            self.picks[face], self.notes[face] = pick, note
            for column, widget in enumerate((label, pick, note)):
                grid.addWidget(widget, number, column)
            self._show_note(face)

    @property
    def values(self) -> dict[str, str]:
        """The names that are not the usual ones, by kind of type."""
        names = {face: self._name(face) for face in Face}
        return {face.value: name for face, name in names.items() if name not in ("", FONT_NAMES[face])}

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show what is kept."""
        for face, pick in self.picks.items():
            pick.blockSignals(True)
            pick.setEditText(values.get(face, FONT_NAMES[face]))
            pick.blockSignals(False)
            self._show_note(face)

    def check(self) -> bool:
        """Say whether all names can be kept; go to the first that cannot."""
        faulty = [face for face in Face if _fault(self._name(face))]
        if faulty:
            self.picks[faulty[0]].setFocus()
        return not faulty

    def _name(self, face: Face) -> str:
        return self.picks[face].currentText().strip()

    def _make_pick(self, face: Face, families: list[str]) -> CalmBox:
        pick = CalmBox()
        pick.setEditable(True)
        pick.setInsertPolicy(CalmBox.InsertPolicy.NoInsert)
        pick.addItems(list(dict.fromkeys([FONT_NAMES[face], *families])))
        pick.setAccessibleName(_USES[face])
        pick.setProperty("face", face.value)
        pick.editTextChanged.connect(self._on_edited)
        return pick

    def _on_edited(self) -> None:
        self._show_note(Face(self.sender().property("face")))
        self.edited.emit()

    def _show_note(self, face: Face) -> None:
        name = self._name(face) or FONT_NAMES[face]
        fault = _fault(name)
        known = (
            "本机有这个字体。"
            if QFontDatabase.hasFamily(name)
            else f"本机没有“{name}”，打开 Word 文档时会显示成别的字体。"
        )
        self.notes[face].setText(fault or known)
        self.picks[face].setAccessibleDescription(fault or known)
        set_property(self.notes[face], "role", "error" if fault else "hint")


def _fault(name: str) -> str:
    """Return what is wrong with a font's name, as a Chinese sentence; empty where nothing is."""
    if len(name) > _LONGEST:
        return f"字体名最多 {_LONGEST} 个字，请照“字体”列表里的名称写。"
    if any(character in name for character in "<>&\"';,"):
        return "字体名里不能有引号、逗号、分号和尖括号，请照“字体”列表里的名称写。"
    return ""
