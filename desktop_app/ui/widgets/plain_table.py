"""Tables inside cards that show what was read of a file: one line a row, no frame of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView


def set_up_plain(table: QTableView, name: str, widths: Sequence[int], row_height: int) -> None:
    """Give a table the look and the keys of its kind.

    Args:
        name: what a screen reader calls it.
        widths: of its columns in pixels; 0 takes what the others leave.
    """
    table.setAccessibleName(name)
    table.setProperty("role", "plain")
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(row_height)
    across = table.horizontalHeader()
    across.setHighlightSections(False)
    across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for number, width in enumerate(widths):
        if width:
            table.setColumnWidth(number, width)
        else:
            across.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
