"""How the window's start fails: in a dialog, for nobody sees its terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.cli import UNUSABLE, run
from desktop_app.cli.program import Program
from desktop_app.core.errors import AppError
from desktop_app.wiring import open_desk


def _unused(*_arguments: object, **_options: object) -> None:
    raise AssertionError("must not be called")


def test_a_damaged_workspace_is_told_in_a_dialog_before_there_is_a_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "workspace.db").write_bytes(b"no database at all " * 50)
    told: list[AppError] = []
    program = Program(open_desk, _unused, told.append, _unused, _unused, _unused, _unused)

    status = run(["--workspace", str(tmp_path)], program)

    assert status == UNUSABLE
    assert "损坏" in told[0].message
    assert "损坏" in capsys.readouterr().err
