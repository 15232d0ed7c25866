"""Tab goes the way people read: from what stands above to what stands below, column by column.

Qt takes the order in which widgets were made. Here forms are built in portions, buttons come and go, so that this order
tells nothing; windows ask their layouts instead, each time anew (WCAG 2.1, 2.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class ReadingOrder(_Base):
    """Stands before a Qt window among a class's bases."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Give the focus to the next in the way of reading; Qt decides where the focus is at nothing known."""
        return go_on(self, forward=forward) or super().focusNextPrevChild(forward)


def go_on(window: QWidget, *, forward: bool) -> bool:
    """Move the focus a step; False where it is nowhere in the order."""
    stops, here = list(stops_of(window)), window.focusWidget()
    if here not in stops:
        return False
    there = stops[(stops.index(here) + (1 if forward else -1)) % len(stops)]
    there.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    _bring_into_view(there)
    return True


def stops_of(root: QWidget) -> Iterator[QWidget]:
    """Yield what Tab stops at, in the way of reading."""
    for one in _children(root):
        if one.isHidden() or one.isWindow():
            continue
        if _is_stop(one):
            yield one
        yield from stops_of(one)


def _is_stop(one: QWidget) -> bool:
    takes_tab = (one.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    return takes_tab and one.isEnabled() and one.isVisible() and one.focusProxy() is None


def _children(widget: QWidget) -> list[QWidget]:
    """Return the widgets in a widget: in its layout's order, then those beside it by where they stand."""
    layout = widget.layout()
    laid = list(_laid_out(layout)) if layout is not None else []
    known = set(laid)
    others = [one for one in widget.children() if isinstance(one, QWidget) and one not in known]
    return laid + sorted(others, key=lambda one: (one.y(), one.x()))


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in sorted(range(layout.count()), key=lambda number: _line(layout, number)):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _line(layout: QLayout, number: int) -> tuple[int, int]:
    """Return row and column of a layout's part; what is laid in one direction has one row."""
    if isinstance(layout, QGridLayout):
        row, column, *_spans = cast("tuple[int, int, int, int]", layout.getItemPosition(number))
        return row, column
    if isinstance(layout, QFormLayout):
        row, role = cast("tuple[int, QFormLayout.ItemRole]", layout.getItemPosition(number))
        return row, role.value
    return 0, number


def _bring_into_view(one: QWidget) -> None:
    """Let scrolled parts show what got the focus; Qt does so only from one widget to another inside."""
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(one)
        parent = parent.parentWidget()
