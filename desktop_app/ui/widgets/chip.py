"""A word on a soft ground: how something stands, with a colour that supports the word."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop_app.ui.fields.editor import set_property


class Chip(QLabel):
    """Shows a state; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, words: str, tone: str = "") -> None:
        """Show words; `tone` is a colour of the theme, grey where empty."""
        self.setText(words)
        self.setVisible(bool(words))
        set_property(self, "tone", tone)
