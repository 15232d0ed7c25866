"""How the office reviews: which route, and who may sign with a password."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.core.disclosure.route import Route
from desktop_app.core.people import ROLE_WORDS, Person
from desktop_app.ui.widgets.calm_box import CalmBox

_NOBODY = "还没有登记人员：签字只写姓名，不用密码。几个人合用一台电脑的，可以登记人员、各设密码。"


class ReviewFields(QWidget):
    """Chooses the route and shows who is registered.

    Signals:
        edited: the person chose another route.
        people_wanted: the person wants to register or change people.
    """

    edited = Signal()
    people_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.route, self.steps, self.people = CalmBox(), QLabel(), QLabel()
        self.route.setAccessibleName("审签流程")
        for label in (self.steps, self.people):
            label.setProperty("role", "hint")
            label.setWordWrap(True)
        self.change = QPushButton("登记、修改人员…")
        self._routes: tuple[Route, ...] = ()
        self._remark = ""
        caption = QLabel("审签流程(&L)")
        caption.setProperty("role", "label")
        caption.setBuddy(self.route)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (caption, self.route, self.steps, self.people):
            column.addWidget(widget)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.route.currentIndexChanged.connect(self._on_route)
        self.change.clicked.connect(self.people_wanted)

    @property
    def chosen(self) -> str:
        """The name of the chosen route."""
        return self.route.currentText()

    def show_routes(self, routes: Sequence[Route], chosen: str, own: int, fault: str) -> None:
        """Show what may be chosen.

        Args:
            chosen: name of the route that holds now; the first one where it is none of them.
            own: how many routes the office's own file sets, which go before.
            fault: what is wrong with that file, so that none of its routes holds.
        """
        self._routes = tuple(routes)
        self.route.blockSignals(True)
        self.route.clear()
        self.route.addItems([route.name for route in routes])
        self.route.setCurrentIndex(max(0, self.route.findText(chosen)))
        self.route.blockSignals(False)
        self._remark = fault or (f"另有 {own} 种由本单位的 routes.yaml 按事项类型规定。" if own else "")
        self._show_steps()

    def show_people(self, people: Sequence[Person]) -> None:
        """Show who is registered."""
        words = "；".join(
            f"{one.name}（{'、'.join(sorted(ROLE_WORDS[r] for r in one.roles))}）" for one in people
        )
        self.people.setText(f"已登记 {len(people)} 人：{words}。" if people else _NOBODY)

    def _on_route(self) -> None:
        self._show_steps()
        self.edited.emit()

    def _show_steps(self) -> None:
        route = self._routes[self.route.currentIndex()]
        self.steps.setText(
            f"经办人送审 → {' → '.join(step.name for step in route.steps)} → 发布。{self._remark}"
        )
