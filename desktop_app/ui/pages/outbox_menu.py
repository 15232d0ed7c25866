"""What can be done with one job of the outbox beside sending: a menu that offers only what is possible."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_app.core.outbox.job import Job, JobKind, JobState

_PUBLIC = (JobState.DELIVERED, JobState.DIFFERENT)
_WAITS = (JobState.WAITING, JobState.UNCERTAIN, JobState.NEEDS_LOGIN)
_ALWAYS = ("check_all", "take_receipt", "receive")

_ACTIONS = (
    ("by_hand", "手工录入…"),
    ("", ""),
    ("correct", "更正：另发一条，原网页上写明…"),
    ("replace", "替换：网址不变，换成新内容…"),
    ("mask", "公示期满：换成去掉个人信息的…"),
    ("", ""),
    ("check", "核对网页"),
    ("check_all", "核对全部已公开的网页"),
    ("page", "打开留存的网页"),
    ("", ""),
    ("pack", "做移交包：带到能上网的电脑发…"),
    ("take_receipt", "登记带回的回执…"),
    ("receive", "接收带来的移交包并发布…"),
    ("", ""),
    ("urge", "加急：排到最前"),
    ("pause", "暂停"),
)


class OutboxMenu(QMenu):
    """Offers the verbs.

    Signals:
        wanted: the verb that the person chose.
    """

    wanted = Signal(str)

    def __init__(self, button: QPushButton, parent: QWidget) -> None:
        super().__init__(parent)
        self.actions_by_verb: dict[str, QAction] = {}
        for verb, words in _ACTIONS:
            if not verb:
                self.addSeparator()
                continue
            action = self.addAction(words)
            action.setData(verb)
            self.actions_by_verb[verb] = action
        button.setMenu(self)
        self.triggered.connect(self._on_triggered)
        self.offer_for(None)

    def offer_for(self, job: Job | None) -> None:
        """Offer what is possible with a job."""
        for verb, action in self.actions_by_verb.items():
            action.setEnabled(verb in _ALWAYS or (job is not None and _is_possible(verb, job)))

    def _on_triggered(self, action: QAction) -> None:
        self.wanted.emit(str(action.data()))


def _is_possible(verb: str, job: Job) -> bool:
    is_public = job.state in _PUBLIC and job.kind is not JobKind.WITHDRAW
    match verb:
        case "by_hand":
            return job.state is JobState.BY_HAND
        case "page":
            return bool(job.page)
        case "pack":
            return job.state in (*_WAITS, JobState.PAUSED, JobState.BY_HAND)
        case "urge":
            return job.state in _WAITS and not job.is_urgent
        case "pause":
            return job.state in (*_WAITS, JobState.SENDING)
        case "check":
            return is_public or job.state is JobState.CHANGED
        case _:
            return is_public
