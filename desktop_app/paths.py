"""Where the program's own data lies, and where the office's data goes; the same from a checkout and when frozen."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_HOME = Path(__file__).resolve().parent.parent
"""The checkout, or the folder of the frozen program."""

FORMS = _HOME / "forms"
TEMPLATES = _HOME / "templates"
RESOURCES = _HOME / "resources"
FONT_FOLDERS = (_HOME / ".fonts", RESOURCES / "fonts")
"""Where documents' fonts are looked for before the system's own folders."""

_APP = "gongkai-desk"


def data_folder() -> Path:
    """Return the folder of the workspace and its backups."""
    return platformdirs.user_data_path(_APP, appauthor=False)


def cache_folder() -> Path:
    """Return the folder of what can be made again."""
    return platformdirs.user_cache_path(_APP, appauthor=False)


def workspace_file(chosen: str | None) -> Path:
    """Return the workspace's database: the one chosen, the one of GONGKAI_WORKSPACE, or the office's own.

    Args:
        chosen: a file, or a folder in which `workspace.db` is the file.
    """
    given = chosen or os.environ.get("GONGKAI_WORKSPACE")
    path = Path(given) if given else data_folder()
    return path if path.suffix == ".db" else path / "workspace.db"


def portal_folder() -> Path:
    """Return the folder of the reference portal that runs on this machine."""
    return data_folder() / "portal"
