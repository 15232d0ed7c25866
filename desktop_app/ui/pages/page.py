"""What the pages of the rail share: a top bar, a place for messages, loading, and one work at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.progress import Progress
from desktop_app.ui.latest import Latest
from desktop_app.ui.pages.form.banner import Banner
from desktop_app.ui.widgets.progress_strip import ProgressStrip
from desktop_app.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_STOPPED = "已停止。"


class Page(QWidget):
    """A place of the work. Pages say what they load and how they show it; nothing blocks the window.

    Signals:
        item_wanted: id of a disclosure to open, and whether as its reviewer.
        form_wanted: id of a form of which a draft shall begin.
        import_wanted: id of a form for which a file shall be imported; "" for any.
        place_wanted: key of another place of the rail.
        changed: something that the rail counts is another now.
        loaded: what the page shows is up to date.
    """

    item_wanted = Signal(str, bool)
    form_wanted = Signal(str)
    import_wanted = Signal(str)
    place_wanted = Signal(str)
    changed = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageRoot")
        self.desk = desk
        self.bar, self.banner, self.strip = TopBar(title), Banner(), ProgressStrip()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(12, 16, 12, 12)
        self.body.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.bar, self.banner, self.strip):
            column.addWidget(widget)
        column.addLayout(self.body, 1)
        self.first: QWidget | None = None
        self.finder: QLineEdit | None = None
        self._loading, self._working = Latest(self), Latest(self)
        self._then: Callable[[Any], None] | None = None
        self._stopped = _STOPPED
        self._connect_works()

    def refresh(self) -> None:
        """Load anew what the page shows."""
        self._loading.run(self.load)

    def load(self, progress: Progress) -> Any:
        """Return what `show_loaded` shows; called off the window's thread, so it must not touch widgets."""
        raise NotImplementedError

    def show_loaded(self, result: Any) -> None:
        """Show what was loaded."""
        raise NotImplementedError

    def work(
        self,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None] | None = None,
        stopped: str = _STOPPED,
    ) -> None:
        """Do something that changes the workspace or writes a file, then load anew.

        Args:
            then: is given the result; while another work goes on, this one is not begun.
            stopped: what is said when the person stopped it.
        """
        if not self._working.is_running:
            self._then, self._stopped = then, stopped
            self.banner.hide()
            self._working.run(work)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keyboard be where the work is."""
        super().showEvent(event)
        if self.first is not None:
            self.first.setFocus()

    def _connect_works(self) -> None:
        self._loading.done.connect(self._on_loaded)
        self._loading.failed.connect(self._on_loading_failed)
        self._working.progressed.connect(self.strip.show_progress)
        self._working.done.connect(self._on_worked)
        self._working.failed.connect(self._on_failed)
        self._working.cancelled.connect(self._on_stopped)
        self.strip.stop_wanted.connect(self._working.cancel)

    def _on_loaded(self, result: Any) -> None:
        self.show_loaded(result)
        self.loaded.emit()

    def _on_loading_failed(self, error: object) -> None:
        self.banner.say(str(error), "red", ("重新读取", self.refresh))

    def _on_worked(self, result: Any) -> None:
        then, self._then = self._then, None
        self._after_work()
        if then is not None:
            then(result)

    def _on_failed(self, error: object) -> None:
        self.banner.say(str(error), "red")
        self._after_work()

    def _on_stopped(self) -> None:
        self.banner.say(self._stopped, "amber")
        self._after_work()

    def _after_work(self) -> None:
        self.strip.finish()
        self.refresh()
        self.changed.emit()
