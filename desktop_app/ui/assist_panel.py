"""A small panel that stays on top while a person fills in a portal's own form in the browser.

Each piece has a number key; Space takes the next one. What is taken lies on the clipboard, ready to be pasted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.fields.editor import set_property
from desktop_app.ui.latest import Latest
from desktop_app.ui.papers import open_address
from desktop_app.ui.widgets.elided import Elided
from desktop_app.ui.widgets.helped import Helped

if TYPE_CHECKING:
    from desktop_app.core.outbox.handover import Handover, Piece
    from desktop_app.core.outbox.job import Job
    from desktop_app.core.progress import Progress
    from desktop_app.services.by_hand import ByHandEntry

_WIDTH, _HEIGHT = 360, 560
_KEYS = "123456789"


class PieceRow(QFrame):
    """One piece: its key, what the form calls it, how it begins, and a button.

    Signals:
        wanted: the person wants it on the clipboard.
    """

    wanted = Signal(int)

    def __init__(self, number: int, piece: Piece) -> None:
        super().__init__()
        self.number, self.piece = number, piece
        self.setObjectName("card")
        key = f"({_KEYS[number]})" if number < len(_KEYS) else ""
        self.take = QPushButton(f"{_verb(piece)} {key}".strip())
        self.take.setAccessibleName(f"{_verb(piece)}{piece.label}")
        self.take.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys stay with the panel
        label, begins = QLabel(piece.label), Elided("sub")
        label.setProperty("role", "label")
        begins.show_text(" ".join(piece.text.split()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label)
        words.addWidget(begins)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addLayout(words, 1)
        row.addWidget(self.take)
        self.take.clicked.connect(self._on_take)

    def _on_take(self) -> None:
        self.wanted.emit(self.number)

    def show_state(self, state: str) -> None:
        """Show whether it is the one on the clipboard (`now`), was taken before (`done`), or neither."""
        set_property(self.take, "role", {"now": "primary"}.get(state, ""))
        self.take.setText(self.take.text().removeprefix("✓ "))
        if state in ("now", "done"):
            self.take.setText(f"✓ {self.take.text()}")


class AssistPanel(Helped, QWidget):
    """Hands over one job's pieces, and takes the address of the page that came of them.

    Signals:
        settled: the job as it stands after its page was read back.

    Args:
        folder: where the files are written for the browser's file dialog.
    """

    settled = Signal(object)
    manual_page = "outbox"

    def __init__(self, entry: ByHandEntry, job: Job, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowTitle(f"手工录入：{job.title}")
        self.resize(_WIDTH, _HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._entry, self._job, self._folder = entry, job, folder
        self.rows: list[PieceRow] = []
        self._files: dict[int, Path] = {}
        self._taken: set[int] = set()
        self._next = 0
        self.open_address: Callable[[str], object] = open_address
        self._entry_url = ""
        self.advice, self.state = QLabel("正在准备……"), QLabel()
        self.open_form, self.address = QPushButton("打开录入页(&B)"), QLineEdit()
        self.check = QPushButton("核对网页(&C)")
        self._inside, self._column = QWidget(), QVBoxLayout()
        self._loading, self._checking = Latest(self), Latest(self)
        self._lay_out()
        self._connect()
        self._loading.run(self._load)

    def _load(self, _progress: Progress) -> tuple[Handover, list[Path]]:
        handover = self._entry.handover(self._job.id)
        return handover, self._entry.write_files(handover, self._folder)

    def _on_loaded(self, loaded: tuple[Handover, list[Path]]) -> None:
        handover, paths = loaded
        self._entry_url = handover.entry_url
        self.open_form.setVisible(bool(handover.entry_url))
        self.advice.setText(handover.advice or "按后台录入页的顺序，一项一项复制、粘贴。")
        files = iter(paths)
        for number, piece in enumerate(handover.pieces):
            row = PieceRow(number, piece)
            row.wanted.connect(self.take)
            self.rows.append(row)
            self._column.addWidget(row)
            if piece.file is not None:
                self._files[number] = next(files)
        self._column.addStretch(1)
        self.state.setText("按数字键复制那一项，按空格复制下一项；再到浏览器里粘贴（Ctrl+V）。")
        self.setFocus()

    # ── handing over ────────────────────────────────────────────────────────────────────────────

    def take(self, number: int) -> None:
        """Put a piece on the clipboard."""
        if not 0 <= number < len(self.rows):
            return
        piece = self.rows[number].piece
        QGuiApplication.clipboard().setMimeData(self._mime(number, piece))
        self._taken.add(number)
        self._next = number + 1
        for row in self.rows:
            done = "done" if row.number in self._taken else ""
            row.show_state("now" if row.number == number else done)
        self.state.setText(_told(piece, self._files.get(number)))

    def _mime(self, number: int, piece: Piece) -> QMimeData:
        mime = QMimeData()
        path = self._files.get(number)
        if path is not None:
            mime.setUrls([QUrl.fromLocalFile(str(path))])
            mime.setText(str(path))
        else:
            mime.setText(piece.text)
            if piece.html:
                mime.setHtml(piece.html)
        return mime

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a piece by its number, the next by Space."""
        if event.key() == Qt.Key.Key_Space:
            self.take(self._next)
        elif event.text() and event.text() in _KEYS:
            self.take(_KEYS.index(event.text()))
        else:
            super().keyPressEvent(event)

    def _on_open_form(self) -> None:
        self.open_address(self._entry_url)

    # ── the page that came of it ────────────────────────────────────────────────────────────────

    def _on_check(self) -> None:
        url = self.address.text().strip()
        if not url:
            self.state.setText("请先把公开网页的网址粘贴到上面。")
            return
        self.check.setEnabled(False)
        self.state.setText("正在打开网页核对……")
        self._checking.run(lambda _progress: self._entry.hand_in(self._job.id, url))

    def _on_checked(self, job: Job) -> None:
        self.check.setEnabled(True)
        self.state.setText(job.message)
        self.settled.emit(job)

    def _on_failed(self, error: object) -> None:
        self.check.setEnabled(True)
        self.state.setText(str(error))

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        self.advice.setWordWrap(True)
        self.state.setWordWrap(True)
        self.state.setProperty("role", "sub")
        self.open_form.hide()
        self._inside.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons scroll it
        self.address.setPlaceholderText("发布以后，把公开网页的网址粘贴到这里")
        self.address.setAccessibleName("公开网页的网址")
        row = QHBoxLayout()
        row.addWidget(self.address, 1)
        row.addWidget(self.check)
        for widget in (self.advice, self.open_form):
            column.addWidget(widget)
        column.addWidget(scroll, 1)
        column.addWidget(self.state)
        column.addLayout(row)

    def _connect(self) -> None:
        self._loading.done.connect(self._on_loaded)
        self._loading.failed.connect(self._on_failed)
        self._checking.done.connect(self._on_checked)
        self._checking.failed.connect(self._on_failed)
        self.open_form.clicked.connect(self._on_open_form)
        self.check.clicked.connect(self._on_check)
        self.address.returnPressed.connect(self._on_check)


def _verb(piece: Piece) -> str:
    return "选" if piece.is_choice else "复制"


def _told(piece: Piece, path: Path | None) -> str:
    if path is not None:
        return f"已复制“{piece.label}”：在浏览器的文件对话框里粘贴文件名，或直接粘贴文件。"
    if piece.is_choice:
        return f"{piece.label}：在后台选“{piece.text}”（已复制，可以在那里查找）。"
    return f"已复制“{piece.label}”，到浏览器里粘贴（Ctrl+V）。"
