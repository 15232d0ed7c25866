"""The longest pause of the window while 5,000 rows of a list are pasted, one of them edited, and the paste undone."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop_app.ui.app import application
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pauses import Sweeper, keep_pauses_short
from desktop_app.ui.tasks import wait_for_all
from desktop_app.ui.widgets.table_editor import TableEditor
from tests.bench.table import Row
from tests.forms.files import FORMS
from tests.screenshots import office_desk
from tests.ui.pages.office import Office

LISTS = (
    ("agriculture.land-contract-publicity", "parcels", 12),
    ("land-and-housing.household-compensation", "households", 17),
)
"""Form, field and how many of its columns are pasted; the second is the widest list of all forms."""
ROWS, BAD_EVERY = 5_000, 10
LIMIT_S = 0.05
_QUIET_S = 1.5
_MOST_S = 60.0


class Pulse:
    """Beats in the window's event loop and keeps how long it was held between two beats."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)
        self._timer.start(1)

    def longest_of(self, act: Callable[[], object]) -> float:
        """Do something and return the longest pause in seconds until all that follows from it is over."""
        rest()
        self.longest_s, self._last = 0.0, time.perf_counter()
        act()
        rest()
        return self.longest_s

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.longest_s, self._last = max(self.longest_s, now - self._last), now


def rest() -> None:
    """Let the window live until it has worked on nothing for a while."""
    end, quiet = time.perf_counter() + _MOST_S, time.perf_counter()
    while time.perf_counter() < min(end, quiet + _QUIET_S):
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        if QThreadPool.globalInstance().activeThreadCount():
            quiet = time.perf_counter()


def measure() -> list[Row]:
    """Work in the table of each form, in the real window."""
    application()
    keep_pauses_short()
    return [_measured(*one) for one in LISTS]


def _measured(form: str, field: str, cells: int) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        desk = office_desk(Path(folder), is_filled=False)
        window = MainWindow(desk)
        Sweeper(window)
        window.show()
        window.open_item(Office(desk).draft(form).id)
        page, pulse = window.page("form"), Pulse()
        rest()
        editor: TableEditor = page.sheet.frames[field].editor.table
        QGuiApplication.clipboard().setText(_copied(editor, FORMS[form].spec.sample[field], cells))
        pauses = {
            "paste": pulse.longest_of(lambda: _paste(editor)),
            "one cell": pulse.longest_of(lambda: _edit(editor)),
            "undo twice": pulse.longest_of(lambda: (editor.model.undo.undo(), editor.model.undo.undo())),
        }
        window.close()
        wait_for_all(_MOST_S)
        window.deleteLater()
        rest()
        desk.close()
    longest = max(pauses.values())
    return Row(
        f"longest pause with {ROWS} × {cells} cells in a table",
        f"the {LIMIT_S * 1000:.0f} ms that the window may be held",
        longest / LIMIT_S,
        "not above 1",
        longest <= LIMIT_S,
        ", ".join(f"{what} {seconds * 1000:.0f} ms" for what, seconds in pauses.items()),
    )


def _copied(editor: TableEditor, sample: Sequence[Mapping[str, object]], cells: int) -> str:
    """Return the list as a spreadsheet puts it on the clipboard, an amount in every tenth row in words."""
    columns = editor.model.columns
    lines = [
        "\t".join(
            "约3"
            if number % BAD_EVERY == 0 and columns[key].kind in ("number", "money", "date")
            else str(sample[number % len(sample)].get(key) or "")
            for key in list(columns)[:cells]
        )
        for number in range(ROWS)
    ]
    return "\n".join(lines)


def _paste(editor: TableEditor) -> None:
    editor.view.go_to(0, 0)
    QTest.keyClick(editor.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def _edit(editor: TableEditor) -> None:
    editor.model.setData(editor.model.index(ROWS // 2, 3), "7")


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
