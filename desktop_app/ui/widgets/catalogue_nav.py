"""The left side of the catalogue: by what it is divided, and its parts, each with how many types fit."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.forms.grouping import Grouping
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.calm_box import CalmBox
from desktop_app.ui.widgets.section_nav import SectionNav

_WIDTH = 196
_WORDS = {Grouping.AREA: "按领域分", Grouping.LEAD_UNIT: "按牵头单位分", Grouping.PHASE: "按办事阶段分"}


class CatalogueNav(QWidget):
    """Chooses a part of the catalogue.

    Signals:
        divided: by something else now.
        part_wanted: the name of the part that the person chose.
    """

    divided = Signal()
    part_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.grouping_box, self.parts = CalmBox(), SectionNav()
        self._names: list[str] = []
        self.grouping_box.setAccessibleName("事项怎么分")
        self.parts.setAccessibleName("事项的各部分")
        for grouping, words in _WORDS.items():
            self.grouping_box.addItem(words, grouping)
        self.setFixedWidth(px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.grouping_box)
        column.addWidget(self.parts, 1)
        self.grouping_box.currentIndexChanged.connect(self._on_divided)
        self.parts.section_wanted.connect(self._on_part)

    @property
    def grouping(self) -> Grouping:
        """By what the catalogue is divided now."""
        return Grouping(self.grouping_box.currentData())

    def show_parts(self, counts: Mapping[str, int], chosen: str) -> None:
        """Show the parts with their numbers of types.

        Args:
            chosen: the part to be marked; the first where there is none of that name.
        """
        if list(counts) != self._names:
            self._names = list(counts)
            self.parts.show_sections(self._names)
        for number, count in enumerate(counts.values()):
            self.parts.show_status(number, str(count) if count else "", "ink3")
        self.parts.follow(self._names.index(chosen) if chosen in self._names else 0)

    def _on_divided(self, _number: int) -> None:
        self.divided.emit()

    def _on_part(self, number: int) -> None:
        self.part_wanted.emit(self._names[number])
