"""The window's pictures, to be looked at: every page, filled and empty, at both sizes that must fit.

`make screenshots` writes them into build/screenshots.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from PySide6.QtCore import QEventLoop, QThreadPool, QTimer

from desktop_app import paths
from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.board.place import Place
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.core.requests.record import Applicant, Way
from desktop_app.services.desk import Desk, Places
from desktop_app.settings import Settings
from desktop_app.ui import theme
from desktop_app.ui.app import application
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pauses import Sweeper
from desktop_app.ui.tasks import wait_for_all
from tests.services.conftest import FixedClock
from tests.ui.importing import works
from tests.ui.pages.office import ALLOWANCE, GUIDE, OUTAGE, Office

SIZES = {"1366x768": (1366, 768, "1"), "1920x1080-150": (1280, 720, "1.5")}
"""Name to the window's size in logical pixels and the system's scaling."""
LOOKS = {
    "empty": (theme.SYSTEM, theme.USUAL),
    "filled": (theme.SYSTEM, theme.USUAL),
    "dark": ("dark", theme.USUAL),
    "contrast": ("contrast", theme.USUAL),
    "largest-type": ("light", "largest"),
}
"""Folder to theme and size of type; all but the first show an office at work."""
PLACES = (
    "workbench",
    "catalogue",
    "drafts",
    "review",
    "outbox",
    "board",
    "requests",
    "ledger",
    "reports",
    "files",
    "settings",
    "welcome",
)
BOARDS = (
    Place("永发村", "村委会公示栏", 47.3370, 123.1800),
    Place("永胜村", "文化广场公示栏"),
    Place("", "政务大厅公示栏"),
)
OUT = Path("build") / "screenshots"
_LOOK_EVERY_MS = 25
_LAST_WORK_S = 20.0
_ROUNDS_OF_FORM = 60
"""Checks and preview of a form wait until nobody types."""


def main() -> None:
    """Take all pictures; scaling is read once when Qt starts, so each size has its own process."""
    if len(sys.argv) > 1:
        take(sys.argv[1])
        return
    for name, (_, _, scale) in SIZES.items():
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
        subprocess.run([sys.executable, "-m", "tests.screenshots", name], env=environment, check=True)
    print(OUT)


def take(name: str) -> None:
    """Take the pictures of one size."""
    width, height, _ = SIZES[name]
    made = application()
    for kind, look in LOOKS.items():
        theme.wear(*look)
        folder = OUT / name / kind
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as workspace:
            desk = office_desk(Path(workspace), is_filled=kind != "empty")
            window = MainWindow(desk)
            Sweeper(window)
            window.resize(width, height)
            window.show()
            for place in PLACES:
                window.show_place(place)
                settle()
                window.grab().save(str(folder / f"{place}.png"))
            for work in works(window, desk, Path(workspace), lambda: settle(8)) if kind != "empty" else ():
                window.grab().save(str(folder / f"import-{work}.png"))
            for state in (State.DRAFT, State.IN_REVIEW):
                for item in desk.drafts.items(state)[:1]:
                    window.open_item(item.id, review=state is State.IN_REVIEW)
                    settle(_ROUNDS_OF_FORM)
                    window.grab().save(str(folder / f"form-{state}.png"))
            window.close()
            made.processEvents()
            wait_for_all(_LAST_WORK_S)
            desk.close()


class RunningClock(FixedClock):
    """Goes on by a second whenever it is asked while an office is filled, so that no two things happen at once."""

    runs = False

    def __call__(self) -> datetime:
        if self.runs:
            self.now += timedelta(seconds=1)
        return super().__call__()


def office_desk(folder: Path, *, is_filled: bool) -> Desk:
    clock = RunningClock()
    portal = MemoryPortal("local", now=clock)
    desk = Desk(
        open_workspace(folder / "workspace.db"),
        Places(paths.HOME, folder / "cache"),
        folder / "settings.json",
        lambda _name: portal,
        clock,
    )
    desk.save_settings(Settings(office_name="龙江县民政局", person="李经办", office_phone="0452-5823000"))
    if is_filled:
        clock.runs = True
        _fill(desk, clock, portal)
        clock.runs = False  # before anything that waits is due: nothing is sent while pictures are taken
    return desk


def _fill(desk: Desk, clock: RunningClock, portal: MemoryPortal) -> None:
    """A dozen disclosures, in every state, some of them late."""
    penalty, office = "market-supervision.penalty-publicity", Office(desk)
    clock.now = datetime(2026, 7, 6, 9)
    office.published(OUTAGE)
    clock.now = datetime(2026, 9, 27, 10)
    for form in (ALLOWANCE, "decision.draft-consultation", GUIDE, OUTAGE):
        office.published(form)
    clock.now = datetime(2026, 10, 1, 9, 40)
    office.published(penalty)
    for form in (OUTAGE, penalty, "finance.department-budget", "policy.document"):
        office.draft(form)
    office.handed_in(ALLOWANCE)
    desk.reviews.send_back(office.handed_in(GUIDE).id, "王审查", "办理时限写错")
    office.approved(OUTAGE)
    _hang(desk, office)
    waiting = office.queued(ALLOWANCE)
    portal.fail("publish", RetryLater("连不上门户，请检查网络。"))
    desk.outbox.send(waiting.id)


def _hang(desk: Desk, office: Office) -> None:
    """Sheets on two villages' boards, an objection, and two requests on application."""
    desk.save_settings(msgspec.structs.replace(desk.settings, boards=BOARDS))
    item = office.approved(ALLOWANCE)
    for place in BOARDS[:2]:
        desk.postings.record(item.id, place, desk.deadlines.today(), witness="钱样", sheet="盖章件原件")
    desk.objections.take(item.id, desk.now(), "电话", "家庭人口数与实际不符")
    for content in ("丰泽镇2025年农村厕所改造项目资金使用情况", "2025年高标准农田建设验收报告"):
        request = desk.requests.register(
            Way.IN_PERSON, desk.deadlines.today(), content, Applicant("自然人", "赵示例")
        )
    desk.requests.consult(request.id, "third_party", desk.deadlines.today())


def settle(rounds: int = 4) -> None:
    """Let the window come to rest: for some rounds nothing was worked on, and what was loaded is drawn."""
    quiet = 0
    while quiet < rounds:
        loop = QEventLoop()
        QTimer.singleShot(_LOOK_EVERY_MS, loop.quit)
        loop.exec()
        quiet = 0 if QThreadPool.globalInstance().activeThreadCount() else quiet + 1


if __name__ == "__main__":
    main()
