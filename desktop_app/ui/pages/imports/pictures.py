"""Draws the pages that a person looks at beside what was read of them, off the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.imports.paper import PaperView


class Pictures(QObject):
    """Gives a paper's view the pages that it wants."""

    def __init__(self, view: PaperView) -> None:
        super().__init__(view)
        self._view, self._content = view, b""
        self._drawing = Latest(self)
        self._drawing.done.connect(self._on_drawn)
        self._drawing.failed.connect(self._on_failed)
        view.page_wanted.connect(self._on_wanted)

    def begin(self, content: bytes) -> None:
        """Draw the pages of this document from now on."""
        self._content = content

    def _on_wanted(self, page: int) -> None:
        content = self._content

        def drawn(progress: Progress) -> tuple[bytes, int, bytes]:
            from desktop_app.services.import_pictures import page_picture

            return content, page, page_picture(content, page, progress)

        self._drawing.run(drawn)

    def _on_drawn(self, drawn: tuple[bytes, int, bytes]) -> None:
        content, page, png = drawn
        if content is self._content:
            self._view.show_picture(page, png)

    def _on_failed(self, error: Exception) -> None:
        self._view.place.say("", str(error))
