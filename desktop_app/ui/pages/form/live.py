"""Whoever writes a form or a template sees the change at once: the files of the open form are watched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop_app.core.forms.form import Form
    from desktop_app.services.desk import Desk

_SETTLED_MS = 200
"""Editors write a file in several steps; what is read in between is half a file."""


class Live(QObject):
    """Watches the files of one form.

    Signals:
        form_changed: the form's file, or one of shared fields, was written.
        template_changed: the template, or one of its shared parts, was written.
    """

    form_changed = Signal()
    template_changed = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form_files: set[str] = set()
        self._all_files: list[str] = []
        self._touched: set[str] = set()
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._watcher.fileChanged.connect(self._on_file)
        self._settling.timeout.connect(self._on_settled)

    def watch(self, form: Form) -> None:
        """Watch the files of this form alone."""
        parts = self._desk.catalogue.files(form.id)
        templates = self._desk.documents.template_files(form.spec.document.template)
        self._form_files = {str(file) for file in parts}
        self._all_files = [str(file) for file in (*parts, *templates)]
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)
        self._watcher.addPaths(self._all_files)

    def _on_file(self, file: str) -> None:
        self._touched.add(file)
        self._settling.start()

    def _on_settled(self) -> None:
        touched, self._touched = self._touched, set()
        # an editor that writes a new file and renames it takes the watched one away
        self._watcher.addPaths([file for file in self._all_files if Path(file).is_file()])
        if touched & self._form_files:
            self.form_changed.emit()
        else:
            self.template_changed.emit()
