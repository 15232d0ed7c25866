"""The bar above a form: what it is, until when, how it stands, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidgetAction,
)

from desktop_app.ui.fields.editor import set_property
from desktop_app.ui.pages.form.verbs import PRINTED, PRINTS, Verb
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.elided import Elided

_PRINT_MENU = {**PRINTED, **PRINTS}
_NARROW = 960
"""Below this width buttons show no keys; their tips do."""


class FormHeader(QFrame):
    """Shows state and verbs.

    Signals:
        wanted: the name of the verb that the person chose.
        back_wanted: the person wants to leave the form.
    """

    wanted = Signal(str)
    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setFixedHeight(px(56))
        self.title = Elided("pageTitle")
        self.about = Elided("sub", QSizePolicy.Policy.Maximum)
        self.deadline = QToolButton()
        self.deadline.setObjectName("deadline")
        self.deadline.setAutoRaise(True)
        self.deadline.clicked.connect(self._on_deadline)
        self._explanation = ""
        self.state, self.saved = _chip(), _chip()
        self._verbs: dict[str, QPushButton] = {}
        self._shown: tuple[Verb, ...] = ()
        self._prints: list[str] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self._make_back())
        row.addLayout(self._make_words(), 1)
        row.addWidget(self.state)
        row.addWidget(self.saved)
        row.addLayout(self._buttons)

    def show_about(self, title: str, about: str, deadline: str, tone: str, explanation: str) -> None:
        """Show what this is and until when it must be public."""
        self.title.show_text(title)
        self.about.show_text(f"{about} ·" if deadline else about)
        self.deadline.setText(deadline)
        self.deadline.setVisible(bool(deadline))
        set_property(self.deadline, "tone", tone)
        self.deadline.setToolTip(explanation)
        self._explanation = explanation

    def show_state(self, words: str, tone: str) -> None:
        """Show where it stands."""
        _show_chip(self.state, words, tone)

    def show_saved(self, words: str, tone: str) -> None:
        """Show whether what was typed is kept."""
        _show_chip(self.saved, words, tone)

    def show_verbs(self, verbs: Sequence[Verb], *, with_poster: bool) -> None:
        """Offer these verbs; the last one is the primary one where it says so.

        Args:
            verbs: from left to right.
            with_poster: the form makes a sheet for the bulletin board.
        """
        prints = [name for name in _PRINT_MENU if with_poster or not name.endswith("poster")]
        if (tuple(verbs), prints) == (self._shown, self._prints):
            return
        self._prints = prints
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = tuple(verbs)
        self._verbs = {verb.name: self._make_button(verb) for verb in verbs}
        for button in self._verbs.values():
            self._buttons.addWidget(button)

    def button(self, name: str) -> QPushButton:
        """Return a verb's button."""
        return self._verbs[name]

    def set_working(self, working: bool) -> None:
        """Offer no verb while one is being done."""
        for button in self._verbs.values():
            button.setEnabled(not working)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spare the keys where there is little room."""
        super().resizeEvent(event)
        for verb in self._shown:
            self._verbs[verb.name].setText(self._words_of(verb))

    def _words_of(self, verb: Verb) -> str:
        return f"{verb.text}  {verb.key}" if verb.key and self.width() >= px(_NARROW) else verb.text

    def _make_back(self) -> QToolButton:
        back = QToolButton()
        back.setText("‹")
        back.setToolTip("返回（Alt+↑）")
        back.setAccessibleName("返回")
        back.setShortcut("Alt+Up")
        back.clicked.connect(self.back_wanted)
        return back

    def _make_words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.about)
        line.addWidget(self.deadline)
        line.addStretch(1)
        column.addLayout(line)
        return column

    def _make_button(self, verb: Verb) -> QPushButton:
        button = QPushButton(self._words_of(verb))
        button.setObjectName(f"verb-{verb.name}")
        button.setToolTip(verb.tip)
        button.setAccessibleName(verb.text)
        if verb.primary:
            button.setProperty("role", "primary")
        if verb.name == "print":
            button.setMenu(self._make_print_menu(button))
        else:
            button.setProperty("verb", verb.name)
            button.clicked.connect(self._on_button)
        return button

    def _make_print_menu(self, button: QPushButton) -> QMenu:
        menu = QMenu(button)
        for name in self._prints:
            if name == next(iter(PRINTS)):
                menu.addSeparator()
            action = QAction(_PRINT_MENU[name], menu)
            action.setData(name)
            action.triggered.connect(self._on_print)
            menu.addAction(action)
        return menu

    def _on_button(self) -> None:
        if (button := self.sender()) is not None:
            self.wanted.emit(button.property("verb"))

    def _on_print(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wanted.emit(action.data())

    def _on_deadline(self) -> None:
        menu = QMenu(self)
        words = QLabel(self._explanation)
        words.setWordWrap(True)
        words.setMargin(12)
        words.setMinimumWidth(px(420))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown = QWidgetAction(menu)
        shown.setDefaultWidget(words)
        menu.addAction(shown)
        menu.popup(self.deadline.mapToGlobal(QPoint(0, self.deadline.height() + 4)))


def _chip() -> QLabel:
    chip = QLabel()
    chip.setProperty("role", "chip")
    chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    chip.hide()
    return chip


def _show_chip(chip: QLabel, words: str, tone: str) -> None:
    chip.setText(words)
    chip.setVisible(bool(words))
    set_property(chip, "tone", tone)
