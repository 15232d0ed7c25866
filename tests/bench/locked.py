"""What a locked workspace costs: saving, searching and opening, against the same workspace unlocked."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.adapters.workspace.cipher import Key, key_of, new_key
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.ledger.entry import entry_of
from desktop_app.core.ledger.filters import Filters
from tests.bench.table import Row, median

LINES, ROUNDS = 3_000, 60
PASSPHRASE = "兴安岭上第一场雪"
MOST_SAVING, MOST_SEARCHING, MOST_OPENING_S = 1.5, 2.0, 1.5
_NOW = datetime(2026, 9, 28, 8)


def measure() -> list[Row]:
    """Do the same in both, turn and turn about."""
    with tempfile.TemporaryDirectory() as folder:
        plain, locked = Path(folder) / "plain.db", Path(folder) / "locked.db"
        key = new_key(PASSPHRASE)
        for file, one in ((plain, None), (locked, key)):
            _fill(file, one)
        saving, searching = _both(plain, locked, key, _save), _both(plain, locked, key, _search)
        opening = _seconds(lambda: open_workspace(locked, key_of(locked, PASSPHRASE)).close())
        unlocked = _seconds(lambda: open_workspace(plain).close())
    return [
        _row("saving in a locked workspace", saving, MOST_SAVING),
        _row("searching the ledger of a locked workspace", searching, MOST_SEARCHING),
        Row(
            "opening a locked workspace by its passphrase",
            "opening one that is not locked",
            opening / unlocked,
            f"under {MOST_OPENING_S} s, and slow enough against guessing",
            0.1 < opening < MOST_OPENING_S,
            f"{opening * 1000:.0f} ms and {unlocked * 1000:.1f} ms; the keyring's key needs no derivation",
        ),
    ]


def _row(what: str, taken: tuple[float, float], most: float) -> Row:
    plain, locked = taken
    figures = f"median of {ROUNDS}: {locked * 1000:.2f} ms and {plain * 1000:.2f} ms"
    return Row(
        what,
        "the same where it is not locked",
        locked / plain,
        f"under {most}",
        locked / plain < most,
        figures,
    )


def _both(
    plain: Path, locked: Path, key: Key, work: Callable[[OfficeWorkspace, int], object]
) -> tuple[float, float]:
    """Return the median seconds of a work in the plain workspace and in the locked one."""
    one, other = open_workspace(plain), open_workspace(locked, key)
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(ROUNDS):
        for workspace, seconds in zip((one, other), taken, strict=True):
            begun = time.perf_counter()
            work(workspace, number)
            seconds.append(time.perf_counter() - begun)
    one.close()
    other.close()
    return median(taken[0]), median(taken[1])


def _save(workspace: OfficeWorkspace, number: int) -> None:
    item = workspace.item("i0")
    workspace.save_item(replace(item, title=f"第{number}次保存"))


def _search(workspace: OfficeWorkspace, number: int) -> None:
    filters = Filters(text=f"停水{number % 7}")
    assert workspace.ledger.lines(filters, 50)
    assert workspace.ledger.count(filters)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _fill(file: Path, key: Key | None) -> None:
    workspace = open_workspace(file, key)
    values = {"body": "关于停水的通知。" * 200}
    with workspace.together():
        for number in range(LINES):
            title, at = f"关于停水{number % 7}的通知 {number}", _NOW + timedelta(minutes=number)
            item = Item(f"i{number}", "a.b", 1, title, State.DRAFT, values, created_at=at, updated_at=at)
            workspace.add_item(item)
            workspace.ledger.put(entry_of(item, "", at), title)
    workspace.close()


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
