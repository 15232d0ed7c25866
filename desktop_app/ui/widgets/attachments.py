"""Files that go along: added by dialog or by drop, taken away with a way back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.disclosure.record import StoredFile

_REGRET_MS = 8_000


class AttachmentList(QWidget):
    """Lists files with their size.

    A file taken away is only hidden at first; `remove_wanted` is said when the time to regret it is over.

    Signals:
        add_wanted: paths of files that were chosen or dropped.
        remove_wanted: the name of a file to take away for good.
    """

    add_wanted = Signal(list)
    remove_wanted = Signal(str)

    def __init__(self, label: str) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._label = label
        self._files: tuple[StoredFile, ...] = ()
        self._leaving = ""
        self._is_locked = False
        self._regret = QTimer(self)
        self._regret.setSingleShot(True)
        self._regret.setInterval(_REGRET_MS)
        self._regret.timeout.connect(self.commit)
        self.choose_button = QPushButton("选择文件…")
        self.choose_button.setAccessibleName(f"{label}：选择文件")
        self.choose_button.clicked.connect(self._on_choose)
        self._hint = QLabel("也可以把文件拖到这里")
        self._hint.setProperty("role", "hint")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._undo_row = self._make_undo_row()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._rows)
        layout.addWidget(self._undo_row)
        layout.addLayout(self._make_choose_row())

    @property
    def names(self) -> list[str]:
        """The names of the files that are shown."""
        return [file.name for file in self._files if file.name != self._leaving]

    def show_files(self, files: Sequence[StoredFile]) -> None:
        """Show these files."""
        self._files = tuple(files)
        self._show_rows()

    def say(self, text: str) -> None:
        """Say how reading a file goes, or why it was not taken; "" brings the hint back."""
        idle = "也可以把文件拖到这里" if not self._is_locked else "" if self._files else "没有附件"
        self._hint.setText(text or idle)
        self._hint.setVisible(bool(text or idle))

    def set_locked(self, locked: bool) -> None:
        """Let files be seen, but not added or taken away."""
        self._is_locked = locked
        self.choose_button.setVisible(not locked)
        self.setAcceptDrops(not locked)
        self.say("")
        self._show_rows()

    def remove(self, name: str) -> None:
        """Hide a file and offer it back for a while; an earlier one goes for good now."""
        self.commit()
        self._leaving = name
        self._undo_text.setText(f"已移除“{name}”。")
        self._undo_row.show()
        self._regret.start()
        self._show_rows()

    def undo(self) -> None:
        """Bring the hidden file back."""
        self._regret.stop()
        self._leaving = ""
        self._undo_row.hide()
        self._show_rows()

    def commit(self) -> None:
        """Say that the hidden file goes for good."""
        name, self._leaving = self._leaving, ""
        self._regret.stop()
        self._undo_row.hide()
        if name:
            self._files = tuple(file for file in self._files if file.name != name)
            self.remove_wanted.emit(name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Wish for the dropped files; a folder is none."""
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        files = [path for path in paths if path and Path(path).is_file()]
        if files:
            event.acceptProposedAction()
            self.add_wanted.emit(files)

    def _make_choose_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addWidget(self._hint, 1)
        return row

    def _make_undo_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self._undo_text = QLabel()
        self._undo_text.setProperty("role", "hint")
        back = QToolButton()
        back.setText("撤销")
        back.clicked.connect(self.undo)
        layout.addWidget(self._undo_text)
        layout.addWidget(back)
        layout.addStretch(1)
        row.hide()
        return row

    def _show_rows(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for file in self._files:
            if file.name != self._leaving:
                self._rows.addWidget(self._make_row(file))

    def _make_row(self, file: StoredFile) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(QLabel(file.name))
        size = QLabel(size_words(file.size) if file.sha256 else "")
        size.setProperty("role", "hint")
        layout.addWidget(size)
        layout.addStretch(1)
        if not self._is_locked:
            button = QToolButton()
            button.setText("移除")
            button.setAccessibleName(f"移除“{file.name}”")
            button.setProperty("file", file.name)
            button.clicked.connect(self._on_remove)
            layout.addWidget(button)
        return row

    def _on_remove(self) -> None:
        if (button := self.sender()) is not None:
            self.remove(button.property("file"))

    def _on_choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, f"选择文件：{self._label}")
        if paths:
            self.add_wanted.emit(paths)


def size_words(size: int) -> str:
    """Return a size in bytes as people write it."""
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"
