"""Workspaces for tests, of both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from tests.postgres import server

KINDS = ("sqlite", "postgres")


def fresh(kind: str, folder: Path) -> OfficeWorkspace:
    """Open an empty workspace; on a server it skips the test where there is none."""
    return open_workspace(folder / "workspace.db" if kind == "sqlite" else server().fresh(), safe=folder)


@contextmanager
def tampering(workspace: OfficeWorkspace) -> Iterator[Any]:
    """Give the connection of somebody who has the database itself in hands and takes away what guards the story."""
    with workspace.database.transaction() as connection:
        if workspace.database.dialect == "sqlite":
            connection.execute("drop trigger event_stays_as_it_is")
            connection.execute("drop trigger event_is_never_removed")
        else:
            connection.execute("alter table event disable trigger user")
        yield connection
