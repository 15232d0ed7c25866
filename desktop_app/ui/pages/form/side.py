"""Beside the form: what was found, how it will look, what is asked for and why, and how the review stands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop_app.core.checks.finding import Finding
from desktop_app.core.disclosure.decision import Judged
from desktop_app.core.forms.spec import Field, FormSpec
from desktop_app.ui.pages.form.release_fields import RELEASE_FIELDS
from desktop_app.ui.pages.form.review_pane import ReviewFacts, ReviewPane
from desktop_app.ui.pages.form.session import key_of
from desktop_app.ui.widgets.findings_panel import FindingsList, Line, lines_of_judged
from desktop_app.ui.widgets.preview import PreviewPane

WIDTH, NARROW_WIDTH = 344, 280
_NONE_FOUND = "没有发现问题。按 F8 连附件一起检查。"


class SidePanel(QTabWidget):
    """Four tabs: findings, preview, help, review."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidePanel")
        self.setDocumentMode(True)
        self.setFixedWidth(WIDTH)
        self.findings, self.preview, self.help = FindingsList(), PreviewPane(), HelpPane()
        self.review = ReviewPane()
        self.addTab(self.findings, "检查")
        self.addTab(self.preview, "预览")
        self.addTab(self.help, "说明")
        self.addTab(self.review, "审查")

    def show_findings(self, lines: list[Line], when_none: str = _NONE_FOUND) -> None:
        """Show what was found, how much of it is still to be answered, and what was decided."""
        self.findings.show_lines(lines, when_none)
        count = sum(line.decision is None for line in lines)
        self.setTabText(0, f"检查 {count}" if count else "检查")

    def show_review(self, facts: ReviewFacts) -> None:
        """Show how the review stands, and how much there is to look at."""
        self.review.show_facts(facts)
        self.setTabText(self.indexOf(self.review), f"审查 {facts.count}" if facts.count else "审查")

    def show_help(self) -> None:
        """Bring the help on the field that the person is in to the front."""
        self.setCurrentWidget(self.help)

    @property
    def shows_help(self) -> bool:
        """Say whether the help is in front."""
        return self.currentWidget() is self.help

    def show_tab(self, tab: QWidget) -> None:
        """Bring a tab to the front."""
        self.setCurrentWidget(tab)


def lines_for(judged: Judged, spec: FormSpec) -> list[Line]:
    """Group findings as the list shows them, each line called after its field of the form."""
    return lines_of_judged(judged, partial(_title, spec))


def _title(spec: FormSpec, finding: Finding) -> str:
    path = finding.place.field or ""
    if path.startswith("attachments"):
        return "附件"
    key = key_of(finding)
    if key in RELEASE_FIELDS:
        return RELEASE_FIELDS[key].label if path != "confidentiality" else "保密审查"
    return spec.fields[key].label if key in spec.fields else spec.name


class HelpPane(QScrollArea):
    """Explains the field that the person is in, and the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("role", "reading")
        self.setAccessibleName("填写说明")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._field, self._form = _text(), _text()
        content = QWidget()
        content.setObjectName("helpPage")
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(16)
        column.addWidget(self._field)
        column.addWidget(self._form)
        column.addStretch(1)
        self.setWidget(content)

    def show_form(self, spec: FormSpec) -> None:
        """Explain a form: who fills it, until when, on what ground."""
        limits = "；".join(limit.text for limit in spec.time_limits)
        self._form.setText(
            _rich(
                spec.name,
                ("", spec.help),
                ("公开时限", limits),
                ("牵头单位", "、".join(spec.lead_units)),
                ("公开渠道", "、".join(spec.channels)),
                ("个人信息", spec.privacy),
                ("依据", "；".join(spec.legal_basis)),
            )
        )
        self._field.setText("")

    def show_field(self, asked: Field) -> None:
        """Explain a field."""
        self._field.setText(
            _rich(asked.label, ("", asked.help), ("例如", asked.example), ("依据", asked.source))
        )


def _text() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label


def _rich(title: str, *parts: tuple[str, str]) -> str:
    from html import escape

    lines = [f"<p><b>{escape(title)}</b></p>"]
    for name, text in parts:
        if text:
            lines.append(f"<p>{f'<b>{name}</b>　' if name else ''}{escape(text)}</p>")
    return "".join(lines)
