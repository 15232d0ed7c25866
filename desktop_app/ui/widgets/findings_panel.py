"""What the checks found, as a list whose every line leads to its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.disclosure.decision import Decision, Judged, can_accept, needs_reviewer
from desktop_app.ui.widgets.finding_delegate import FindingDelegate
from desktop_app.ui.widgets.findings_bar import FindingsBar

LINE = Qt.ItemDataRole.UserRole
SEVERITY_WORDS = {Severity.BLOCK: "必须改", Severity.WARN: "请核对", Severity.NOTE: "提示"}
_ROW_WORDS = re.compile(r"第 ?\d+ ?行")
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """Findings that are equal but for their place, shown as one line.

    Args:
        title: what it is about: the field's label, an attachment, the review.
        decision: why it stays as it is; None where it is still to be answered.
    """

    title: str
    findings: tuple[Finding, ...]
    decision: Decision | None = None

    @property
    def severity(self) -> Severity:
        """How much it holds back."""
        return self.findings[0].severity

    @property
    def sentence(self) -> str:
        """What is said, with the count of equal ones and the masked value."""
        first = self.findings[0]
        seen = f"（{first.evidence}）" if first.evidence else ""
        more = f" 共 {len(self.findings)} 处。" if len(self.findings) > 1 else ""
        why = f" 理由：{self.decision.reason}（{self.decision.who}）" if self.decision else ""
        return f"{first.message}{seen}{more}{why}"

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        return "已接受" if self.decision else SEVERITY_WORDS[self.severity]

    @property
    def tone(self) -> str:
        """The word by which the list colours it."""
        return "accepted" if self.decision else str(self.severity)


def lines_of_judged(judged: Judged, title_of: Callable[[Finding], str]) -> list[Line]:
    """Group what is still to be answered, then what was decided, a line for each decision."""
    decided: dict[str, tuple[Decision, list[Finding]]] = {}
    for finding, decision in judged.accepted:
        decided.setdefault(decision.id, (decision, []))[1].append(finding)
    return [
        *lines_of(judged.open, title_of),
        *(Line(title_of(found[0]), tuple(found), decision) for decision, found in decided.values()),
    ]


def lines_of(findings: Sequence[Finding], title_of: Callable[[Finding], str]) -> list[Line]:
    """Group equal findings, the most severe first, else in their order."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.severity.rank):
        groups.setdefault(_kind_of(finding), []).append(finding)
    return [Line(title_of(group[0]), tuple(group)) for group in groups.values()]


def _kind_of(finding: Finding) -> tuple[str, ...]:
    parts = (finding.place.field or "").split(".")
    place = ".".join(part for part in parts[2:] if not part.isdigit())
    message = _ROW_WORDS.sub("", finding.message) if "行" in finding.message else finding.message
    return (finding.severity, finding.rule, *parts[:2], place, message)


class FindingsList(QWidget):
    """Shows findings and knows nothing of how they were found.

    Signals:
        finding_chosen: the finding that the person activated; of equal ones the next at each time.
        look_wanted: a finding in an attachment that the person wants to see there.
        accept_wanted: the findings of a line, which the person takes as they are.
        take_back_wanted: a decision that the person takes back.
    """

    finding_chosen = Signal(object)
    look_wanted = Signal(object)
    accept_wanted = Signal(object)
    take_back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._is_deciding, self._reviewer = False, ""
        self.bar = FindingsBar()
        self.view = _View()
        self._model = _LinesModel(self)
        self.view.setModel(self._model)
        self._turns: dict[int, int] = {}
        self._empty = QLabel("还没有检查。填写时会随时检查，按 F8 连附件一起检查。")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setProperty("role", "empty")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        self._connect_bar()
        self.view.activated.connect(self._on_activated)
        self.view.clicked.connect(self._on_activated)

    @property
    def lines(self) -> list[Line]:
        """The lines as they are shown."""
        return self._model.lines

    def show_findings(self, judged: Judged, title_of: Callable[[Finding], str], when_none: str) -> None:
        """Show findings; `when_none` says what an empty list means. The chosen line stays chosen."""
        self.show_lines(lines_of_judged(judged, title_of), when_none)

    def show_lines(self, lines: list[Line], when_none: str) -> None:
        """Show findings that are grouped already, as thousands are in a worker."""
        row = self.view.currentIndex().row()
        if lines != self._model.lines:
            self._turns.clear()
            self._model.show_lines(lines)
            self.view.setCurrentIndex(self._model.index(min(row, len(lines) - 1)))
        self._empty.setText(when_none)
        self._stack.setCurrentIndex(1 if lines else 0)
        self._offer()

    def tell_versions(self, words_of: Callable[[Finding], str]) -> None:
        """Say beside each line's source which version of the rule found it."""
        self._model.versions = words_of

    def offer_deciding(self, is_offered: bool, reviewer: str = "") -> None:
        """Offer decisions, or not.

        Args:
            reviewer: who reviews now; they may add their own word to what the clerk's word is not enough for.
        """
        self._is_deciding, self._reviewer = is_offered, reviewer
        self._offer()

    @property
    def current(self) -> Line | None:
        """The line that the person is at."""
        row = self.view.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def take_focus(self) -> None:
        """Take the focus back, on the line that was chosen last."""
        if not self.view.currentIndex().isValid() and self._model.lines:
            self.view.setCurrentIndex(self._model.index(0))
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect_bar(self) -> None:
        self.bar.accept_wanted.connect(self._on_accept)
        self.bar.take_back_wanted.connect(self._on_take_back)
        self.bar.look_wanted.connect(self._on_look)
        self.view.selectionModel().currentChanged.connect(self._offer)

    def _offer(self) -> None:
        line = self.current
        if line is None:
            self.bar.offer()
            return
        first = line.findings[0]
        self.bar.offer(
            look=_is_in_file(first),
            accept=self._is_deciding and can_accept(first) and self._wants_word(line),
            take_back=self._is_deciding and line.decision is not None,
        )

    def _wants_word(self, line: Line) -> bool:
        if line.decision is None:
            return True
        is_reviewers = bool(self._reviewer) and line.decision.who != self._reviewer
        return is_reviewers and needs_reviewer(line.decision.rule)

    def _on_accept(self) -> None:
        if self.current is not None:
            self.accept_wanted.emit(self.current.findings)

    def _on_take_back(self) -> None:
        if self.current is not None:
            self.take_back_wanted.emit(self.current.decision)

    def _on_look(self) -> None:
        if self.current is not None:
            self.look_wanted.emit(self.current.findings[0])

    def _on_activated(self, index: QModelIndex) -> None:
        findings = self._model.lines[index.row()].findings
        turn = self._turns.get(index.row(), 0)
        self._turns[index.row()] = (turn + 1) % len(findings)
        self.finding_chosen.emit(findings[turn])


def _is_in_file(finding: Finding) -> bool:
    return (finding.place.field or "").startswith("attachments")


class _View(QListView):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("findings")
        self.setAccessibleName("检查结果")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._delegate = FindingDelegate(self)
        self.setItemDelegate(self._delegate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class _LinesModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.versions: Callable[[Finding], str] | None = None

    def show_lines(self, lines: list[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        line = self.lines[index.row()]
        if role == LINE:
            return (line.word, line.tone, line.title, line.sentence)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.word}：{line.title}，{line.sentence}"
        return self._about(line.findings[0]) if role == Qt.ItemDataRole.ToolTipRole else None

    def _about(self, finding: Finding) -> str | None:
        """Source and version; worked out when somebody points at the line."""
        source = f"依据：{finding.source}" if finding.source else ""
        version = self.versions(finding) if self.versions else ""
        return "\n".join(filter(None, (source, version))) or None
