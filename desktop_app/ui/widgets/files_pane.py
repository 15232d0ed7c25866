"""Files at the left, what was found in the chosen one, and the place in the file; knows nothing of how it is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.checks.place_words import place_words
from desktop_app.core.disclosure.decision import Judged
from desktop_app.services.contexts import Context
from desktop_app.ui.theme import COLOURS
from desktop_app.ui.widgets.context_view import ContextView
from desktop_app.ui.widgets.findings_panel import FindingsList

_SHARES = (220, 360, 480)
_LOOKING = "正在打开原处…"


@dataclass(frozen=True, slots=True)
class FileState:
    """How one file stands.

    Args:
        judged: None while it is not checked yet.
        trouble: why it could not be checked; "" where it could.
    """

    name: str
    judged: Judged | None = None
    trouble: str = ""
    contexts: dict[object, Context] = field(default_factory=dict)

    @property
    def chip(self) -> tuple[str, str]:
        """The state in words, and its colour."""
        if self.trouble:
            return self.trouble, "red"
        if self.judged is None:
            return "等待检查", "ink3"
        counts = {
            severity: sum(one.severity is severity for one in self.judged.open) for severity in Severity
        }
        if counts[Severity.BLOCK]:
            return f"必须改 {counts[Severity.BLOCK]} 处", "red"
        if counts[Severity.WARN]:
            return f"请核对 {counts[Severity.WARN]} 处", "amber"
        accepted = len(self.judged.accepted)
        return (f"已接受 {accepted} 处" if accepted else "没有发现问题"), "green"


class FilesPane(QSplitter):
    """Shows files and leads from one to its findings and their places.

    Signals:
        chosen: the number of the file that the person is at, -1 for none.
        context_wanted: number of a file, and its finding whose place is not known yet.
        page_wanted: number of a file, and its finding whose page shall be shown.
    """

    chosen = Signal(int)
    context_wanted = Signal(int, object)
    page_wanted = Signal(int, object)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.states: list[FileState] = []
        self.list, self.findings, self.context = QListWidget(), FindingsList(), ContextView()
        self.list.setAccessibleName("文件")
        self.list.setWordWrap(True)
        for widget in (self.list, self.findings, self.context):
            self.addWidget(_card(widget))
        self.setSizes(list(_SHARES))
        self._shown: Finding | None = None
        self.list.currentRowChanged.connect(self._on_file)
        self.findings.finding_chosen.connect(self._on_finding)
        self.findings.look_wanted.connect(self._on_finding)

    @property
    def current(self) -> int:
        """The number of the file that the person is at, -1 for none."""
        return self.list.currentRow()

    def show_files(self, states: Sequence[FileState]) -> None:
        """Show these files; the first one is chosen."""
        self.states = list(states)
        self.list.clear()
        for state in self.states:
            self.list.addItem(QListWidgetItem())
            self._show_state(self.list.count() - 1, state)
        self.list.setCurrentRow(0 if states else -1)

    def show_state(self, number: int, state: FileState) -> None:
        """Show how one file stands now."""
        self.states[number] = state
        self._show_state(number, state)
        if number == self.current:
            self._show_findings()

    def show_contexts(self, number: int, contexts: dict[object, Context]) -> None:
        """Learn places of a file, beside those that are known."""
        known = self.states[number].contexts
        self.states[number] = replace(self.states[number], contexts={**known, **contexts})
        if number == self.current and self._shown is not None:
            self._show_place(self._shown)

    def choose(self, number: int, finding: Finding | None = None) -> None:
        """Go to a file, and to one of its findings."""
        self.list.setCurrentRow(number)
        if finding is not None:
            self._on_finding(finding)

    def _show_state(self, number: int, state: FileState) -> None:
        item = self.list.item(number)
        words, tone = state.chip
        item.setText(f"{state.name}\n{words}")
        item.setForeground(QColor(COLOURS[tone]))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{state.name}，{words}")

    def _on_file(self, number: int) -> None:
        self._shown = None
        self._show_findings()
        self.chosen.emit(number)

    def _show_findings(self) -> None:
        state = self.states[self.current] if 0 <= self.current < len(self.states) else None
        judged = state.judged if state and state.judged else Judged([], [])
        none = state.chip[0] if state else "还没有文件。"
        self.findings.show_findings(judged, _title, none)
        self.context.say(
            "选一条检查结果，在这里看它在文件里的位置。" if judged.open or judged.accepted else ""
        )

    def _on_finding(self, finding: Finding) -> None:
        self._shown = finding
        if place_key(finding) in self.states[self.current].contexts:
            self._show_place(finding)
        else:
            self.context.say(_LOOKING)
            self.context_wanted.emit(self.current, finding)

    def _show_place(self, finding: Finding) -> None:
        context = self.states[self.current].contexts.get(place_key(finding))
        if context is None:
            return  # the answer for another finding, which was chosen before
        self.context.show_context(place_words(finding.place), context, is_hidden=finding.hidden)
        if finding.place.page and not finding.place.inside:
            self.page_wanted.emit(self.current, finding)


def place_key(finding: Finding) -> object:
    """Return what tells a place within a file from its others."""
    place = finding.place.as_json()
    place.pop("field", None)
    return tuple(sorted(place.items()))


def _title(finding: Finding) -> str:
    return place_words(finding.place) or "整个文件"


def _card(widget: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(widget)
    return card
