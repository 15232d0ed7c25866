"""The gate's quick parts run with the tests too, so that no change lands that only `make check` would turn away."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_BIN = Path(sys.executable).parent
_QUICK = {
    "imports_go_one_way": [str(_BIN / "lint-imports")],
    "the_code_is_in_its_format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "the_linter_finds_nothing": [sys.executable, "-m", "ruff", "check", "."],
}


@pytest.mark.parametrize("part", _QUICK)
def test_a_quick_part_of_the_gate_passes(part: str) -> None:
    done = subprocess.run(_QUICK[part], cwd=_ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
