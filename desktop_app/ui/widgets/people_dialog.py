"""Registers the people of the office and their passwords."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.disclosure.route import ReviewStep
from desktop_app.core.people import ROLE_WORDS, Person, Role, words_of
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.helped import HelpedDialog

_WIDTH = 480
_NEW = "（新登记一个人）"


class PeopleDialog(HelpedDialog):
    """Edits one person at a time.

    Signals:
        put: the `Person`, their new password or "", the administrator and the administrator's password.

    Args:
        people: who is registered.
        steps: the review steps that somebody may be limited to.
    """

    put = Signal(object, str, str, str)

    def __init__(
        self, people: Sequence[Person], steps: Sequence[ReviewStep], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("人员")
        self.setMinimumWidth(px(_WIDTH))
        self._people = {person.name: person for person in people}
        self.which, self.name = QComboBox(), QLineEdit()
        self.roles = {role: QCheckBox(words) for role, words in ROLE_WORDS.items()}
        self.steps = {step.id: QCheckBox(step.name) for step in steps}
        self.password, self.again = QLineEdit(), QLineEdit()
        self.works = QCheckBox("在岗（离岗的人不能再签字）")
        self.admin, self.admin_password = QComboBox(), QLineEdit()
        self.note = QLabel()
        self._lay_out()
        self._connect()
        self._on_which()

    def say(self, words: str) -> None:
        """Say what is wrong, and stay open."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _person(self) -> Person:
        known = self._people.get(self.which.currentText())
        return Person(
            name=known.name if known else self.name.text().strip(),
            roles=frozenset(role for role, box in self.roles.items() if box.isChecked()),
            steps=frozenset(step for step, box in self.steps.items() if box.isChecked()),
            is_active=self.works.isChecked(),
        )

    def _on_which(self) -> None:
        known = self._people.get(self.which.currentText())
        self.name.setText(known.name if known else "")
        self.name.setEnabled(known is None)
        for role, box in self.roles.items():
            box.setChecked(role in known.roles if known else role is Role.CLERK)
        for step, box in self.steps.items():
            box.setChecked(known is not None and step in known.steps)
        self.works.setChecked(True)
        self.password.setPlaceholderText("不改就不填" if known else "至少 8 个字符")
        self._on_roles()

    def _on_roles(self) -> None:
        self._rows.setRowVisible(
            self._step_row, self.roles[Role.REVIEWER].isChecked() and len(self.steps) > 1
        )

    def _on_save(self) -> None:
        if self.password.text() != self.again.text():
            self.say("两次输入的密码不一样，请重新输入。")
            return
        self.put.emit(
            self._person(), self.password.text(), self.admin.currentText(), self.admin_password.text()
        )

    # ── building ────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.which.addItems([_NEW, *self._people])
        self.admin.addItems([one.name for one in self._people.values() if Role.ADMINISTRATOR in one.roles])
        for edit in (self.password, self.again, self.admin_password):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._rows = QFormLayout()
        self._rows.addRow("人员(&N)", self.which)
        self._rows.addRow("姓名", self.name)
        for role, box in self.roles.items():
            box.setToolTip(f"可以{words_of(role)}")
            box.setAccessibleDescription(f"可以{words_of(role)}")
        self._rows.addRow("岗位", _beside(self.roles.values()))
        self._rows.addRow("", _duties())
        self._step_row = _below(self.steps.values())
        self._rows.addRow("只签这些步骤", self._step_row)
        self._rows.addRow("密码(&P)", self.password)
        self._rows.addRow("再输一次", self.again)
        self._rows.addRow("", self.works)
        has_admin = self.admin.count() > 0
        self._rows.addRow("由谁登记", self.admin)
        self._rows.addRow("登记人的密码", self.admin_password)
        self._rows.setRowVisible(self.admin, has_admin)
        self._rows.setRowVisible(self.admin_password, has_admin)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "error")
        self.say("")
        buttons = QDialogButtonBox()
        self.save = buttons.addButton("保存", QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("role", "primary")
        buttons.addButton("关闭", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._on_save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        if not has_admin:
            first = QLabel("第一个登记的人同时负责管理：以后登记、修改人员，要用他的密码。")
            first.setWordWrap(True)
            first.setProperty("role", "hint")
            column.addWidget(first)
        column.addLayout(self._rows)
        column.addWidget(self.note)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self._on_which)
        self.roles[Role.REVIEWER].toggled.connect(self._on_roles)


def _duties() -> QLabel:
    """Say what each role may do, in a line each."""
    label = QLabel("\n".join(f"{words}：{words_of(role)}" for role, words in ROLE_WORDS.items()))
    label.setProperty("role", "hint")
    label.setWordWrap(True)
    return label


def _beside(boxes: Iterable[QCheckBox]) -> QWidget:
    return _row(QHBoxLayout(), boxes)


def _below(boxes: Iterable[QCheckBox]) -> QWidget:
    return _row(QVBoxLayout(), boxes)


def _row(layout: QHBoxLayout | QVBoxLayout, boxes: Iterable[QCheckBox]) -> QWidget:
    row = QWidget()
    row.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    for box in boxes:
        layout.addWidget(box)
    if isinstance(layout, QHBoxLayout):
        layout.addStretch(1)
    return row
