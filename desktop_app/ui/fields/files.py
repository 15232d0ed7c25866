"""Files as the answer to a field: each is an attachment whose name the answer lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.disclosure.record import StoredFile
from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import FieldEditor, Tools
from desktop_app.ui.widgets.attachments import AttachmentList


class FileField(FieldEditor):
    """Lists the files of one field.

    Signals:
        add_wanted: the field's key and the paths of files to attach.
        remove_wanted: the name of an attachment to take away.
    """

    add_wanted = Signal(str, list)
    remove_wanted = Signal(str)

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.list = AttachmentList(asked.label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self._stored: dict[str, StoredFile] = {}
        self._names: list[str] = []
        self._watch(self.list.choose_button)
        self.list.choose_button.setAccessibleName(f"{asked.label}：选择文件")
        self.list.add_wanted.connect(self._on_add_wanted)
        self.list.remove_wanted.connect(self.remove_wanted)

    @property
    def target(self) -> QWidget:
        """The button that opens the dialog."""
        return self.list.choose_button

    def know_files(self, files: Sequence[StoredFile]) -> None:
        """Learn the sizes of what is attached."""
        self._stored = {file.name: file for file in files}
        self.show_value(self._names)

    def show_value(self, raw: Any) -> None:
        """Show the files that the answer lists."""
        self._names = [str(name) for name in raw] if isinstance(raw, list) else []
        self.list.show_files([self._stored.get(name, StoredFile(name, "", 0, "")) for name in self._names])

    def _on_add_wanted(self, paths: list[str]) -> None:
        self.add_wanted.emit(self.key, paths)

    def set_locked(self, locked: bool) -> None:
        """Let files be seen only."""
        self.list.set_locked(locked)
