"""Suggestions under an input, found by characters, full pinyin or initials."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from desktop_app.ui.fields.editor import Match

_MOST = 12
_SEPARATORS = "；;、"


class Suggestions(QCompleter):
    """Suggests texts for what is being typed into a line.

    Args:
        texts: asked at each key, so that names learnt meanwhile are offered too.
        several: the line holds several texts separated by ；, of which the last is being typed.

    Signals:
        chosen: the whole line after a suggestion was taken.
    """

    chosen = Signal(str)

    def __init__(
        self, line: QLineEdit, match: Match, texts: Callable[[], Sequence[str]], *, several: bool = False
    ) -> None:
        super().__init__(line)
        self._line, self._match, self._texts, self._several = line, match, texts, several
        self._before = ""
        self._found = QStringListModel(self)
        self.setModel(self._found)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setWidget(line)
        line.textEdited.connect(self._on_typed)
        self.activated.connect(self._on_activated)

    def offer_all(self) -> None:
        """Show every text, as an opened list does."""
        self._before = ""
        self._show(self._texts())

    def _on_typed(self, text: str) -> None:
        self._before, query = self._split(text)
        texts = self._texts()
        found = [texts[index] for index in self._match(query, texts)] if query else []
        self._show([one for one in found if one != query][:_MOST])

    def _split(self, text: str) -> tuple[str, str]:
        if not self._several:
            return "", text.strip()
        cut = max(text.rfind(mark) for mark in _SEPARATORS) + 1
        return text[:cut], text[cut:].strip()

    def _show(self, texts: Sequence[str]) -> None:
        self._found.setStringList(list(texts))
        popup = self.popup()
        if not texts:
            if popup is not None:
                popup.hide()
            return
        self.complete()
        if popup is not None:
            popup.setCurrentIndex(self._found.index(0))

    def _on_activated(self, text: str) -> None:
        whole = f"{self._before}{text}"
        self._line.setText(whole)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(whole)
