"""Chinese is typed key by key into the real window, through Debian's input methods on a virtual screen."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from desktop_app.services.desk import Desk

_WAIT_S = 40.0
_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin

[GroupOrder]
0=Default
"""
_FCITX = ("fcitx5", "--disable=wayland,waylandim,notifications")
_IBUS = ("ibus-daemon", "--panel=disable", "--config=/usr/libexec/ibus-memconf", "--emoji-extension=disable")
_IBUS_ON = 'ibus engine libpinyin; [ "$(ibus engine)" = libpinyin ]'
"""The first may end with 1 though it did its work; the second tells."""
PINYIN = "nihao"
METHODS = {
    "fcitx5": (_FCITX, ("fcitx5-remote", "-o"), "/usr/share/fcitx5/inputmethod/pinyin.conf", "fcitx"),
    "ibus": (_IBUS, ("sh", "-c", _IBUS_ON), "/usr/share/ibus/component/libpinyin.xml", "ibus"),
}
"""Name to its daemon, the command that turns to Chinese, a file of its pinyin, and what a desktop announces."""


@contextmanager
def running(command: tuple[str, ...], environment: dict[str, str], **options: Any) -> Iterator[Any]:
    """Run a process of the test's own and end it."""
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, **options) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + _WAIT_S
    while not true():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.1)


def succeeds(command: tuple[str, ...], environment: dict[str, str]) -> bool:
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def composes(turn_on: tuple[str, ...], told: list[dict[str, Any]], environment: dict[str, str]) -> bool:
    """Turn to Chinese and type; where letters arrived, take them out again and let the field get the keyboard anew.

    The window joins the input method in its own time, and whoever turned to Chinese before that turned nothing.
    """
    if not succeeds(turn_on, environment):
        return False
    subprocess.run(["xdotool", "type", "--delay", "80", PINYIN], env=environment, check=True)
    end = time.monotonic() + 3.0
    while time.monotonic() < end:
        if told[-1]["preedit"]:
            return True
        time.sleep(0.1)
    subprocess.run(["xdotool", "key", *["BackSpace"] * len(PINYIN), "Tab"], env=environment, check=True)
    time.sleep(0.5)
    return False


def diagnosis(environment: dict[str, str], workspace: Path) -> tuple[str, str]:
    """Return what `gongkai doctor` says of the input method."""
    call = (sys.executable, "-m", "desktop_app", "--workspace", str(workspace), "doctor", "--json")
    said = subprocess.run(
        call, env=environment, capture_output=True, encoding="utf-8", timeout=100, check=False
    )
    part = next(one for one in json.loads(said.stdout) if one["name"] == "input-method")
    return part["health"], part["words"]


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder with a short name: the path of IBus's socket below it may have no more than 107 bytes (unix(7))."""
    with TemporaryDirectory(prefix="im", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture
def screen(home: Path) -> Iterator[dict[str, str]]:
    """The environment of a virtual screen with a session bus, in a home of its own."""
    (home / ".config" / "fcitx5").mkdir(parents=True)
    (home / ".config" / "fcitx5" / "profile").write_text(_PROFILE, "utf-8")
    kinds = {"CONFIG_HOME": ".config", "DATA_HOME": "data", "CACHE_HOME": "cache", "RUNTIME_DIR": "run"}
    (home / "run").mkdir(mode=0o700)
    environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "xcb", "GSETTINGS_BACKEND": "memory"}
    environment |= {f"XDG_{kind}": str(home / folder) for kind, folder in kinds.items()}
    for name in ("QT_IM_MODULE", "QT_IM_MODULES", "GTK_IM_MODULE", "IBUS_ADDRESS", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    with ExitStack() as stack:
        tubes = {"stdout": subprocess.PIPE, "text": True}
        call = ("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp")
        server = stack.enter_context(running(call, environment, **tubes))
        environment["DISPLAY"] = f":{server.stdout.readline().strip()}"
        call = ("dbus-daemon", "--session", "--nofork", "--print-address=1")
        bus = stack.enter_context(running(call, environment, **tubes))
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        yield environment


@pytest.mark.parametrize("name", METHODS)
def test_pinyin_typed_on_the_keyboard_arrives_as_chinese_and_can_be_undone(
    name: str, request: pytest.FixtureRequest, desk: Desk, workspace: Path
):
    daemon, turn_on, pinyin, announced = METHODS[name]
    missing = [tool for tool in ("Xvfb", "dbus-daemon", "xdotool", daemon[0]) if not shutil.which(tool)]
    if missing or not Path(pinyin).exists():
        pytest.skip(f"not installed: {', '.join(missing) or pinyin}; scripts/setup.sh --test installs it")
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name="龙江县财政局"))
    item = desk.drafts.create("policy.document")
    screen = request.getfixturevalue("screen")
    program = (sys.executable, "-m", "tests.journeys.input_typist", str(workspace), item.id)
    told: list[dict[str, Any]] = []
    with running(daemon, screen, stdout=subprocess.DEVNULL):
        until(lambda: any(Path(screen["XDG_CONFIG_HOME"], "ibus/bus").glob("*")), f"{name} offers its bus")
        desktop = {**screen, "XMODIFIERS": f"@im={announced}"}
        until(lambda: diagnosis(desktop, workspace)[0] == "good", "the diagnosis finds what runs")
        unannounced = diagnosis({**screen, "XMODIFIERS": ""}, workspace)
        assert (unannounced[0], "桌面没有告诉程序用它" in unannounced[1]) == ("limited", True)
        with running(program, desktop, stdout=subprocess.PIPE, encoding="utf-8") as window:
            reader = threading.Thread(target=lambda: told.extend(map(json.loads, window.stdout)))
            reader.start()
            until(lambda: bool(told) and told[-1]["focus"], "the field has the focus")
            before = told[-1]["text"]
            until(lambda: composes(turn_on, told, screen), "what is being typed is seen in the field")
            subprocess.run(["xdotool", "key", "space"], env=screen, check=True)
            until(lambda: told[-1]["text"] == before + "你好", f"你好 in the field, not {told[-1]}")
            subprocess.run(["xdotool", "key", "ctrl+z"], env=screen, check=True)
            until(lambda: told[-1]["text"] == before, "what was typed is undone")
        reader.join(10)
