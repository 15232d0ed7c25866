"""What dialogs share: F1 opens the manual's page of what they ask, for the main window's own F1 waits behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox

from desktop_app.ui.manual import CONTENTS
from desktop_app.ui.reading_order import ReadingOrder

if TYPE_CHECKING:
    from desktop_app.ui.widgets.manual_dialog import ManualDialog

    _Base = QDialog
else:
    _Base = ReadingOrder


class Helped(_Base):
    """Stands before a Qt dialog among a class's bases.

    Attributes:
        manual_page: the page of the manual; "" for that of the place over which the dialog stands.
    """

    manual_page: ClassVar[str] = ""
    manual: ManualDialog | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the manual beside the dialog."""
        if event.key() == Qt.Key.Key_F1:
            self._show_manual()
        else:
            super().keyPressEvent(event)

    def _show_manual(self) -> None:
        from desktop_app.ui.widgets.manual_dialog import ManualDialog

        if self.manual is None:
            self.manual = ManualDialog(self)  # its child, or the modal dialog would block it
            self.manual.keys.hide()
        self.manual.show()
        self.manual.show_page(self.manual_page or self._place)

    @property
    def _place(self) -> str:
        one: Any = self.parentWidget()
        while one is not None and not hasattr(one, "show_place"):
            one = one.parentWidget()
        return CONTENTS if one is None else str(one.shown)


class HelpedDialog(Helped, QDialog):
    """A dialog of the program's own."""


class TextDialog(Helped, QInputDialog):
    """Asks for one text."""


class HelpedBox(Helped, QMessageBox):
    """Tells of something or asks a question."""
