"""A clerk at work without a window, to be killed: says what is begun and what is done, one line each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import msgspec

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.services.desk import Desk, Places
from desktop_app.wiring import beijing_now
from tests.ui.pages.office import OUTAGE, Office

ATTACHED_BYTES = 2_500_000
"""More than two of the pieces that the workspace keeps."""


def main(folder: Path, seed: int) -> None:
    """Do one thing after another until somebody kills this process."""
    portal = MemoryPortal("local", now=beijing_now)
    places = Places(paths.HOME, folder.parent / "cache")
    desk = Desk(
        open_workspace(folder / "workspace.db"),
        places,
        folder / "settings.json",
        lambda _: portal,
        beijing_now,
    )
    _publish(desk, f"{seed}-0")  # what is loaded when it is first used is not what kills shall strike
    say("ready")
    for number in count(1):
        name = list(DEEDS)[(seed + number) % len(DEEDS)]
        say(f"begun {name}")
        say(f"done {name} {DEEDS[name](desk, f'{seed}-{number}')}")


def say(line: str) -> None:
    print(line, flush=True)


def _draft(desk: Desk, mark: str) -> str:
    return Office(desk).draft(OUTAGE, title=f"停水通知 {mark}").id


def _attach(desk: Desk, mark: str) -> str:
    item = _draft(desk, mark)
    open_workspace(desk.folder / "workspace.db").attach(item, f"{mark}.txt", mark, bytes(ATTACHED_BYTES))
    return item


def _approve(desk: Desk, mark: str) -> str:
    return Office(desk).approved(OUTAGE, title=f"停水通知 {mark}").id


def _publish(desk: Desk, mark: str) -> str:
    return Office(desk).published(OUTAGE, title=f"停水通知 {mark}").id


def _remove(desk: Desk, mark: str) -> str:
    item = _draft(desk, mark)
    desk.drafts.delete(item)
    return item


def _back_up(desk: Desk, mark: str) -> str:
    return str(desk.back_up(desk.folder / "copies" / f"{mark}.db"))


def _settle(desk: Desk, mark: str) -> str:
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name=mark))
    return mark


DEEDS: dict[str, Callable[[Desk, str], str]] = {
    "draft": _draft,
    "attach": _attach,
    "approve": _approve,
    "publish": _publish,
    "remove": _remove,
    "backup": _back_up,
    "settings": _settle,
}
"""Every operation that writes, by the word that tells of it."""


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
