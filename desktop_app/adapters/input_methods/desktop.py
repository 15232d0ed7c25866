"""What a Linux desktop has for typing Chinese: looked at as it is, not as variables announce it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from desktop_app.core.input_method import FRAMEWORKS, Desktop, framework

_PROGRAMS = {"fcitx5": "fcitx5", "ibus": "ibus-daemon", "fcitx4": "fcitx"}
"""Framework to its program; the kernel keeps the first 15 characters of a process's name."""
_BUS_NAMES = {"fcitx5": "org.fcitx.Fcitx5", "ibus": "org.freedesktop.IBus", "fcitx4": "org.fcitx.Fcitx-"}
_BUS_PATIENCE_S = 2.0
_ENGINES = {
    "fcitx5": ("fcitx5/inputmethod", "*.conf", re.compile(r"^LangCode=zh", re.MULTILINE)),
    "ibus": ("ibus/component", "*.xml", re.compile(r"<language>\s*zh")),
}
"""Framework to where its engines are listed below a data folder, and what one for Chinese says of itself."""


def look(environment: Mapping[str, str], processes: Path = Path("/proc")) -> Desktop:
    """Return what there is; quick enough for a diagnosis, at most two seconds where the bus is silent.

    Args:
        environment: of this program.
        processes: the kernel's list of them.
    """
    names = _names_on_bus(environment)
    on_bus = {one for one, name in _BUS_NAMES.items() for told in names or () if told.startswith(name)}
    return Desktop(
        announced=framework(environment),
        modules=frozenset(_modules()),
        installed=frozenset(one for one, program in _PROGRAMS.items() if shutil.which(program)),
        running=frozenset({*_running(processes), *on_bus}),
        on_bus=None if names is None else frozenset(on_bus),
        chinese=frozenset(one for one in FRAMEWORKS if _has_chinese(one, environment)),
        is_wayland=bool(environment.get("WAYLAND_DISPLAY")) and environment.get("QT_QPA_PLATFORM") != "xcb",
    )


def _modules() -> Iterator[str]:
    """Yield the input modules that came with Qt."""
    found = find_spec("PySide6")
    for place in (found.submodule_search_locations or ()) if found else ():
        for folder in ("Qt/plugins", "plugins"):
            for file in Path(place, folder, "platforminputcontexts").glob(
                "lib*platforminputcontextplugin.so"
            ):
                yield file.name.removeprefix("lib").removesuffix("platforminputcontextplugin.so")


def _running(processes: Path) -> Iterator[str]:
    """Yield the frameworks whose programs this user runs."""
    frameworks = {program[:15]: one for one, program in _PROGRAMS.items()}
    for folder in processes.glob("[0-9]*"):
        try:
            name, owner = (folder / "comm").read_text("utf-8", "replace").strip(), folder.stat().st_uid
        except OSError:
            continue  # it ended meanwhile
        if name in frameworks and owner == os.getuid():
            yield frameworks[name]


def _names_on_bus(environment: Mapping[str, str]) -> list[str] | None:
    """Return who is on the bus of this login; None where there is none, or nobody here can ask."""
    address = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    if not address:
        return None
    try:
        from jeepney import DBusAddress, new_method_call
        from jeepney.io.blocking import open_dbus_connection
    except ImportError:
        return None
    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    try:
        with open_dbus_connection(address) as line:
            answer: Any = line.send_and_get_reply(new_method_call(bus, "ListNames"), timeout=_BUS_PATIENCE_S)
    except (OSError, ValueError, RuntimeError):
        return None
    return [str(name) for name in answer.body[0]]


def _has_chinese(one: str, environment: Mapping[str, str]) -> bool:
    folder, pattern, sign = _ENGINES.get(one, ("", "", None))
    if sign is None:
        return False
    shares = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    files = (file for share in (own, *shares.split(":")) for file in Path(share, folder).glob(pattern))
    return any(sign.search(_text(file)) for file in files)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError:
        return ""
