"""Where papers that a person asked for are written, and how they are opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices

_FOLDER = "政务公开助手"


def papers_folder() -> Path:
    """Return the folder for papers, in the person's own documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / _FOLDER


def open_path(path: Path) -> None:
    """Open a file or folder with the program that the machine has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_address(address: str) -> None:
    """Open a web page in the person's browser."""
    QDesktopServices.openUrl(QUrl(address))
