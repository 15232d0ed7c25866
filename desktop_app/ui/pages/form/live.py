"""Whoever writes a form or a template sees the change at once: the files of the open form are watched."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop_app.core.forms.form import Form
    from desktop_app.services.desk import Desk

_SETTLED_MS = 200
"""Editors write a file in several steps; what is read in between is half a file."""


@dataclass(frozen=True, slots=True)
class FormFiles:
    """The files that decide how a form looks.

    Args:
        form: its own and those of the shared fields.
        template: the template and its shared parts.
    """

    form: tuple[str, ...]
    template: tuple[str, ...]


def files_of(desk: Desk, form: Form) -> FormFiles:
    """Return a form's files; looks into folders, so it is called off the window's thread."""
    templates = desk.documents.template_files(form.spec.document.template)
    return FormFiles(tuple(map(str, desk.catalogue.files(form.id))), tuple(map(str, templates)))


class Live(QObject):
    """Watches the files of one form.

    Signals:
        form_changed: the form's file, or one of shared fields, was written.
        template_changed: the template, or one of its shared parts, was written.
    """

    form_changed = Signal()
    template_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._files = FormFiles((), ())
        self._touched: set[str] = set()
        self._watcher = QFileSystemWatcher(self)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._watcher.fileChanged.connect(self._on_file)
        self._settling.timeout.connect(self._on_settled)

    def watch(self, files: FormFiles) -> None:
        """Watch these files alone."""
        self._files = files
        if watched := self._watcher.files():
            self._watcher.removePaths(watched)
        self._watcher.addPaths([*files.form, *files.template])

    def _on_file(self, file: str) -> None:
        self._touched.add(file)
        self._settling.start()

    def _on_settled(self) -> None:
        touched, self._touched = self._touched, set()
        # an editor that writes a new file and renames it takes the watched one away
        files = (*self._files.form, *self._files.template)
        self._watcher.addPaths([file for file in files if Path(file).is_file()])
        if touched & set(self._files.form):
            self.form_changed.emit()
        else:
            self.template_changed.emit()
