"""What is wrong with this installation: a line a part, and the bundle for the technician."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.health import HEALTH_WORDS, Health, Part
from desktop_app.ui.faults import diagnosis
from desktop_app.ui.fields.editor import set_property
from desktop_app.ui.latest import Latest
from desktop_app.ui.messages import show_error
from desktop_app.ui.papers import papers_folder
from desktop_app.ui.widgets.helped import HelpedDialog

if TYPE_CHECKING:
    from desktop_app.services.doctor.doctor import Doctor

_TONES = {Health.GOOD: "green", Health.LIMITED: "amber", Health.BROKEN: "red"}
_SIZE = (680, 560)


class DoctorDialog(HelpedDialog):
    """Examines the installation and shows how each part stands; the portal is called only when asked."""

    def __init__(self, doctor: Doctor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查本机安装")
        self.resize(*_SIZE)
        self._doctor = doctor
        self.parts: list[Part] = []
        self.summary = QLabel("正在检查……")
        self.call_portal = QPushButton("试连门户(&P)")
        self.save = QPushButton("存诊断包(&B)…")
        self.close_button = QPushButton("关闭")
        self.choose_file: Callable[[], str] = self._ask_for_file
        self._list = QWidget()
        self._examining, self._saving = Latest(self), Latest(self)
        self._lay_out()
        self._connect()
        self._examine(call_portal=False)

    @property
    def is_busy(self) -> bool:
        """Say whether something is being examined or written."""
        return self._examining.is_running or self._saving.is_running

    def _examine(self, *, call_portal: bool) -> None:
        self.summary.setText("正在检查……")
        self._examining.run(lambda progress: self._doctor.examine(progress, call_portal=call_portal))

    def _on_examined(self, parts: list[Part]) -> None:
        self.parts = parts
        broken = sum(part.health is Health.BROKEN for part in parts)
        limited = sum(part.health is Health.LIMITED for part in parts)
        if broken:
            self.summary.setText(f"有 {broken} 处要处理，{limited} 处可以改进。")
        else:
            self.summary.setText(f"没有要处理的；{limited} 处可以改进。" if limited else "一切正常。")
        self._show_parts()
        self.save.setEnabled(True)
        self.call_portal.setEnabled(True)

    def _show_parts(self) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setColumnStretch(2, 1)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        for number, part in enumerate(self.parts):
            for column, label in enumerate(_labels(part)):
                grid.addWidget(label, number, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self.parts), 1)
        self._scroll.setWidget(holder)

    def _on_call_portal(self) -> None:
        self._examine(call_portal=True)

    def _on_save(self) -> None:
        chosen = self.choose_file()
        if chosen:
            self._saving.run(lambda _progress: self._save(Path(chosen)))

    def _save(self, out: Path) -> Path:
        return self._doctor.write_bundle(self.parts, out, diagnosis())

    def _on_saved(self, path: Path) -> None:
        self.summary.setText(f"诊断包已存到 {path}，里面没有填写的内容和个人信息。")

    def _on_failed(self, error: object) -> None:
        show_error(self, error)

    def _ask_for_file(self) -> str:
        usual = papers_folder() / "诊断包.zip"
        return QFileDialog.getSaveFileName(self, "存诊断包", str(usual), "压缩包 (*.zip)")[0]

    def done(self, result: int) -> None:
        """Want no result any more."""
        self._examining.drop()
        super().done(result)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("检查结果")
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "cardTitle")
        buttons = QDialogButtonBox()
        buttons.addButton(self.call_portal, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.save.setEnabled(False)
        self.call_portal.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.summary)
        column.addWidget(self._scroll, 1)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self._examining.done.connect(self._on_examined)
        self._examining.failed.connect(self._on_failed)
        self._saving.done.connect(self._on_saved)
        self._saving.failed.connect(self._on_failed)
        self.call_portal.clicked.connect(self._on_call_portal)
        self.save.clicked.connect(self._on_save)


def _labels(part: Part) -> tuple[QLabel, QLabel, QLabel]:
    """Return how a part stands in words and colour, what it is called, and what was found."""
    state, title, words = QLabel(HEALTH_WORDS[part.health]), QLabel(part.title), QLabel()
    state.setProperty("role", "chip")
    set_property(state, "tone", _TONES[part.health])
    title.setProperty("role", "label")
    words.setText(f"{part.words}{part.hint}")
    words.setWordWrap(True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return state, title, words
