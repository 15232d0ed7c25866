"""How the window's start fails: in a dialog, for nobody sees its terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app import wiring
from desktop_app.cli import UNUSABLE, run
from desktop_app.core.errors import AppError


def _unused(*_arguments: object, **_options: object) -> None:
    raise AssertionError("must not be called")


def test_a_damaged_workspace_is_told_in_a_dialog_before_there_is_a_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "workspace.db").write_bytes(b"no database at all " * 50)
    told: list[AppError] = []
    program = replace(wiring.program(), show_failure=told.append, show_window=_unused)

    status = run(["--workspace", str(tmp_path)], program)

    assert status == UNUSABLE
    assert "损坏" in told[0].message
    assert "损坏" in capsys.readouterr().err
