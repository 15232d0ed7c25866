"""The program is killed while somebody types; at most the last second of typing is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import pytest

from desktop_app.services.desk import Desk

SECOND = 1.0
SLACK = 1.5
"""What a busy machine may take to write to its disk."""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_while_typing_at_most_the_last_second_is_lost(desk: Desk, workspace: Path, seed: int):
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name="龙江县财政局"))
    item = desk.drafts.create("policy.document")
    command = [sys.executable, "-m", "tests.journeys.typist", str(workspace), item.id]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    moments: list[float] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", env=environment) as typist:
        moments.append(float(typist.stdout.readline()))
        reader = threading.Thread(target=lambda: moments.extend(map(float, typist.stdout)))
        reader.start()
        threading.Event().wait(3 + random.Random(seed).random())
        killed_at = time.monotonic()
        typist.send_signal(signal.SIGKILL)
        reader.join(30)

    typed = "".join(chr(0x4E00 + number) for number in range(len(moments)))
    kept = desk.drafts.open(item.id).answers.values["title"]
    long_ago = sum(moment < killed_at - SECOND - SLACK for moment in moments)
    assert long_ago > 0
    assert kept.startswith(typed[:long_ago])
    assert kept == "".join(chr(0x4E00 + number) for number in range(len(kept)))
