"""`gongkai lock` and `gongkai unlock`, killed at random moments: everything is there and opens."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from desktop_app.adapters.workspace.backups import proven
from desktop_app.adapters.workspace.cipher import Key, connect, is_locked, key_of, salt_of
from desktop_app.adapters.workspace.errors import WrongWorkspacePassphrase
from desktop_app.adapters.workspace.locking import copies
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.services.lock import PASSPHRASE_VARIABLE
from desktop_app.wiring import open_desk
from tests.ui.pages.office import Office

KILLS = 120 if os.environ.get("EVERY_FAULT") else 12
PLANTED = "230221199001011237"
ATTACHED_BYTES = 6_000_000
"""So that a rewriting takes long enough to be struck."""
STEPS = 6
"""How often a new file or an old one's second name comes or goes while three files are rewritten, at least."""
_TICK_S, _STEP_S, _WHOLE_S = 0.001, 0.03, 2.0


@dataclass
class Attempt:
    """A command that somebody ended.

    Args:
        verb: lock, which gives another passphrase where there is one, or unlock.
        passphrase: the new one.
        was_ended: whether it was still at work.
        left: endings of what lay beside workspace and copies when it died.
    """

    verb: str
    passphrase: str
    was_ended: bool
    left: list[str] = field(default_factory=list)


class Locksmith:
    """Locks and unlocks an office, is killed at it, and knows every passphrase that was ever given."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "workspace.db"
        self.passphrases: list[str] = []
        self._keys: dict[bytes, tuple[str, Key]] = {}
        self._chance = random.Random(20260928)

    def key(self, file: Path) -> Key | None:
        """Return what opens a file: None where it is plain, else by one of the passphrases."""
        return self._known(file)[1]

    def passphrase(self) -> str:
        """Return the passphrase of now; empty where it is not locked."""
        return self._known(self.file)[0]

    def _known(self, file: Path) -> tuple[str, Key | None]:
        if not is_locked(file):
            return "", None
        salt = salt_of(file)
        if salt not in self._keys:  # trying one takes a quarter of a second
            self._keys[salt] = self._tried(file)
        return self._keys[salt]

    def _tried(self, file: Path) -> tuple[str, Key]:
        for passphrase in reversed(self.passphrases):
            with suppress(WrongWorkspacePassphrase):
                return passphrase, key_of(file, passphrase)
        raise AssertionError(f"{file.name} opens with none of the passphrases")

    def attempt(self, number: int) -> Attempt:
        """Begin a command and kill it at a moment that nobody chose: anywhere, or while files are rewritten."""
        old = self.passphrase()
        verb = "unlock" if old and number % 3 else "lock"
        fresh = f"passphrase number {number}"
        if verb == "lock":
            self.passphrases.append(fresh)
        environment = {**os.environ, PASSPHRASE_VARIABLE: old}
        command = [sys.executable, "-m", "desktop_app", "--workspace", str(self.folder), verb]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, env=environment, encoding="utf-8", **pipes) as working:
            assert working.stdin is not None
            working.stdin.write(f"{fresh}\n")
            working.stdin.close()
            if number % 4:
                self._wait_for_step(working, self._chance.randint(1, STEPS))
                Event().wait(self._chance.random() * _STEP_S)
            else:
                Event().wait(self._chance.random() * _WHOLE_S)
            was_ended = working.poll() is None
            working.kill()
        return Attempt(verb, fresh, was_ended, sorted({file.suffix for file in self.leftovers()}))

    def _wait_for_step(self, working: subprocess.Popen[str], step: int) -> None:
        """Wait until what lies beside the files has changed so often, or the command is through."""
        seen: list[Path] = []
        deadline = monotonic() + 90
        while step and working.poll() is None:
            assert monotonic() < deadline, "the command neither went on nor ended"
            now = self.leftovers()
            step -= now != seen
            seen = now
            Event().wait(_TICK_S)

    def leftovers(self) -> list[Path]:
        """Return what a rewriting keeps beside the files while it lasts."""
        return [
            file
            for folder in (self.folder, self.folder / "backups")
            for end in (".relock", ".spent", "-mj*")
            for file in folder.glob(f"*{end}")
        ]


def _rows(file: Path, key: Key | None) -> Iterator[tuple[str, str]]:
    """Yield the digest of each table."""
    with closing(connect(file, key)) as connection:
        assert connection.execute("pragma integrity_check").fetchone()[0] == "ok"
        names = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        for name in names:
            rows = sorted(repr(tuple(row)) for row in connection.execute(f'select * from "{name}"'))
            yield name, hashlib.sha256("\n".join(rows).encode()).hexdigest()


@pytest.fixture
def smith(tmp_path: Path) -> Locksmith:
    """An office with disclosures, a large attachment and two daily backups."""
    folder = tmp_path / "office"
    desk = open_desk(str(folder))
    try:
        item = Office(desk).draft(contact=PLANTED)
        Office(desk).approved()
        with closing(open_workspace(folder / "workspace.db")) as beside:
            beside.attach(item.id, "名单.txt", "名单", f"{PLANTED}\n".encode() * (ATTACHED_BYTES // 19))
        made = desk.backups.daily()
        assert made is not None
        desk.back_up(made.with_name("workspace-2026-01-01.db"))
    finally:
        desk.close()
    return Locksmith(folder)


@pytest.mark.timeout(1800)
def test_killed_while_locking_or_unlocking_everything_is_there_and_opens(smith: Locksmith):
    before = dict(_rows(smith.file, None))
    told, landed = Counter[str](), Counter[str]()
    for number in range(KILLS):
        attempt = smith.attempt(number)
        told[attempt.verb] += 1
        landed["at work"] += attempt.was_ended
        landed["between two files"] += bool(attempt.left)

        assert dict(_rows(smith.file, smith.key(smith.file))) == before
        kept = list(copies(smith.file))
        assert len(kept) == 2
        for copy in kept:
            key = smith.key(copy)
            proven(copy, key)
            assert dict(_rows(copy, key)) == before
        _settle(smith)
    print(f"\n{KILLS} kills: {dict(told)}, {dict(landed)}")  # seen with -s
    assert set(told) == {"lock", "unlock"}
    assert landed["at work"] >= KILLS // 6
    assert landed["between two files"] >= KILLS // 12, "kills struck while files were rewritten"


def _settle(smith: Locksmith) -> None:
    """Open the office as the window does: nothing is left over, and where it is locked nothing can be read."""
    key = smith.key(smith.file)
    desk = open_desk(str(smith.folder), ask=lambda _opened, *_what: key)
    try:
        assert desk.chain.verify().is_whole
        desk.lock.settle()
        assert smith.leftovers() == []
        for item in desk.drafts.latest(9):
            for stored in item.attachments:
                assert len(desk.drafts.content(stored)) == stored.size
    finally:
        desk.close()
    if key is not None:
        files = [file for file in smith.folder.rglob("*") if file.is_file()]
        assert [file.name for file in files if PLANTED.encode() in file.read_bytes()] == []
