"""The first start: five small steps, then the work begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core.errors import AppError
from desktop_app.core.progress import Progress
from desktop_app.services.portals import KnownPortal
from desktop_app.settings import Settings
from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.latest import Latest
from desktop_app.ui.messages import show_error
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.calm_box import CalmBox
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.office_fields import OfficeFields
from desktop_app.ui.widgets.sharing_dialog import SharingDialog

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

STEPS = {
    "本单位": "会印在文书和公告上。",
    "红头和文号": "没有自己的红头、文号的单位不用填。",
    "经办人": "几个人合用一台的，以后在“设置—审核”里登记。",
    "发布到哪个门户": "由信息中心设好，不清楚的先不改。",
    "打印机": "平时用哪一台；打印时还可以换。",
}
"""What each step asks, and a word about it."""
_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from on this machine."""

    portals: list[KnownPortal]
    printers: list[str]


class WelcomePage(QWidget):
    """Asks for what the work needs, a little at a time; every answer can be changed in the settings.

    Signals:
        welcomed: the office's data is kept.
    """

    welcomed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageRoot")
        self._desk = desk
        tools = Tools(desk.deadlines.today())
        self.asked = (
            OfficeFields(("office_name", "office_phone"), tools),
            OfficeFields(("letterhead", "doc_prefix"), tools),
            OfficeFields(("person",), tools),
        )
        self.portal, self.printer = CalmBox(), CalmBox()
        self.back, self.next, self.begin = (
            QPushButton("上一步"),
            QPushButton("下一步"),
            QPushButton("开始使用"),
        )
        self.share = QPushButton("本单位几个人合用一个工作区…")
        self.close_window = QPushButton("关掉窗口")
        self.sharing_dialog: SharingDialog | None = None
        self._heading, self._about, self._stack = QLabel(), QLabel(), QStackedWidget()
        self._saving, self._offering = Latest(self), Latest(self)
        self._lay_out()
        self._connect()
        self._show_step(0)

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._stack.currentIndex()

    def refresh(self) -> None:
        """Show what is kept already, and what this machine offers."""
        values = msgspec.structs.asdict(self._desk.settings)
        for fields in self.asked:
            fields.show_values({key: values[key] for key in fields.values})
        self._offering.run(self._offered)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the first question."""
        super().showEvent(event)
        self._go_to_first_field()

    def _offered(self, _progress: Progress) -> Offered:
        try:
            printers = self._desk.printing.printers()
        except AppError:  # no print service: the work begins all the same
            printers = []
        return Offered([one for one in self._desk.portals() if not one.fault], printers)

    def _on_offered(self, offered: Offered) -> None:
        kept = self._desk.settings
        _fill(self.portal, {one.name: one.title for one in offered.portals}, kept.portal)
        names = {"": "这台电脑的默认打印机", **{name: name for name in offered.printers}}
        _fill(self.printer, names, kept.printing.printer)

    # ── what the person does ────────────────────────────────────────────────────────────────────

    def _on_back(self) -> None:
        self._show_step(self.step - 1)
        self._go_to_first_field()

    def _on_next(self) -> None:
        if self.step >= len(self.asked) or self.asked[self.step].check():
            self._show_step(self.step + 1)
            self._go_to_first_field()

    def _on_begin(self) -> None:
        for number, fields in enumerate(self.asked):
            if not fields.check():
                self._show_step(number)
                fields.check()  # and the first fault gets the focus, now that it is seen
                return
        if not self._saving.is_running:
            fresh = self._answered()
            self._saving.run(lambda _progress: self._desk.save_settings(fresh))

    def _on_share(self) -> None:
        self.sharing_dialog = SharingDialog(self._desk.sharing, self, is_shared=False, is_first=True)
        self.sharing_dialog.joined.connect(self._on_joined)
        self.sharing_dialog.open()

    def _on_joined(self, name: str) -> None:
        """Ask nothing more: the answers would be kept with this machine's own workspace."""
        if self.sharing_dialog is not None:
            self.sharing_dialog.accept()
        self._heading.setText("已接上共享工作区")
        self._about.setText(f"以后用的是“{name}”。关掉窗口再打开一次，接着填本单位的几项。")
        for widget in (self._stack, self.back, self.next, self.share):
            widget.hide()
        self.close_window.show()
        self.close_window.setFocus()

    def _on_close_window(self) -> None:
        self.window().close()

    def _answered(self) -> Settings:
        kept = self._desk.settings
        answers = {key: value for fields in self.asked for key, value in fields.values.items()}
        printing = msgspec.structs.replace(
            kept.printing, printer=self.printer.currentData() or kept.printing.printer
        )
        portal = self.portal.currentData() or kept.portal
        return msgspec.structs.replace(kept, **answers, portal=portal, printing=printing)

    def _on_saved(self, _nothing: object) -> None:
        self.welcomed.emit()

    def _on_failed(self, error: object) -> None:
        show_error(self, error)

    # ── showing ─────────────────────────────────────────────────────────────────────────────────

    def _show_step(self, number: int) -> None:
        title, about = list(STEPS.items())[number]
        is_last = number == len(STEPS) - 1
        self._stack.setCurrentIndex(number)
        self._heading.setText(f"第 {number + 1} 步，共 {len(STEPS)} 步：{title}")
        self._about.setText(about)
        self.back.setVisible(number > 0)
        self.next.setVisible(not is_last)
        self.begin.setVisible(is_last)
        self.share.setVisible(number == 0 and not self._desk.is_shared)

    def _go_to_first_field(self) -> None:
        if self.step < len(self.asked):
            next(iter(self.asked[self.step].frames.values())).editor.go_to()
        else:
            (self.portal, self.printer)[self.step - len(self.asked)].setFocus()

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        card = Card("欢迎使用政务公开助手")
        card.setFixedWidth(px(_WIDTH))
        self._heading.setProperty("role", "label")
        self._about.setProperty("role", "sub")
        self._about.setWordWrap(True)
        for fields in self.asked:
            self._stack.addWidget(fields)
        for box, words in ((self.portal, "门户"), (self.printer, "打印机")):
            self._stack.addWidget(_boxed(box, words))
        for widget in (self._heading, self._about, self._stack):
            card.add(widget)
        card.body.addLayout(self._make_buttons())
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addStretch(1)  # not an alignment: that forgets how high wrapped words are
        row.addWidget(card)
        row.addStretch(1)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def _make_buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        self.share.setProperty("role", "link")
        self.close_window.hide()
        buttons.addWidget(self.back)
        buttons.addWidget(self.share)
        buttons.addStretch(1)
        for button in (self.next, self.begin, self.close_window):
            button.setProperty("role", "primary")
            buttons.addWidget(button)
        for button in (self.next, self.begin):
            button.setShortcut("Ctrl+Return")
        return buttons

    def _connect(self) -> None:
        self.share.clicked.connect(self._on_share)
        self.close_window.clicked.connect(self._on_close_window)
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        self.begin.clicked.connect(self._on_begin)
        self._saving.done.connect(self._on_saved)
        self._saving.failed.connect(self._on_failed)
        self._offering.done.connect(self._on_offered)
        self._offering.failed.connect(self._on_failed)


def _boxed(box: CalmBox, words: str) -> QWidget:
    """Return a pick list with its name above, at the top of a step."""
    holder, label = QWidget(), QLabel(words)
    label.setProperty("role", "label")
    label.setBuddy(box)
    box.setAccessibleName(words)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(label)
    column.addWidget(box)
    column.addStretch(1)
    return holder


def _fill(box: CalmBox, choices: dict[str, str], kept: str) -> None:
    box.clear()
    for name, title in choices.items():
        box.addItem(title, name)
    box.setCurrentIndex(max(box.findData(kept), 0))
