"""The application: started, dressed, shown, and ended with everything kept."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop_app.core.input_method import variables_to_set
from desktop_app.ui import theme
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.messages import Surprises, show_error
from desktop_app.ui.pauses import Sweeper, keep_pauses_short
from desktop_app.ui.tasks import wait_for_all

if TYPE_CHECKING:
    from desktop_app.core.errors import AppError
    from desktop_app.services.desk import Desk
    from desktop_app.ui.door import Door

_LAST_WORK_S = 10.0


def application() -> QApplication:
    """Return the one application, made and dressed when it is first asked for."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    if sys.platform == "linux":
        os.environ.update(variables_to_set(os.environ))  # read once, when the application is made
    made = QApplication(sys.argv[:1])
    made.setApplicationName("gongkai-desk")
    made.setApplicationDisplayName("政务公开助手")
    theme.apply(made)
    return made


def show_failure(error: AppError) -> None:
    """Tell why there is no window."""
    application()
    show_error(None, error)


def run(desk: Desk, door: Door, package: str = "") -> int:
    """Show the window until it is closed and return the exit status; who knocks at the door sees it in front.

    Args:
        package: a hand-over package to be received at once.
    """
    made = application()
    sys.excepthook = Surprises()
    theme.wear(desk.settings.theme, desk.settings.type_size)
    window = MainWindow(desk)
    door.knocked.connect(window.answer)
    keep_pauses_short()
    Sweeper(window)
    window.show()
    if package:
        window.answer(package)
    status = made.exec()
    wait_for_all(_LAST_WORK_S)
    return status
