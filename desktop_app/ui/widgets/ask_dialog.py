"""A small form in a dialog: fields as on the form page, photos where wanted, and one button that takes it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.disclosure.record import StoredFile
from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.fields.frame import FieldFrame
from desktop_app.ui.fields.writing import fault_of
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.attachments import AttachmentList
from desktop_app.ui.widgets.helped import HelpedDialog

_WIDTH = 620
_COLUMNS = 2
_INSET = 4
"""Pixels between what is asked and the frame that is drawn while the keyboard scrolls it."""
_AROUND = 200
"""Pixels for note, photos, buttons and the window's own frame."""


class AskDialog(HelpedDialog):
    """Asks for some answers; nothing is taken while one of them is wrong.

    Signals:
        answered: the answers by key, as fields keep them; photos as paths under `photos`.

    Args:
        fields: key to field, in their order.
        values: what is known already.
        note: what the person should know before they write.
        yes: the words of the button.
        photos: whether photos can be added, and what they show; "" for none.
    """

    answered = Signal(dict)

    def __init__(
        self,
        title: str,
        fields: Mapping[str, Field],
        tools: Tools,
        parent: QWidget | None = None,
        *,
        values: Mapping[str, Any] | None = None,
        note: str = "",
        yes: str = "登记",
        photos: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(_WIDTH))
        self.values: dict[str, Any] = {key: (values or {}).get(key) for key in fields}
        self.frames = {key: FieldFrame(key, field, tools) for key, field in fields.items()}
        self.paths: dict[str, Path] = {}
        self.photos = AttachmentList("照片") if photos else None
        self.yes = QPushButton(yes)
        self._scroll, self._inside = QScrollArea(), QWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(12)
        self._say(note)
        self._lay_out_fields()
        self._lay_out_photos(photos)
        self._column.addWidget(self._make_buttons())
        self._fill()

    def _fill(self) -> None:
        for key, frame in self.frames.items():
            frame.show_required(bool(frame.asked.required))
            if not is_empty(self.values[key]):
                frame.show_value(self.values[key])
            frame.edited.connect(self._on_edited)

    def showEvent(self, event: QShowEvent) -> None:
        """Stand as high as the hints and errors need that are written in several lines."""
        super().showEvent(event)
        self._fit()
        next(iter(self.frames.values())).editor.go_to()

    def _fit(self) -> None:
        layout = self._inside.layout()
        needed = layout.totalHeightForWidth(self._scroll.viewport().width()) if layout else 0
        room = self.screen().availableGeometry().height() - _AROUND
        self._scroll.setMinimumHeight(min(needed, room))

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def accept(self) -> None:
        """Take the answers, or show what is wrong with them."""
        faulty = [key for key in self.frames if not self._check(key)]
        if faulty:
            self.frames[faulty[0]].editor.go_to()
            self._fit()
            return
        self.answered.emit({**self.values, "photos": list(self.paths.values())})
        super().accept()

    def add_photos(self, paths: list[str]) -> None:
        """Add photos from the disk."""
        self.paths |= {Path(path).name: Path(path) for path in paths}
        self._show_photos()

    def _on_edited(self, key: str, raw: object) -> None:
        self.values[key] = raw
        if self.frames[key].error:
            self._check(key)

    def _on_removed(self, name: str) -> None:
        self.paths.pop(name, None)
        self._show_photos()

    def _check(self, key: str) -> bool:
        asked, raw = self.frames[key].asked, self.values[key]
        if is_empty(raw):
            fault = f"请填写{asked.label}。" if asked.required else ""
        else:
            fault = fault_of(raw, asked.kind, asked)
        self.frames[key].show_error(fault)
        return not fault

    def _show_photos(self) -> None:
        if self.photos is not None:
            self.photos.show_files(
                [StoredFile(name, "", path.stat().st_size, "") for name, path in self.paths.items()]
            )

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _say(self, note: str) -> None:
        if note:
            label = QLabel(note)
            label.setProperty("role", "sub")
            label.setWordWrap(True)
            label.setContentsMargins(_INSET, 0, 0, 0)
            self._column.addWidget(label)

    def _lay_out_fields(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        row = column = 0
        for frame in self.frames.values():
            if frame.is_wide and column:
                row, column = row + 1, 0
            grid.addWidget(frame, row, column, 1, _COLUMNS if frame.is_wide else 1)
            column += _COLUMNS if frame.is_wide else 1
            if column >= _COLUMNS:
                row, column = row + 1, 0
        for number in range(_COLUMNS):
            grid.setColumnStretch(number, 1)
        grid.setContentsMargins(_INSET, 2, 6, 2)
        self._inside.setLayout(grid)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("要填的各项")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self._column.addWidget(self._scroll, 1)

    def _lay_out_photos(self, hint: str) -> None:
        if self.photos is None:
            return
        label = QLabel(f"照片　<span style='font-weight:400'>{hint}</span>")
        label.setProperty("role", "label")
        label.setWordWrap(True)
        self._column.addWidget(label)
        self._column.addWidget(self.photos)
        self.photos.add_wanted.connect(self.add_photos)
        self.photos.remove_wanted.connect(self._on_removed)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.yes.setProperty("role", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self.yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
