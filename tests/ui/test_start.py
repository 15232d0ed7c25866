"""What the first window waits for: nothing that is needed only later."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_START = """
import os
import sys
from PySide6.QtCore import QThreadPool
QThreadPool.globalInstance().setMaxThreadCount(0)  # what threads load meanwhile is not the first window's
from desktop_app.wiring import open_desk
from desktop_app.ui.app import application
from desktop_app.ui.main_window import MainWindow
made = application()
desk = open_desk(sys.argv[1])
window = MainWindow(desk)
window.show()
window.grab()
print("\\n".join(sys.modules), flush=True)
os._exit(0)
"""

LATER = frozenset(
    {
        "aiosql",
        "docx",
        "desktop_app.adapters.workspace.boards",
        "desktop_app.adapters.workspace.reviews",
        "desktop_app.adapters.writers",
        "desktop_app.core.checks.engine",
        "desktop_app.services.outbox",
        "desktop_app.services.board_duties",
        "desktop_app.services.postings",
        "desktop_app.services.reviews",
        "httpx",
        "sqlcipher3",
        "desktop_app.services.lock",
        "jinja2",
        "lxml",
        "openpyxl",
        "pikepdf",
        "pypdfium2",
        "pypinyin",
        "typst",
    }
)


def test_the_first_window_loads_nothing_that_is_needed_only_later(tmp_path: Path):
    (tmp_path / "settings.json").write_text('{"office_name": "龙江县民政局"}', "utf-8")
    for _ in range(2):  # the first start makes the catalogue's index
        run = subprocess.run(
            [sys.executable, "-c", _START, str(tmp_path)], capture_output=True, encoding="utf-8", check=True
        )

    assert LATER & set(run.stdout.split()) == set()
