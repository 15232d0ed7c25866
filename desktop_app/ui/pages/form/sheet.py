"""The form as one scrolling page of cards, or one card at a time in guided mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_app.ui.fields.editor import Tools
from desktop_app.ui.fields.files import FileField
from desktop_app.ui.fields.frame import FieldFrame
from desktop_app.ui.pages.form.release_fields import RELEASE_FIELDS
from desktop_app.ui.pages.form.section_card import SectionCard
from desktop_app.ui.pages.form.session import FormSession
from desktop_app.ui.widgets.attachments import AttachmentList

RELEASE_TITLE = "公开与保密审查"
_EDGE = 12
_SETTLE_MS = 0


class FormSheet(QWidget):
    """Shows the fields of a disclosure and says what the person does with them.

    Cards and grids are made one a turn of the event loop, so that a long form never holds the window up.

    Signals:
        edited: a field's key and the answer to keep.
        left: the key of the field that the focus left.
        remark_wanted: the key of the field at which the reviewer wants to write a remark.
        built: every card stands.
        section_reached: the number of the section at the top of what is in sight.
    """

    edited = Signal(str, object)
    left = Signal(str)
    remark_wanted = Signal(str)
    built = Signal()
    section_reached = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.frames: dict[str, FieldFrame] = {}
        self.cards: list[SectionCard] = []
        self.attachments = AttachmentList("附件")
        self.is_guided = False
        self.step = 0
        self._session: FormSession | None = None
        self._tools: Tools | None = None
        self._is_locked = False
        self._section_of: dict[str, int] = {}
        self._to_build: Iterator[None] = iter(())
        self._area = QScrollArea()
        self._area.setObjectName("formSheet")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._guide = self._make_guide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(self._guide)
        self._turn = QTimer(self)
        self._turn.setInterval(_SETTLE_MS)
        self._turn.timeout.connect(self._on_turn)
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def show_form(self, session: FormSession, tools: Tools, *, locked: bool) -> None:
        """Show a disclosure from its beginning."""
        self._session, self._tools, self._is_locked = session, tools, locked
        self.frames, self.cards, self._section_of, self.step = {}, [], {}, 0
        self.attachments = AttachmentList("附件")
        page = QWidget()
        page.setObjectName("formPage")
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(_EDGE, 16, _EDGE, 16)
        self._column.setSpacing(_EDGE)
        self._column.addStretch(1)
        self._area.setWidget(page)
        self._page = page
        self._to_build = self._build(session, tools)
        self._on_turn()
        self._turn.start()

    def _build(self, session: FormSession, tools: Tools) -> Iterator[None]:
        for step in session.form.spec.steps:
            frames = []
            for key in step.fields:
                frames.append(FieldFrame(key, session.form.fields[key], tools))
                if session.form.fields[key].kind == "table":
                    yield  # a grid is as much work as a card of lines
            self._add_card(SectionCard(step.title, step.note, step.help, frames))
            yield
        frames = [FieldFrame(key, asked, tools) for key, asked in RELEASE_FIELDS.items()]
        card = SectionCard(RELEASE_TITLE, "先审查、后公开", "", frames)
        caption = QLabel("附件")
        caption.setProperty("role", "label")
        card.add(caption)
        card.add(self.attachments)
        self._add_card(card)
        yield

    def _add_card(self, card: SectionCard) -> None:
        for frame in card.frames:
            self.frames[frame.key] = frame
            self._section_of[frame.key] = len(self.cards)
            frame.edited.connect(self.edited)
            frame.left.connect(self.left)
            frame.remark_wanted.connect(self.remark_wanted)
            frame.editor.set_locked(self._is_locked)
            self._refresh_frame(frame)
        self.cards.append(card)
        self._column.insertWidget(self._column.count() - 1, card)
        self._arrange(card)
        self._show_cards()

    def _on_turn(self) -> None:
        if next(self._to_build, self) is self:
            self._turn.stop()
            self.built.emit()

    # ── showing ─────────────────────────────────────────────────────────────────────────────────

    def refresh(self, keys: frozenset[str], typed: str = "") -> set[int]:
        """Show fields anew, except what is being typed; returns the sections that they stand in."""
        sections = {self._section_of[key] for key in keys if key in self.frames}
        for key in keys & self.frames.keys():
            self._refresh_frame(self.frames[key], is_typed=key == typed)
        for number in sections:
            self._arrange(self.cards[number])
        return sections

    def show_errors(self, errors: dict[str, str], keys: frozenset[str]) -> None:
        """Show what is wrong with these fields, each in one sentence without the label that stands above."""
        for key in keys & self.frames.keys():
            frame = self.frames[key]
            frame.show_error(errors.get(key, "").removeprefix(f"“{frame.asked.label}”填得不对："))

    def show_remarks(self, remarks: Mapping[str, str], *, offered: bool) -> None:
        """Show what the reviewer remarked at each field.

        Args:
            remarks: field's key to words.
            offered: whether the person is the reviewer, who may write one anywhere.
        """
        for key, frame in self.frames.items():
            frame.show_remark(remarks.get(key, ""))
            frame.offer_remark(offered)

    def show_copied(self, marks: Mapping[str, str]) -> None:
        """Mark what a copy of last time wants at each field: key to words."""
        for key, frame in self.frames.items():
            frame.show_copied(marks.get(key, ""))

    def lock(self, locked: bool, unlocked: frozenset[str] = frozenset()) -> None:
        """Let fields be read only, but for those of `unlocked`."""
        self._is_locked = locked
        for key, frame in self.frames.items():
            frame.editor.set_locked(locked and key not in unlocked)
        self.attachments.set_locked(locked)

    def file_fields(self) -> list[FileField]:
        """Return the editors of `file` fields."""
        return [frame.editor for frame in self.frames.values() if isinstance(frame.editor, FileField)]

    def section_of(self, key: str) -> int:
        """Return the number of the section that a field stands in."""
        return self._section_of[key]

    def _refresh_frame(self, frame: FieldFrame, *, is_typed: bool = False) -> None:
        if self._session is None:
            return
        frame.show_required(self._session.is_required(frame.key))
        if not is_typed:
            frame.show_value(self._session.value(frame.key))

    def _arrange(self, card: SectionCard) -> None:
        if self._session is not None:
            session = self._session
            card.arrange([frame for frame in card.frames if session.is_visible(frame.key)])
            self._show_cards()

    # ── going ───────────────────────────────────────────────────────────────────────────────────

    def go_to(self, key: str, row: int | None = None, column: str = "") -> None:
        """Bring a field into sight and give it the focus; a table goes to the cell."""
        frame = self.frames.get(key)
        if frame is None:
            return
        self.go_to_section(self._section_of[key], with_focus=False)
        self._reveal(frame)
        frame.editor.go_to(row, column)

    def go_to_attachments(self) -> None:
        """Bring the attachments into sight and give them the focus."""
        self.go_to_section(len(self.cards) - 1, with_focus=False)
        self._reveal(self.attachments)
        self.attachments.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_section(self, number: int, *, with_focus: bool = True) -> None:
        """Bring a section to the top, or make it the step that is shown."""
        if not 0 <= number < len(self.cards):
            return
        self.step = number
        self._show_cards()
        card = self.cards[number]
        if not self.is_guided:
            self._column.activate()
            self._area.verticalScrollBar().setValue(self._top(card) - _EDGE)
        self.section_reached.emit(number)
        first = next((frame for frame in card.frames if frame.isVisibleTo(card)), None)
        if with_focus and first is not None:
            first.editor.go_to()

    def set_guided(self, guided: bool) -> None:
        """Show one step at a time, or all of them."""
        self.is_guided = guided
        self._show_cards()
        self.go_to_section(self.step, with_focus=False)

    def _top(self, widget: QWidget) -> int:
        return widget.mapTo(self._page, QPoint(0, 0)).y()

    def _reveal(self, widget: QWidget) -> None:
        self._column.activate()
        bar = self._area.verticalScrollBar()
        top = self._top(widget)
        if top < bar.value() or top + widget.height() > bar.value() + self._area.viewport().height():
            bar.setValue(max(0, top - self._area.viewport().height() // 4))

    def _show_cards(self) -> None:
        for number, card in enumerate(self.cards):
            has_any = not card.frames or any(not frame.isHidden() for frame in card.frames)
            card.setVisible(has_any and (not self.is_guided or number == self.step))
        self._guide.setVisible(self.is_guided)
        self.back_button.setEnabled(self.step > 0)
        self.forth_button.setEnabled(self.step + 1 < len(self.cards))
        self._where.setText(f"第 {self.step + 1} 步，共 {len(self.cards)} 步")

    def _make_guide(self) -> QWidget:
        guide = QWidget()
        guide.setObjectName("guide")
        row = QHBoxLayout(guide)
        row.setContentsMargins(_EDGE, 8, _EDGE, 8)
        self.back_button, self.forth_button = QPushButton("上一步"), QPushButton("下一步")
        self.back_button.setShortcut("Alt+Left")
        self.forth_button.setShortcut("Alt+Right")
        self._where = QLabel()
        self._where.setProperty("role", "hint")
        row.addWidget(self.back_button)
        row.addStretch(1)
        row.addWidget(self._where)
        row.addStretch(1)
        row.addWidget(self.forth_button)
        self.back_button.clicked.connect(self._on_back)
        self.forth_button.clicked.connect(self._on_forth)
        guide.hide()
        return guide

    def _on_back(self) -> None:
        self._go_on(-1)

    def _on_forth(self) -> None:
        self._go_on(1)

    def _go_on(self, by: int) -> None:
        number = self.step + by
        while 0 < number < len(self.cards) - 1 and not self._has_fields(number):
            number += by
        self.go_to_section(number)

    def _has_fields(self, number: int) -> bool:
        return any(not frame.isHidden() for frame in self.cards[number].frames)

    def _on_scrolled(self, value: int) -> None:
        if self.is_guided or not self.cards:
            return
        tops = [(self._top(card), number) for number, card in enumerate(self.cards)]
        reached = [
            number for top, number in tops if top <= value + 2 * _EDGE and self.cards[number].isVisible()
        ]
        self.step = reached[-1] if reached else 0
        self.section_reached.emit(self.step)
