"""The manual's pictures, taken from the real window: an office at work, in the usual look.

`make manual` writes them into docs/manual/pictures, so that they are never out of date.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PIL import Image, ImageOps
from PySide6.QtWidgets import QWidget

from desktop_app.core.disclosure.states import State
from desktop_app.services.lock import proposed_passphrase
from desktop_app.ui.app import application
from desktop_app.ui.main_window import PLACES, MainWindow
from desktop_app.ui.manual import PICTURES
from desktop_app.ui.pauses import Sweeper
from desktop_app.ui.widgets.lock_dialog import LockDialog
from desktop_app.ui.widgets.sharing_dialog import SharingDialog
from tests.screenshots import office_desk, settle
from tests.ui.importing import works

SIZE = (1366, 768)
_LINE = "#9AA3AF"
_COLOURS = 128
"""As many as the window's calm surfaces need; a picture is then some 40 kB."""


def main() -> None:
    """Take every picture."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    made = application()
    made.setCursorFlashTime(0)  # the same picture whenever it is taken
    out = PICTURES
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        desk = office_desk(Path(folder), is_filled=True)
        window = MainWindow(desk)
        Sweeper(window)
        window.resize(*SIZE)
        window.show()
        for place in (*PLACES, "welcome"):
            window.show_place(place)
            settle()
            _keep(window, out / f"{place}.png")
        window.show_place("drafts")
        settle()
        window.open_item(desk.drafts.items(State.DRAFT)[0].id)
        settle(60)
        _keep(window, out / "form.png")
        dialogs = {
            "shared": SharingDialog(desk.sharing, window, is_shared=False),
            "lock": LockDialog(desk.lock, str, proposed_passphrase, window),
        }
        for name, dialog in dialogs.items():
            dialog.open()
            settle()
            _keep(dialog, out / f"{name}.png")
            _frame(out / f"{name}.png")
            dialog.close()
        for work in works(window, desk, Path(folder), lambda: settle(8)):
            if work in ("sheets", "paper", "batch"):
                _keep(window, out / f"import-{work}.png")
        window.close()
        made.processEvents()
        desk.close()
    print(out)


def _keep(window: QWidget, file: Path) -> None:
    window.grab().save(str(file))
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


def _frame(file: Path) -> None:
    """Draw a line round a dialog's picture, which would run into the page."""
    with Image.open(file) as picture:
        ImageOps.expand(picture.convert("RGB"), border=1, fill=_LINE).quantize(_COLOURS).save(
            file, optimize=True
        )


if __name__ == "__main__":
    main()
