"""Each test of the workspace runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from tests.workspaces import KINDS, fresh


@pytest.fixture(params=KINDS)
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OfficeWorkspace]:
    opened = fresh(request.param, tmp_path)
    yield opened
    opened.close()
