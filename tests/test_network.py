"""The program reaches the chosen portal and nobody else: watched in every process that it starts."""

from __future__ import annotations

import ipaddress
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app import paths

_WATCH = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto"):
        told = arguments[1]
    elif event == "socket.getaddrinfo":
        told = arguments[:2]
    else:
        return
    if isinstance(told, tuple):
        with open(os.environ["WATCHED"], "a", encoding="utf-8") as file:
            file.write(f"{event} {told[0]} {told[1]}\\n")
sys.addaudithook(watch)
"""
"""Python tells of every connection before it is made (PEP 578); `sitecustomize` runs first in each process."""

_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from desktop_app.wiring import open_desk
from desktop_app.ui.app import application
from desktop_app.ui.main_window import PLACES, MainWindow
made = application()
desk = open_desk(sys.argv[1])
window = MainWindow(desk)
window.show()
for place in PLACES:
    window.show_place(place)
    made.processEvents()
QTimer.singleShot(1500, made.quit)
made.exec()
"""

SPEAKERS = {
    "wiring.py",
    "ui/door.py",
    "portal_server",
    "adapters/portals",
}
"""What may import a library that speaks to other machines; the door speaks to this machine's own processes."""
_LIBRARIES = re.compile(
    r"^\s*(?:from|import) (?:httpx|socket|urllib\.request|http\.client|ftplib|smtplib|paramiko|PySide6\.QtNetwork)\b",
    re.MULTILINE,
)


def watched(tmp_path: Path, *command: str) -> set[tuple[str, str]]:
    """Run Python with a command line and return the addresses that it and its children reached for."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(_WATCH, "utf-8")
    told = tmp_path / "told.txt"
    told.touch()
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": f"{tmp_path / 'watch'}{os.pathsep}{paths.HOME}",
        "WATCHED": str(told),
    }
    subprocess.run([sys.executable, *command], env=environment, check=True, capture_output=True, timeout=110)
    return {(line.split()[1], line.split()[2]) for line in told.read_text("utf-8").splitlines()}


def _is_here(host: str) -> bool:
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def test_the_main_job_from_end_to_end_reaches_its_portal_alone(tmp_path: Path):
    reached = watched(tmp_path, "-m", "desktop_app", "demo", "--out", str(tmp_path / "demo"))
    assert reached, "the watch sees the portal being reached"
    assert all(_is_here(host) for host, _ in reached)
    assert len({port for _, port in reached if port != "0"}) == 1


def test_a_window_in_which_nothing_is_sent_reaches_nobody(tmp_path: Path):
    office = tmp_path / "office"
    office.mkdir()
    (office / "settings.json").write_text('{"office_name": "龙江县民政局"}', "utf-8")
    assert watched(tmp_path, "-c", _WINDOW, str(office)) == set()


def test_only_portals_know_how_to_speak_to_other_machines():
    root = paths.HOME / "desktop_app"
    speaking = {
        file.relative_to(root).as_posix()
        for file in root.rglob("*.py")
        if _LIBRARIES.search(file.read_text("utf-8"))
    }
    assert {one for one in speaking if not one.startswith(tuple(SPEAKERS))} == set()


@pytest.mark.parametrize("line", ["import httpx", "    from urllib.request import urlopen", "import socket"])
def test_what_speaks_is_recognised(line: str):
    assert _LIBRARIES.search(line)
