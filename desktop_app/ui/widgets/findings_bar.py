"""Below a list of findings: what can be done with the one that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton


class FindingsBar(QFrame):
    """Offers verbs for the chosen line; knows nothing of findings.

    Signals:
        accept_wanted, take_back_wanted, look_wanted: what the person wants.
    """

    accept_wanted = Signal()
    take_back_wanted = Signal()
    look_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "findingsBar")
        self.look = self._button("看原处…", "在附件里看这一处，号码打码显示；也可以清理、替换")
        self.accept = self._button("接受…", "写明理由，原样公开；审查人会看到")
        self.take_back = self._button("收回接受", "重新当作没有处理")
        self.look.clicked.connect(self.look_wanted)
        self.accept.clicked.connect(self.accept_wanted)
        self.take_back.clicked.connect(self.take_back_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.look)
        row.addStretch(1)
        row.addWidget(self.take_back)
        row.addWidget(self.accept)
        self.offer()

    def offer(self, *, look: bool = False, accept: bool = False, take_back: bool = False) -> None:
        """Offer these; the bar goes where there is nothing to offer."""
        for button, is_offered in ((self.look, look), (self.accept, accept), (self.take_back, take_back)):
            button.setVisible(is_offered)
        self.setVisible(look or accept or take_back)

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        return button
