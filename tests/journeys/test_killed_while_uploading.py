"""The program is killed in the middle of an upload; nothing is lost and nothing is published twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop_app.portal_server.server import Serving
from desktop_app.services.desk import Desk
from tests.journeys.conftest import write_profile
from tests.portal_server.faulty import Fault, FaultyLine

PUBLISH = ("publish", "--portal", "county", "--json")


def gongkai(workspace: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop_app", "--workspace", str(workspace), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ},
    )


@pytest.mark.parametrize(
    ("request_line", "fault"),
    [
        ("PUT /api/v1/files", Fault.SLOW),
        ("PUT /api/v1/items", Fault.SLOW),
        ("PUT /api/v1/items", Fault.SLOW_AFTER),
    ],
    ids=["among the files", "before the portal has it", "when the portal has it"],
)
def test_killed_while_uploading_it_is_published_once_by_the_next_run(
    desk: Desk, workspace: Path, portal: Serving, tmp_path: Path, request_line: str, fault: Fault
):
    sample = tmp_path / "sample.json"
    desk.close()
    made = gongkai(workspace, "sample", "public-utilities.water-outage")
    sample.write_text(made.communicate(timeout=60)[0], "utf-8")

    with FaultyLine(portal.url).open() as line:
        write_profile(workspace, line.url)
        line.fail_next(request_line, fault)
        sending = gongkai(workspace, *PUBLISH[:1], str(sample), *PUBLISH[1:])
        wait_until(lambda: any(one.startswith(request_line) for one in line.seen))
        sending.send_signal(signal.SIGKILL)
        sending.communicate(timeout=60)

    write_profile(workspace, portal.url)
    listed = json.loads(gongkai(workspace, "outbox", "list", "--json").communicate(timeout=60)[0])
    assert [job["status"] for job in listed] == ["sending"]

    again = gongkai(workspace, "outbox", "retry", listed[0]["id"], "--json")
    (job,) = json.loads(again.communicate(timeout=60)[0])

    assert job["status"] == "delivered", job["message"]
    repeated = gongkai(workspace, *PUBLISH[:1], str(sample), *PUBLISH[1:])
    same = json.loads(repeated.communicate(timeout=60)[0])
    assert same["receipt"]["url"] == job["receipt"]["url"]


def wait_until(happened) -> None:
    """Look every few milliseconds, for at most half a minute."""
    pause = threading.Event()
    for _ in range(3000):
        if happened():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen within half a minute")
