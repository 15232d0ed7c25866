"""Two programs on one PostgreSQL, more than a thousand changes in parallel: nothing is lost, nothing is doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from typing import Any

from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.disclosure.story import first_break
from desktop_app.core.outbox.job import Job, JobState
from tests.conftest import REPOSITORY
from tests.journeys.client import COMMON
from tests.postgres import server

NAMES = ("jia", "yi")
ROUNDS = 170
"""Each does three things a round: 1020 together."""
JOBS = 2 * ROUNDS
AT = datetime(2026, 9, 1, 8)


def clerk(url: str, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.client", url, name, str(ROUNDS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )


def report_of(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, _ = process.communicate(timeout=100)
    assert process.returncode == 0
    return json.loads(out)


def test_two_clients_do_a_thousand_things_at_once_and_nothing_is_lost_or_doubled():
    address = server().fresh()
    with closing(open_workspace(address)) as workspace:
        workspace.add_item(Item(COMMON, "a.b", 1, "共同", State.DRAFT, {"count": 0}, AT, AT))
        for number in range(JOBS):
            job = Job(f"j{number}", f"j{number}", "标题", "local", JobState.WAITING, AT)
            workspace.add_job(job, "{}")
        clerks = [clerk(address.url, name) for name in NAMES]
        for process in clerks:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in clerks:
            assert process.stdin is not None
            process.stdin.write("\n")
            process.stdin.flush()
        reports = [report_of(process) for process in clerks]

        ids = {item.id for item in workspace.latest_items(10_000)}
        assert ids == {COMMON} | {f"{name}-{number}" for name in NAMES for number in range(ROUNDS)}
        assert workspace.item(COMMON).values == {"count": len(NAMES) * ROUNDS}

        events = workspace.events()
        assert [event.number for event in events] == list(range(1, len(NAMES) * ROUNDS + 1))
        assert first_break(events) is None
        assert {event.disclosure for event in events} == ids - {COMMON}

        sent = [job for report in reports for job in report["sent"]]
        assert sorted(sent) == sorted(set(sent))
        delivered = {job.id for job in workspace.jobs(10_000) if job.state is JobState.DELIVERED}
        assert delivered == set(sent)
        assert all(workspace.job(job).attempts == 1 for job in delivered)
        assert min(len(report["sent"]) for report in reports) > 0  # both had a share of the outbox
    assert sum(report["begun"] + report["counted"] + len(report["sent"]) for report in reports) > 1000
