"""Killed at random moments of every operation that writes: what was done is there, and nothing is half."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.backups import verify
from desktop_app.adapters.workspace.errors import NotFound
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.states import State
from desktop_app.services.desk import Desk, Places
from desktop_app.settings import load_settings
from desktop_app.wiring import beijing_now
from tests.journeys.worker import DEEDS

KILLS = 14
STATES = {
    "draft": {State.DRAFT},
    "approve": {State.APPROVED},
    "publish": {State.PUBLISHED},
    "attach": {State.DRAFT},
}
LONGEST_S = 1.2


@dataclass
class Told:
    """What the killed process said."""

    begun: list[str] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)


def work_until_killed(folder: Path, seed: int) -> Told:
    """Let a clerk work and kill it at a moment that nobody chose."""
    told, ready = Told(), threading.Event()
    command = [sys.executable, "-m", "tests.journeys.worker", str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as worker:
        reader = threading.Thread(target=_read, args=(worker, told, ready))
        reader.start()
        assert ready.wait(60)
        threading.Event().wait(random.Random(seed).random() * LONGEST_S)
        worker.kill()
        reader.join(30)
    return told


def _read(worker: subprocess.Popen[str], told: Told, ready: threading.Event) -> None:
    for line in worker.stdout or ():
        word, *rest = line.split()
        if word == "ready":
            ready.set()
        elif word == "begun":
            told.begun.append(rest[0])
        elif len(rest) == 2 and line.endswith("\n"):
            told.done.append((rest[0], rest[1]))


@pytest.mark.timeout(600)
def test_killed_at_any_moment_what_was_done_is_there_and_nothing_is_half(tmp_path: Path):
    folder, struck, every = tmp_path / "office", set(), Told()
    for seed in range(KILLS):
        told = work_until_killed(folder, seed)
        every.begun += told.begun
        every.done += told.done
        if len(told.begun) > len(told.done):
            struck.add(told.begun[-1])
        _prove(folder, told)
    _prove(folder, every)
    assert {deed for deed, _ in every.done} == set(DEEDS), "every operation was done at least once"
    assert len(struck) >= 3, f"kills struck in the middle of {struck}"


def _prove(folder: Path, told: Told) -> None:
    file = folder / "workspace.db"
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert connection.execute("pragma foreign_key_check").fetchall() == []
    desk = Desk(
        open_workspace(file),
        Places(paths.HOME, folder.parent / "cache"),
        folder / "settings.json",
        lambda _name: MemoryPortal("local", now=beijing_now),
        beijing_now,
    )
    try:
        assert desk.chain.verify().is_whole
        for deed, result in told.done:
            _prove_deed(desk, deed, result)
        for state in State:
            for item in desk.drafts.items(state):
                for stored in desk.drafts.open(item.id).item.attachments:
                    assert len(desk.drafts.content(stored)) == stored.size
        for copy in (folder / "copies").glob("*.db"):
            verify(copy)  # what bears a backup's name is whole
    finally:
        desk.close()


def _prove_deed(desk: Desk, deed: str, result: str) -> None:
    if deed == "remove":
        with pytest.raises(NotFound):
            desk.drafts.open(result)
    elif deed == "backup":
        assert Path(result).is_file()
    elif deed == "settings":
        assert load_settings(desk.folder / "settings.json").office_name
    else:
        item = desk.drafts.open(result).item
        assert item.state in STATES[deed]
        assert bool(item.attachments) is (deed == "attach")
