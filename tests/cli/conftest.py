"""The real command in a process of its own, with a workspace of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.services.lock import PASSPHRASE_VARIABLE

Result = subprocess.CompletedProcess[str]
Gongkai = Callable[..., Result]


@pytest.fixture
def gongkai(tmp_path: Path) -> Gongkai:
    """Call `gongkai` and return status, output and complaints."""
    environment = {**os.environ, "GONGKAI_WORKSPACE": str(tmp_path / "workspace"), "PYTHONWARNINGS": "error"}

    def call(*arguments: str | Path, stdin: str = "", passphrase: str = "") -> Result:
        return subprocess.run(
            [sys.executable, "-m", "desktop_app", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env={**environment, PASSPHRASE_VARIABLE: passphrase},
            timeout=100,
            check=False,
        )

    return call
