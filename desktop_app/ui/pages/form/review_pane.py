"""Beside the form: how far the review has come, what was remarked, what changed since, and all that happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.disclosure.changes import Changed
from desktop_app.core.disclosure.decision import Decision, needs_reviewer
from desktop_app.core.disclosure.reading import Reading, Remark
from desktop_app.core.disclosure.signing import Manner
from desktop_app.core.disclosure.story import Event, verb_words
from desktop_app.services.reviews import Standing
from desktop_app.ui.theme import COLOURS

_MANNERS: dict[Manner, str] = {
    "named": "",
    "password": "密码签字",
    "paper": "纸上签字",
    "stated": "随文件注明",
}
_MOST_CHANGES = 60
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What the pane shows.

    Args:
        labels: path of each field that was remarked on to its words on the form.
        owes_look: whether it went out without a second reader and still waits for one.
        decisions: findings that were taken as they are, for which whoever signs answers.
        author: who wrote the disclosure.
    """

    standing: Standing
    remarks: Sequence[Remark]
    labels: dict[str, str]
    last: Reading | None
    changes: Sequence[Changed]
    story: Sequence[Event]
    owes_look: bool = False
    decisions: Sequence[Decision] = ()
    author: str = ""

    @property
    def count(self) -> int:
        """How much there is that somebody should look at."""
        return len(self.remarks) + len(self.changes) + len(self.decisions)


class ReviewPane(QScrollArea):
    """Shows the review.

    Signals:
        field_wanted: dotted path of an answer to go to.
    """

    field_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("role", "reading")
        self.setAccessibleName("审查")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.words.setAccessibleName("审查和办理经过")
        self.words.linkActivated.connect(self.field_wanted)
        content = QWidget()
        content.setObjectName("helpPage")
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.words)
        column.addStretch(1)
        self.setWidget(content)

    def show_facts(self, facts: ReviewFacts) -> None:
        """Show how the review stands."""
        self.words.setText("".join(_all(facts)))

    def take_focus(self) -> None:
        """Let the keyboard be here."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)


def _all(facts: ReviewFacts) -> Iterable[str]:
    if facts.remarks:
        yield _heading(f"审查意见（{len(facts.remarks)} 处）")
        yield from (
            f"<p>{_link(one.path, facts.labels.get(one.path, one.path))}<br>{_text(one.words)}"
            f"{_quiet(f'　{one.who}　{one.at:%m-%d %H:%M}')}</p>"
            for one in facts.remarks
        )
    if facts.decisions:
        yield from _decisions(facts.decisions, facts.author)
    if facts.last is not None:
        yield from _changes(facts.last, facts.changes)
    yield _heading(f"审签进度（{facts.standing.route.name}）")
    yield from _steps(facts.standing)
    yield _heading("办理经过")
    yield from (
        f"<p style='margin:2px 0'>{event.at:%Y-%m-%d %H:%M}　<b>{escape(verb_words(event.verb))}</b>　"
        f"{escape(str(event.data.get('by') or event.who))}"
        f"{_quiet('　' + str(event.data['reason'])) if event.data.get('reason') else ''}</p>"
        for event in reversed(facts.story)
    )


def _decisions(decisions: Sequence[Decision], author: str) -> Iterable[str]:
    yield _heading(f"接受的检查结果（{len(decisions)} 处）")
    yield f"<p style='margin:2px 0'>{_quiet('签字就是对下列各处负责；不同意的，在“检查”里收回。')}</p>"
    for one in decisions:
        seen = f"（{escape(one.evidence)}）" if one.evidence else ""
        yield (
            f"<p>{escape(one.words)}{seen}<br><b>理由：</b>{_text(one.reason)}"
            f"{_quiet(f'　{one.who}　{one.at:%m-%d %H:%M}')}</p>"
        )
        if needs_reviewer(one.rule) and one.who == author:
            yield f"<p style='color:{COLOURS['red']}'>读不到内容的文件，要审查人自己写明理由才放行。</p>"


def _changes(last: Reading, changes: Sequence[Changed]) -> Iterable[str]:
    who = f"{last.who}　{last.at:%m-%d %H:%M}"
    if not changes:
        yield _heading("上次审阅以后没有改动") + _quiet(who)
        return
    yield _heading(f"上次审阅以后改了 {len(changes)} 处") + _quiet(who)
    for one in changes[:_MOST_CHANGES]:
        before = f"<s style='color:{COLOURS['red']}'>{_text(one.before)}</s>" if one.before else ""
        after = f"<u style='color:{COLOURS['blue']}'>{_text(one.after)}</u>" if one.after else "（删去）"
        yield f"<p>{_link(one.path, one.label)}<br>{before} {after}</p>"
    if len(changes) > _MOST_CHANGES:
        yield f"<p>还有 {len(changes) - _MOST_CHANGES} 处，没有全部列出。</p>"


def _steps(standing: Standing) -> Iterable[str]:
    signed = {one.step: one for one in standing.signed}
    for step in standing.route.steps:
        one = signed.get(step.id)
        if one is not None:
            how = f"　{_MANNERS[one.manner]}" if _MANNERS[one.manner] else ""
            alone = f"<br>一人办理：{escape(one.alone)}" if one.alone else ""
            done = f"{escape(one.who)}　{one.at:%m-%d %H:%M}{how}"
            yield f"<p style='margin:2px 0'>✓ {escape(step.name)}　{_quiet(done)}{alone}</p>"
        elif step == standing.turn:
            yield f"<p style='margin:2px 0'>▸ <b>{escape(step.name)}</b>　待签</p>"
        else:
            yield f"<p style='margin:2px 0'>· {escape(step.name)}</p>"


def _heading(words: str) -> str:
    return f"<p style='margin:12px 0 4px'><b>{escape(words)}</b></p>"


def _link(path: str, label: str) -> str:
    return f"<a href='{escape(path, quote=True)}' style='color:{COLOURS['blue']}'>{escape(label)}</a>"


def _quiet(words: str) -> str:
    return f"<span style='color:{COLOURS['ink3']}'>{escape(words)}</span>"


def _text(words: str) -> str:
    short = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return escape(short).replace("\n", "<br>")
