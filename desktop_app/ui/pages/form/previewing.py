"""Keeps the preview as new as the typing, while it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.typeset import TypesetPages, typeset
from desktop_app.ui.widgets.preview import PreviewPane

if TYPE_CHECKING:
    from desktop_app.adapters.writers.preview import Preview
    from desktop_app.services.desk import Desk
    from desktop_app.services.drafts import Opened

IDLE_MS = 150


class Previewing(QObject):
    """Composes and typesets snapshots in a worker; a result that was overtaken is dropped.

    Signals:
        field_wanted: the path of the field or cell, `list.0.name`, whose answer the person clicked.
    """

    field_wanted = Signal(str)

    def __init__(
        self, parent: QObject, desk: Desk, snapshot: Callable[[], Opened], pane: PreviewPane
    ) -> None:
        super().__init__(parent)
        self._desk, self._snapshot, self._pane = desk, snapshot, pane
        self._is_due = False
        self.pages: TypesetPages | None = None
        self._finding = Latest(self)
        self._finding.done.connect(self._on_field)
        pane.clicked.connect(self._on_clicked)
        self._typesetter: Preview | None = None
        self._composing = Latest(self)
        self._composing.done.connect(self._on_composed)
        self._composing.failed.connect(self._on_failed)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_MS)
        self._idle.timeout.connect(self._on_idle)
        pane.shown.connect(self._on_shown)

    def rest(self) -> None:
        """Compose nothing until another disclosure is open."""
        self._is_due = False
        self._idle.stop()

    def restart(self) -> None:
        """Begin with another disclosure."""
        self._composing.drop()
        self._pane.show_message("正在成文…")
        self.touch()

    def touch(self) -> None:
        """Compose again when typing pauses; while nobody looks, when somebody does."""
        self._is_due = True
        if self._pane.isVisible():
            self._idle.start()

    def _on_shown(self) -> None:
        if self._is_due:
            self._idle.start()

    def _on_idle(self) -> None:
        self._is_due = False
        opened = self._snapshot()
        self._composing.run(lambda progress: self._compose(opened, progress))

    def _compose(self, opened: Opened, progress: Progress) -> TypesetPages:
        from desktop_app.services.intake import refuse_marked_answers

        refuse_marked_answers(opened.form.spec, opened.answers.values, self._desk.exceptions.now())
        document = self._desk.documents.of(opened)
        progress("正在排版", 0.5)
        if self._typesetter is None:
            self._typesetter = self._desk.documents.preview()
        return typeset(self._typesetter, document)

    def _on_clicked(self, page: int, across: float, down: float) -> None:
        pages = self.pages
        if pages is not None:
            self._finding.run(lambda progress: pages.field_at(page, across, down))

    def _on_field(self, path: str) -> None:
        if path:
            self.field_wanted.emit(path)

    def _on_composed(self, pages: TypesetPages) -> None:
        self.pages = pages
        self._pane.show_pages(pages)

    def _on_failed(self, error: object) -> None:
        self._pane.show_message(f"现在还排不出成文的样子：{error}")
