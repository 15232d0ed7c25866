"""A desk over a workspace in a folder, with the program's own forms, a portal in memory and a fixed clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.sqlite import SqliteWorkspace
from desktop_app.services.desk import Desk, Places


class FixedClock:
    """Beijing time that passes only when a test says so."""

    def __init__(self) -> None:
        self.now = datetime(2026, 9, 28, 10)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def portal(clock: FixedClock) -> MemoryPortal:
    return MemoryPortal("local", now=clock)


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def workspace(tmp_path: Path) -> SqliteWorkspace:
    return SqliteWorkspace(tmp_path / "workspace.db")


@pytest.fixture
def desk(
    tmp_path: Path, workspace: SqliteWorkspace, cache: Path, portal: MemoryPortal, clock: FixedClock
) -> Iterator[Desk]:
    opened = Desk(
        workspace,
        Places(paths.HOME, cache),
        tmp_path / "settings.json",
        lambda _name: portal,
        clock,
    )
    yield opened
    opened.close()
