"""One window a workspace, also while the first is still being built, and after one that died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.ui.door import open_door

_HOLD = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from desktop_app.ui.door import open_door
application = QCoreApplication(sys.argv)
door = open_door(*sys.argv[1:])
print("open" if door else "knocked", flush=True)
if door is None:
    sys.exit(0)
sys.stdin.readline()          # a window that is still being built: nothing is listened to
door.knocked.connect(lambda file: print("was knocked at", file, flush=True))
door.knocked.connect(application.quit)
QTimer.singleShot(20000, application.quit)
application.exec()
door.close()
"""


def hold(workspace: Path, file: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(workspace), file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )


def test_a_second_start_raises_the_first_also_while_it_loads(tmp_path: Path):
    with hold(tmp_path) as first:
        assert first.stdout.readline() == "open\n"
        with hold(tmp_path) as second:
            assert second.communicate(timeout=60)[0] == "knocked\n"
        assert first.communicate("built\n", timeout=60)[0] == "was knocked at \n"


def test_a_file_that_is_opened_by_a_second_start_is_told_to_the_first(tmp_path: Path):
    package = str(tmp_path / "移交包-停水 通知.zip")
    with hold(tmp_path) as first:
        assert first.stdout.readline() == "open\n"
        with hold(tmp_path, package) as second:
            assert second.communicate(timeout=60)[0] == "knocked\n"
        assert first.communicate("built\n", timeout=60)[0] == f"was knocked at {package}\n"


def test_after_one_that_was_killed_the_next_is_the_first(tmp_path: Path):
    with hold(tmp_path) as first:
        assert first.stdout.readline() == "open\n"
        first.send_signal(signal.SIGKILL)
    with hold(tmp_path) as next_one:
        assert next_one.stdout.readline() == "open\n"
        next_one.kill()


def test_two_workspaces_have_two_windows(qtbot: QtBot, tmp_path: Path):
    one, other = open_door(str(tmp_path / "one")), open_door(str(tmp_path / "other"))
    assert one is not None
    assert other is not None
    for door in (one, other):
        door.close()


def test_a_door_that_was_closed_can_be_opened_again(qtbot: QtBot, tmp_path: Path):
    for _ in range(2):
        door = open_door(str(tmp_path))
        assert door is not None
        door.close()


@pytest.mark.parametrize("count", [4])
def test_of_several_started_at_once_one_opens(tmp_path: Path, count: int):
    started = [hold(tmp_path) for _ in range(count)]
    first_words = [one.stdout.readline() for one in started]
    assert sorted(first_words) == ["knocked\n"] * (count - 1) + ["open\n"]
    for one in started:
        one.kill()
        one.communicate(timeout=60)
