"""What a save costs on a shared workspace against one in a file; skipped where there is no PostgreSQL."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.disclosure.story import Event
from tests.bench.table import Row, median
from tests.postgres import Server, binaries, missing

_SAVES = 200
_AT = datetime(2026, 9, 28, 8)


def measure() -> list[Row]:
    """Save the same disclosure and tell of it, on both; the server writes through to the disk as an office's does."""
    found = binaries()
    if missing() or found is None:
        print(f"(no row for the shared workspace: {missing()})")
        return []
    server = Server(found, Path(mkdtemp(prefix="gongkai-bench-")), durable=True)
    try:
        with (
            TemporaryDirectory() as folder,
            closing(open_workspace(Path(folder) / "workspace.db")) as file,
            closing(open_workspace(server.fresh())) as shared,
        ):
            alone, together = _save_s(file), _save_s(shared)
    finally:
        server.stop("immediate")
    return [
        Row(
            "saving a disclosure and its event in PostgreSQL on this machine",
            "the same in SQLite",
            together / alone,
            "not above 5, and below 50 ms",
            together / alone <= 5 and together < 0.05,
            f"{together * 1000:.1f} ms against {alone * 1000:.1f} ms, median of {_SAVES}",
        )
    ]


def _save_s(workspace: OfficeWorkspace) -> float:
    item = workspace.add_item(
        Item("i1", "a.b", 1, "标题", State.DRAFT, {"text": "关于停水的公告" * 200}, _AT, _AT)
    )
    taken = []
    for number in range(_SAVES):
        begun = time.perf_counter()
        with workspace.together():
            item = workspace.save_item(replace(item, title=f"标题{number}"))
            workspace.tell(Event(0, _AT, "edit", "i1", "张三"))
        taken.append(time.perf_counter() - begun)
    return median(taken)


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
