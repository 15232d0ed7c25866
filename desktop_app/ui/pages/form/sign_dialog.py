"""Who signs: asked only where the form itself does not say it well enough."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.services.reviews import Signature
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.helped import HelpedDialog

_WIDTH = 420


class SignDialog(HelpedDialog):
    """Asks for name, password and, of an author who signs alone, the reason.

    Signals:
        signed: the `Signature`.

    Args:
        step: what is signed, in the office's words.
        author: who wrote it.
        reviewers: who may sign here; empty where nobody is registered and names are typed.
        who: offered as the name.
    """

    manual_page = "review"

    signed = Signal(object)

    def __init__(
        self, step: str, author: str, reviewers: Sequence[str], who: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(step)
        self.setMinimumWidth(px(_WIDTH))
        self._author = author
        self.who = QComboBox()
        self.who.setEditable(not reviewers)
        self.who.addItems(list(reviewers) or ([who] if who else []))
        self.who.setCurrentText(who if not reviewers or who in reviewers else reviewers[0])
        self.password, self.reason, self.note = QLineEdit(), QLineEdit(), QLabel()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.reason.setPlaceholderText("例如：审核人出差，停水通知今晚要发")
        self.note.setWordWrap(True)
        self.note.setProperty("role", "hint")
        self._rows = QFormLayout()
        self._rows.addRow("签字人(&N)", self.who)
        self._rows.addRow("密码(&P)", self.password)
        self._rows.addRow("一人办理的理由(&R)", self.reason)
        self._rows.setRowVisible(self.password, bool(reviewers))
        buttons = QDialogButtonBox()
        self.sign = buttons.addButton("签字", QDialogButtonBox.ButtonRole.AcceptRole)
        self.sign.setProperty("role", "primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_sign)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(self._rows)
        column.addWidget(self.note)
        column.addWidget(buttons)
        self.who.currentTextChanged.connect(self._on_who)
        self._on_who()

    @property
    def is_alone(self) -> bool:
        """Say whether the author signs."""
        return self.who.currentText().strip() == self._author != ""

    def _on_who(self) -> None:
        self._rows.setRowVisible(self.reason, self.is_alone)
        self.note.setText(
            "签字人就是经办人。请尽量由另一个人审核；确实没有人的，写明理由，发布后会一直提醒补审。"
            if self.is_alone
            else ""
        )
        self.note.setVisible(self.is_alone)

    def _on_sign(self) -> None:
        missing = next((one for one in self._asked() if not one[1].strip()), None)
        if missing is not None:
            self.note.setText(missing[0])
            self.note.show()
            return
        alone = self.reason.text() if self.is_alone else ""
        self.signed.emit(Signature(self.who.currentText().strip(), self.password.text(), alone))
        self.accept()

    def _asked(self) -> list[tuple[str, str]]:
        asked = [("请写签字人的姓名。", self.who.currentText())]
        if self._rows.isRowVisible(self.password):
            asked.append(("请输入密码。", self.password.text()))
        if self.is_alone:
            asked.append(("请写一人办理的理由。", self.reason.text()))
        return asked
