"""Where the parts of the form page stand: header and message above; steps, form and side panel beside each other."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui.pages.form.banner import Banner
from desktop_app.ui.pages.form.header import FormHeader
from desktop_app.ui.pages.form.sheet import FormSheet
from desktop_app.ui.pages.form.side import NARROW_WIDTH, WIDTH, SidePanel
from desktop_app.ui.theme import px
from desktop_app.ui.widgets.section_nav import SectionNav

_NAV_WIDTH = 172
_NARROW = 960
"""Below this width, at the usual size of type, the panel at the side gives room to the form."""


class FormFrame(QWidget):
    """Holds and arranges the parts; what they do is the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("formPageRoot")
        self.header, self.banner, self.nav = FormHeader(), Banner(), SectionNav()
        self.sheet, self.side = FormSheet(), SidePanel()
        self.guided = self._make_guided_switch()
        self._lay_out()

    def _make_guided_switch(self) -> QToolButton:
        switch = QToolButton()
        switch.setText("分步填写")
        switch.setCheckable(True)
        switch.setToolTip("一次只看一步，用“上一步”“下一步”走完（Alt+←、Alt+→）")
        switch.setAccessibleName("分步填写")
        return switch

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the panel at the side give way before fields are cut off."""
        super().resizeEvent(event)
        self.side.setFixedWidth(WIDTH if self.width() >= px(_NARROW) else NARROW_WIDTH)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(12, 16, 0, 12)
        left.addWidget(self.nav, 1)
        left.addWidget(self.guided)
        steps = QWidget()
        steps.setFixedWidth(px(_NAV_WIDTH))
        steps.setLayout(left)
        columns = QHBoxLayout()
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(steps)
        columns.addWidget(self.sheet, 1)
        columns.addWidget(self.side)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addWidget(self.banner)
        page.addLayout(columns, 1)
