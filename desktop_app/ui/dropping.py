"""Files dropped anywhere on a window, whatever lies beneath; lists of files with a field of their own take theirs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

_MOST_FILES = 1_000
_DRAGGING = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
_WORDS = "松开鼠标，检查这些文件"


class Dropping(QObject):
    """Watches the window's own events, of which there are few, not those of its hundred widgets.

    Signals:
        dropped: paths of files; those within a dropped folder too.
    """

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._hint = QLabel(_WORDS, window)
        self._hint.setObjectName("dropHint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._hint.hide()
        window.setAcceptDrops(True)  # the system asks the window once whether it takes anything
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files before the widget beneath takes their names for text."""
        kind = event.type()
        if isinstance(watched, QWidget):
            if kind == QEvent.Type.Show and (handle := watched.windowHandle()) is not None:
                handle.installEventFilter(self)
            return False
        if kind == QEvent.Type.DragLeave:
            self._hint.hide()
        return kind in _DRAGGING and self._takes(event)

    @property
    def _window(self) -> QWidget:
        """The window; not kept as an attribute: a ring of references would let it end in a worker's thread."""
        return cast("QWidget", self.parent())

    def _takes(self, event: Any) -> bool:
        if not _paths(event.mimeData()) or self._has_own_list(event):
            self._hint.hide()
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        is_dropped = event.type() == QEvent.Type.Drop
        self._show_hint(not is_dropped)
        if is_dropped:
            self.dropped.emit(files_within(_paths(event.mimeData())))
        return True

    def _has_own_list(self, event: Any) -> bool:
        from desktop_app.ui.widgets.attachments import AttachmentList

        widget = self._window.childAt(event.position().toPoint())
        while widget is not None and not isinstance(widget, AttachmentList):
            widget = widget.parentWidget()
        return widget is not None and widget.acceptDrops()

    def _show_hint(self, is_shown: bool) -> None:
        if is_shown:
            self._hint.setGeometry(self._window.rect())
            self._hint.raise_()
        self._hint.setVisible(is_shown)


def files_within(paths: Iterable[Path]) -> list[str]:
    """Return files as they are, and those within folders at any depth, in the order of their names."""
    found: list[str] = []
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        found += [str(one) for one in inside[: _MOST_FILES - len(found)]]
    return found


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
