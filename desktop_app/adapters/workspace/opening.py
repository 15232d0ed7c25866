"""A workspace by where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.adapters.workspace.workspace import OfficeWorkspace

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.cipher import Key
    from desktop_app.core.workspace_address import Address


def open_workspace(
    place: Path | Address, key: Key | None = None, *, password: str = "", safe: Path | None = None
) -> OfficeWorkspace:
    """Open the workspace in a file, or the shared one at an address; each driver is imported when it is used.

    Args:
        key: what a locked file opens with.
        password: of a shared workspace's database; where empty, libpq looks into its own password file.
        safe: a folder for the copy of a shared workspace that is made before its tables are changed.

    Raises:
        WorkspaceDamaged, WorkspaceUnwritable, WorkspaceNewer, WorkspaceBusy, WorkspaceUnreachable: see each.
    """
    if isinstance(place, Path):
        from desktop_app.adapters.workspace.sqlite_database import SqliteDatabase

        return OfficeWorkspace(SqliteDatabase(place, key))
    from desktop_app.adapters.workspace.postgres_database import PostgresDatabase

    return OfficeWorkspace(PostgresDatabase(place, password, safe or Path()))
