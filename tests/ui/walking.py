"""What keyboard and screen reader find on a screen: names, ways, order, and where the focus is (WCAG 2.1)."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.ui.test_theme import contrast

_LEAST_RATIO = 3.0
_LEAST_PIXELS = 12
_LONGEST_ROUND = 400
_SAME_ROW = 0.5
"""Of the lower one's height: so much of it beside another makes them one row."""


def faults_of(root: QWidget) -> list[str]:
    """Return all that hinders a person without a mouse or without sight, each fault with its place."""
    return [
        *(f"has no name: {one}" for one in nameless(root)),
        *(f"Tab does not lead there: {one}" for one in unreached(root)),
        *(f"Tab jumps back: {one}" for one in disordered(root)),
        *(f"no focus to be seen: {one}" for one in unseen(root)),
    ]


def reachable(root: QWidget) -> list[QWidget]:
    """Return what the keyboard can be at: visible, enabled, and willing to be tabbed to."""
    return [
        one
        for one in root.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.window() is root.window()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls it."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def described(widget: QWidget) -> str:
    """Return how a fault names a widget, with its place among its parents."""
    path, one = [], widget
    while one is not None and len(path) < 4:
        path.append(f"{type(one).__name__}{'#' + one.objectName() if one.objectName() else ''}")
        one = one.parentWidget()
    return " < ".join(path)


def nameless(root: QWidget) -> list[str]:
    """Return what has no name for a screen reader."""
    return [described(one) for one in reachable(root) if not name_of(one).strip()]


def walked(root: QWidget) -> list[QWidget]:
    """Return where Tab leads to, in its order, until it is where it was at first."""
    if not reachable(root):
        return []
    _first(root)
    seen: list[QWidget] = []
    for _ in range(_LONGEST_ROUND):
        here = QApplication.focusWidget()
        if here is None or (here in seen and here is seen[0]):
            break
        if here not in seen:
            seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return seen


def _first(root: QWidget) -> QWidget:
    first = reachable(root)[0]
    for other in reachable(root):
        if _is_back(*_beside(first, other)):
            first = other
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    assert QApplication.focusWidget() is not None, f"no window has the keyboard: {described(root)}"
    return first


def unreached(root: QWidget) -> list[str]:
    """Return what Tab does not lead to; of buttons of which one is chosen, arrows lead to the others."""
    seen = set(walked(root))
    return [described(one) for one in reachable(root) if one not in seen and not _by_arrows(one)]


def disordered(root: QWidget) -> list[str]:
    """Return each step of Tab that goes up or to the left, against the way people read (WCAG 2.1, 2.4.3)."""
    return [
        f"{described(one)} then {described(other)}"
        for one, other in pairwise(walked(root))
        if _is_back(*_beside(one, other))
    ]


def _beside(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Return where both stand in the innermost part that holds both, each with what it is part of there."""
    path = _with_parents(one)
    within = next(part for part in _with_parents(other) if part in path)
    if within in (one, other):
        return QRect(), QRect()  # a part and something inside it
    return _room(path, within), _room(_with_parents(other), within)


def _room(path: list[QWidget], within: QWidget) -> QRect:
    return path[path.index(within) - 1].geometry()


def _with_parents(one: QWidget) -> list[QWidget]:
    path = [one]
    while (parent := path[-1].parentWidget()) is not None and not path[-1].isWindow():
        path.append(parent)
    return path


def _is_back(one: QRect, other: QRect) -> bool:
    """Say whether the other is read first: to the left in the row, or above and not in a column to the right."""
    if one.isNull() or other.isNull():
        return False
    shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    if shared > _SAME_ROW * min(one.height(), other.height()):
        return other.right() <= one.left()
    return other.bottom() <= one.top() and other.left() < one.right()


def _by_arrows(one: QWidget) -> bool:
    return bool(getattr(one, "isCheckable", bool)()) and getattr(one, "group", lambda: None)() is not None


def unseen(root: QWidget) -> list[str]:
    """Return what looks the same with the focus and without."""
    faults = []
    for one in reachable(root):
        scroll_to(one)
        other = next((another for another in reachable(root) if another is not one), None)
        one.clearFocus() if other is None else other.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        before = _picture(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if QApplication.focusWidget() is one and _difference(before, _picture(one)) < _LEAST_PIXELS:
            faults.append(described(one))
    return faults


def scroll_to(one: QWidget) -> None:
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(one)
        parent = parent.parentWidget()


def _picture(one: QWidget) -> QImage:
    room = QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size()).adjusted(-3, -3, 3, 3)
    return one.window().grab(room & one.window().rect()).toImage()


def _difference(before: QImage, after: QImage) -> int:
    """Count the pixels that changed by enough to be seen."""
    changed = 0
    for y in range(min(before.height(), after.height())):
        for x in range(min(before.width(), after.width())):
            was, now = before.pixel(x, y), after.pixel(x, y)
            if was != now and contrast(QColor(was).name(), QColor(now).name()) >= _LEAST_RATIO:
                changed += 1
                if changed >= _LEAST_PIXELS:
                    return changed
    return changed
