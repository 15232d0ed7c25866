"""Time from the start of the process to the first usable window, against an empty PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.table import Row, median

ROUNDS = 9
GOAL = 2.5

_EMPTY = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
window = QMainWindow()
window.resize(1366, 768)
def usable():
    print(time.monotonic())
    application.quit()
QTimer.singleShot(0, usable)
window.show()
application.exec()
"""

_OURS = """
import sys, time
from PySide6.QtCore import QTimer
from desktop_app.wiring import open_desk
from desktop_app.ui.app import application
from desktop_app.ui.door import open_door
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tasks import wait_for_all
made = application()
door = open_door(sys.argv[1])
desk = open_desk(sys.argv[1])
window = MainWindow(desk)
def usable():
    print(time.monotonic())
    made.quit()
QTimer.singleShot(0, usable)
window.show()
made.exec()
wait_for_all(10)
door.close()
"""


def measure() -> list[Row]:
    """Start both in turn, so that whatever else the machine does meets them alike."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        our, empty = [], []
        for _ in range(ROUNDS):
            empty.append(_one(_EMPTY, folder))
            our.append(ours(Path(folder)))
    ratio = median(our) / median(empty)
    figures = f"median of {ROUNDS}: {median(our) * 1000:.0f} ms and {median(empty) * 1000:.0f} ms"
    return [
        Row("first usable window", "an empty PySide6 window", ratio, f"under {GOAL}", ratio < GOAL, figures)
    ]


def prepare(folder: Path) -> None:
    """An office that is set up already and has its catalogue's index, as on every day but the first."""
    (folder / "settings.json").write_text(
        '{"office_name": "龙江县人民政府办公室", "person": "张三"}', "utf-8"
    )
    ours(folder)


def ours(folder: Path) -> float:
    """Return the seconds until our window stands, on the workspace in a folder."""
    return _one(_OURS, str(folder))


def _one(script: str, folder: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules compiled
    begun = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", script, folder], capture_output=True, text=True, env=environment, check=True
    )
    return float(run.stdout) - begun
