"""One clerk's program on a shared workspace, as a process of its own: `python client.py URL NAME ROUNDS`.

Prints as JSON what it did, which is held against what the workspace holds afterwards.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from desktop_app.adapters.workspace.errors import Conflict
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.disclosure.story import Event
from desktop_app.core.outbox.job import JobState
from desktop_app.core.workspace_address import address_of

COMMON = "common"
LEASE = timedelta(minutes=5)


def begin(workspace: OfficeWorkspace, name: str, number: int) -> None:
    """Add a disclosure and tell of it, both or neither."""
    now = workspace.now()
    item = Item(f"{name}-{number}", "a.b", 1, "标题", State.DRAFT, {}, created_at=now, updated_at=now)
    with workspace.together():
        workspace.add_item(item)
        workspace.tell(Event(0, now, "create", item.id, name))


def add_one(workspace: OfficeWorkspace) -> int:
    """Count up in the disclosure that all write to, and return how often somebody else was first."""
    conflicts = 0
    while True:
        item = workspace.item(COMMON)
        try:
            workspace.save_item(replace(item, values={"count": item.values["count"] + 1}))
        except Conflict:
            conflicts += 1
            continue
        return conflicts


def send_one(workspace: OfficeWorkspace) -> list[str]:
    """Take a job that is due and write down that it was delivered."""
    now = workspace.now()
    for job in workspace.due_jobs(now, 5):
        claimed = workspace.claim(job, now, LEASE)
        if claimed is not None:
            workspace.settle(claimed, JobState.DELIVERED, "好")
            return [job.id]
    return []


def main(url: str, name: str, rounds: int) -> None:
    """Do a third of each."""
    sent: list[str] = []
    conflicts = 0
    with closing(open_workspace(address_of(url))) as workspace:
        print("ready", flush=True)
        sys.stdin.readline()
        for number in range(rounds):
            begin(workspace, name, number)
            conflicts += add_one(workspace)
            sent += send_one(workspace)
    print(json.dumps({"begun": rounds, "counted": rounds, "sent": sent, "conflicts": conflicts}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
