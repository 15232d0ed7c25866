"""Days, minutes and ranges of them: typed forgivingly, or picked from a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.forms.spec import Field
from desktop_app.ui.fields.editor import FieldEditor, Tools
from desktop_app.ui.fields.writing import kept_answer, written_end


class CalendarPopup(QFrame):
    """A month in a popup.

    Signals:
        picked: the day that was chosen.
    """

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("calendarPopup")
        self.month = QCalendarWidget()
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for view in self.month.findChildren(QTableView):
            view.setAccessibleName("日期：方向键换一天，回车选定")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.month)
        self.month.activated.connect(self._on_activated)
        self.month.clicked.connect(self._on_activated)

    def open_below(self, widget: QWidget, day: date) -> None:
        """Open under a widget, on a day."""
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        if corner.y() + self.height() > room.bottom():
            corner = widget.mapToGlobal(QPoint(0, -self.height() - 2))
        corner.setX(min(corner.x(), room.right() - self.width()))
        self.move(corner)
        self.show()
        self.month.setFocus()

    def _on_activated(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))


class MomentLine(QWidget):
    """A line for a day or a minute, with a button that opens the calendar (Alt+Down or F4)."""

    typed = Signal()

    def __init__(self, label: str, tools: Tools, *, with_clock: bool) -> None:
        super().__init__()
        self._tools, self._with_clock = tools, with_clock
        self.line = QLineEdit()
        self.line.setPlaceholderText("例如 2026-09-28 08:30" if with_clock else "例如 2026-09-28")
        self.button = QToolButton()
        self.button.setText("日历")
        self.button.setToolTip("打开日历（F4）")
        self.button.setAccessibleName(f"{label}：打开日历")
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.button)
        self._popup: CalendarPopup | None = None
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_typed)
        self.button.clicked.connect(self.open_calendar)

    def set_locked(self, locked: bool) -> None:
        """Let it be read only."""
        self.line.setReadOnly(locked)
        self.button.setVisible(not locked)

    def open_calendar(self) -> None:
        """Open the calendar on the day that is written, else today."""
        if self.line.isReadOnly():
            return
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._on_picked)
        self._popup.open_below(self.line, self._day() or self._tools.today)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar by key."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _opens(event):
            self.open_calendar()
            return True
        return super().eventFilter(watched, event)

    def _day(self) -> date | None:
        try:
            return date.fromisoformat(self.line.text().strip()[:10])
        except ValueError:
            return None

    def _on_picked(self, day: date) -> None:
        clock = self.line.text().strip()[10:].strip() or "08:00"
        self.line.setText(f"{day.isoformat()} {clock}" if self._with_clock else day.isoformat())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.typed.emit()

    def _on_typed(self) -> None:
        self.typed.emit()


def _opens(event: QKeyEvent) -> bool:
    alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
    return bool(alt_down) or event.key() == Qt.Key.Key_F4


class MomentField(FieldEditor):
    """A day (`date`) or a minute (`datetime`)."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self.moment = MomentLine(asked.label, tools, with_clock=asked.kind == "datetime")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.moment)
        self._watch(self.moment.line)
        self.moment.typed.connect(self._on_typed)

    def set_locked(self, locked: bool) -> None:
        """Take the calendar away too."""
        self.moment.set_locked(locked)

    def show_value(self, raw: Any) -> None:
        """Show a kept day or minute."""
        _show(self.moment.line, written_end(raw, "start"))

    def _on_typed(self) -> None:
        self.edited.emit(self._answer())

    def _on_left(self) -> None:
        self.show_value(self._answer())

    def _answer(self) -> Any:
        return kept_answer(self.moment.line.text(), self.asked.kind, self.asked)


class SpanField(FieldEditor):
    """From one day or minute to another."""

    def __init__(self, asked: Field, tools: Tools) -> None:
        super().__init__(asked, tools)
        self._part = asked.kind.removesuffix("_range")
        with_clock = self._part == "datetime"
        self.start = MomentLine(f"{asked.label}：起", tools, with_clock=with_clock)
        self.end = MomentLine(f"{asked.label}：止", tools, with_clock=with_clock)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.start, QLabel("至"), self.end):
            row.addWidget(widget, 0 if isinstance(widget, QLabel) else 1)
        self._watch(self.start.line, self.end.line)
        self.start.line.setAccessibleName(f"{asked.label}：起")
        self.end.line.setAccessibleName(f"{asked.label}：止")
        self.start.typed.connect(self._on_typed)
        self.end.typed.connect(self._on_typed)

    def set_locked(self, locked: bool) -> None:
        """Take the calendars away too."""
        self.start.set_locked(locked)
        self.end.set_locked(locked)

    def show_value(self, raw: Any) -> None:
        """Show both ends."""
        _show(self.start.line, written_end(raw, "start"))
        _show(self.end.line, written_end(raw, "end"))

    def _on_typed(self) -> None:
        answer = self._answer()
        self.edited.emit(None if is_empty(answer) else answer)

    def _on_left(self) -> None:
        self.show_value(self._answer())

    def _answer(self) -> dict[str, Any]:
        return {
            "start": kept_answer(self.start.line.text(), self._part, self.asked),
            "end": kept_answer(self.end.line.text(), self._part, self.asked),
        }


def _show(line: QLineEdit, text: str) -> None:
    if text != line.text():
        line.setText(text)
