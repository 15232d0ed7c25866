"""Locking by command: what scripts and the county's IT staff use; no passphrase on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app.cli import DONE, UNUSABLE
from tests.cli.conftest import Gongkai

FIRST, SECOND = "兴安岭上第一场雪", "rime on the birches"


def test_a_locked_workspace_is_said_in_one_line_and_opened_by_the_environment(
    gongkai: Gongkai, tmp_path: Path
):
    assert gongkai("lock", "--sheet", tmp_path / "密码单.pdf", stdin=f"{FIRST}\n").returncode == DONE
    assert (tmp_path / "密码单.pdf").read_bytes().startswith(b"%PDF")
    shut = gongkai("ledger")
    assert (shut.returncode, len(shut.stderr.splitlines())) == (UNUSABLE, 1)
    assert "工作区锁着" in shut.stderr

    opened = gongkai("lock-state", "--json", passphrase=FIRST)
    assert json.loads(opened.stdout)["is_locked"] is True
    made = gongkai("backup", tmp_path / "one.db", passphrase=FIRST)
    assert (made.returncode, b"SQLite" in (tmp_path / "one.db").read_bytes()[:16]) == (DONE, False)
    wrong = gongkai("ledger", passphrase=SECOND)
    assert (wrong.returncode, "密码短语不对" in wrong.stderr) == (UNUSABLE, True)
    assert gongkai("restore", tmp_path / "one.db", passphrase=FIRST).returncode == DONE
    assert gongkai("lock", stdin=f"{SECOND}\n", passphrase=FIRST).returncode == DONE
    assert gongkai("unlock", passphrase=SECOND).returncode == DONE
    assert gongkai("lock-state").stdout.strip() == "没有加密。"


def test_a_passphrase_that_the_program_makes_goes_onto_the_sheet_alone(gongkai: Gongkai):
    call = gongkai("lock", "--generate")
    assert (call.returncode, "--sheet" in call.stderr) == (UNUSABLE, True)
