"""Where the program's own data lies, and where the office's data goes; the same from a checkout and when frozen."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from desktop_app.core.workspace_address import Address, address_of, is_address

HOME = Path(__file__).resolve().parent.parent
"""The checkout, or the folder of the frozen program: forms, templates and resources lie below it."""

FORMS = HOME / "forms"
TEMPLATES = HOME / "templates"
RESOURCES = HOME / "resources"

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
        chosen: a file, or a folder in which `workspace.db` is the file, or a shared workspace's address. Of that, what
            belongs to this machine lies in a folder of its own: settings, profiles of portals, daily backups.
    """
    address = shared_address(chosen)
    if address is not None:
        return data_folder() / "shared" / address.name / "workspace.db"
    path = Path(_given(chosen)) if _given(chosen) else data_folder()
    return path if path.suffix == ".db" else path / "workspace.db"


def shared_address(chosen: str | None) -> Address | None:
    """Return the address of the workspace where it is a shared one.

    Raises:
        AddressRefused: it cannot be read.
    """
    given = _given(chosen)
    return address_of(given) if is_address(given) else None


def choice_file() -> Path:
    """Return the file that names the shared workspace with which this machine works when nothing else is chosen."""
    return data_folder() / "shared-workspace.txt"


def _given(chosen: str | None) -> str:
    given = chosen or os.environ.get("GONGKAI_WORKSPACE", "")
    if given or not choice_file().is_file():
        return given
    return choice_file().read_text("utf-8").strip()


def secrets_file() -> Path:
    """Return the sealed file of secrets: beside no workspace, so that no backup or package takes it along."""
    return platformdirs.user_config_path(_APP, appauthor=False) / "secrets.sealed"


def portal_folder() -> Path:
    """Return the folder of the reference portal that runs on this machine."""
    return data_folder() / "portal"
