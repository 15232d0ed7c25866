"""Queued items drained through the outbox, against the same number of bare commits to the same disk.

The portal answers at once and forgets, so that what is measured is the outbox: claimed, frozen content read, published,
read back, compared, told and settled; what a group did is on the disk before the next one is begun. Then the same
against the reference portal in a process of its own, which writes every item to the same disk too.
"""

from __future__ import annotations

import os
import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.outbox.job import JobState
from desktop_app.core.outbox.submission import Portal, PublishedPage, Receipt
from desktop_app.services.desk import Desk, Places
from tests.adapters.portals.reference import reference_portal
from tests.bench.table import Row
from tests.bench.upload import portal_process
from tests.services.conftest import FixedClock
from tests.ui.pages.office import OUTAGE, Office

ITEMS, WARM, SENT = 1_000, 100, 200
GOAL_A_SECOND, GROWTH = 1_000, 1.1
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class _Forgetful(MemoryPortal):
    """Keeps nothing of what was read back."""

    def read_back(self, receipt: Receipt) -> PublishedPage:
        page = super().read_back(receipt)
        self._held.pop(receipt.key)
        self.published.clear()
        self.calls.clear()
        return page


def measure() -> list[Row]:
    """Drain a thousand items, and see how much more memory the last nine hundred took."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        desk = _desk(home)
        _queue(desk, home, WARM)
        desk.outbox.run()
        before = _memory()
        _queue(desk, home, ITEMS)
        begun = time.perf_counter()
        sent = len(desk.outbox.run())
        rate = sent / (time.perf_counter() - begun)
        growth = _memory() / before
        desk.close()
        commits = _commits(home / "bare.db")
    return [
        _over_the_network(commits),
        Row(
            f"{ITEMS:,} queued items drained, a second",
            "bare commits to the same disk",
            rate / commits,
            f"{GOAL_A_SECOND:,} a second",
            rate >= GOAL_A_SECOND,
            f"{rate:,.0f} a second; {commits:,.0f} commits a second",
        ),
        Row(
            f"memory after {ITEMS:,} items",
            f"after {WARM}",
            growth,
            f"under {GROWTH}",
            growth < GROWTH,
            f"{before / 1e6:.0f} MB before",
        ),
    ]


def _over_the_network(commits: float) -> Row:
    """Drain items to the reference portal."""
    with TemporaryDirectory() as folder, portal_process(Path(folder)) as (url, token):
        home = Path(folder)
        desk = _desk(home, reference_portal("local", url, token))
        _queue(desk, home, SENT)
        begun = time.perf_counter()
        sent = sum(job.state is JobState.DELIVERED for job in desk.outbox.run())
        rate = sent / (time.perf_counter() - begun)
        desk.close()
    return Row(
        f"{SENT} queued items to the reference portal, a second",
        "bare commits to the same disk",
        rate / commits,
        "no goal of its own",
        sent == SENT,
        f"{rate:,.0f} a second; {commits:,.0f} commits a second",
    )


def _desk(home: Path, portal: Portal | None = None) -> Desk:
    clock = FixedClock()
    portal = portal or _Forgetful("local", now=clock)
    return Desk(
        open_workspace(home / "workspace.db"),
        Places(paths.HOME, home / "cache"),
        home / "settings.json",
        lambda _name: portal,
        clock,
    )


def _queue(desk: Desk, home: Path, count: int) -> None:
    """Queue one disclosure as an office does, and others like it beside it."""
    item = Office(desk).queued(OUTAGE)
    workspace = open_workspace(home / "workspace.db")
    job, frozen = workspace.job(item.id), workspace.submission(item.id)
    kept = workspace.item(item.id)
    with workspace.together():
        for number in range(1, count):
            name = f"{item.id}-{number}"
            workspace.add_item(replace(kept, id=name))
            workspace.add_job(replace(job, id=name, item=name, key=name), frozen.replace(item.id, name))
    workspace.close()


def _memory() -> int:
    """Return the memory that the process holds, in bytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE


def _commits(file: Path) -> float:
    with sqlite3.connect(file, isolation_level=None) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("create table t (x)")
        begun = time.perf_counter()
        for number in range(ITEMS):
            connection.execute("insert into t values (?)", [number])
        taken = time.perf_counter() - begun
    connection.close()
    return ITEMS / taken


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
