"""A desk over a workspace in a folder, with the program's own forms, a portal in memory and a fixed clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.services.desk import Desk, Places
from tests.workspaces import KINDS, fresh


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `on_both_databases` on both."""
    if metafunc.definition.get_closest_marker("on_both_databases") and "workspace" in metafunc.fixturenames:
        metafunc.parametrize("workspace", KINDS, indirect=True)


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
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> OfficeWorkspace:
    """A file; what is marked `on_both_databases` runs on PostgreSQL too."""
    return fresh(getattr(request, "param", "sqlite"), tmp_path)


@pytest.fixture
def desk(
    tmp_path: Path, workspace: OfficeWorkspace, cache: Path, portal: MemoryPortal, clock: FixedClock
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
