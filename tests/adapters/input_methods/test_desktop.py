"""Input methods as they are: processes, the session bus, engines and Qt's module, each looked at for real."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.adapters.input_methods.desktop import look


def _process(folder: Path, number: int, name: str) -> None:
    (folder / str(number)).mkdir(parents=True)
    (folder / str(number) / "comm").write_text(f"{name}\n")


@pytest.fixture
def bus() -> Iterator[str]:
    """The address of a session bus of the test's own."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("dbus-daemon is not installed; scripts/setup.sh --test installs it")
    call = ("dbus-daemon", "--session", "--nofork", "--print-address=1")
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


def test_the_programs_input_module_is_there():
    assert "ibus" in look({}).modules


@pytest.mark.parametrize(
    ("process", "framework"), [("fcitx5", "fcitx5"), ("ibus-daemon", "ibus"), ("fcitx", "fcitx4")]
)
def test_a_running_framework_is_known_by_its_process(tmp_path: Path, process: str, framework: str):
    _process(tmp_path, 1, "systemd")
    _process(tmp_path, 4711, process)
    (tmp_path / "4712").mkdir()  # ended while it was looked at
    (tmp_path / "self").mkdir()
    assert look({}, tmp_path).running == {framework}


def test_a_desktop_without_one_and_without_a_bus_is_seen_as_such(tmp_path: Path):
    found = look({"XDG_DATA_DIRS": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}, tmp_path)
    assert (found.running, found.on_bus, found.chinese, found.announced) == (
        frozenset(),
        None,
        frozenset(),
        "",
    )


def test_what_is_on_the_session_bus_is_found_there(tmp_path: Path, bus: str):
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    environment = {"DBUS_SESSION_BUS_ADDRESS": bus}
    assert look(environment, tmp_path).on_bus == frozenset()
    daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    with open_dbus_connection(bus) as line:
        line.send_and_get_reply(
            new_method_call(daemon, "RequestName", "su", ("org.fcitx.Fcitx5", 0)), timeout=10
        )
        found = look(environment, tmp_path)
    assert (found.on_bus, found.running) == ({"fcitx5"}, {"fcitx5"})


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "nonsense", "unix:abstract=gongkai-nobody"])
def test_a_bus_that_does_not_answer_is_none(tmp_path: Path, address: str):
    assert look({"DBUS_SESSION_BUS_ADDRESS": address}, tmp_path).on_bus is None


@pytest.mark.parametrize(
    ("file", "text", "framework"),
    [
        ("fcitx5/inputmethod/pinyin.conf", "[InputMethod]\nName=Pinyin\nLangCode=zh_CN\n", "fcitx5"),
        ("ibus/component/libpinyin.xml", "<engine><language>zh_CN</language></engine>", "ibus"),
    ],
)
def test_an_engine_for_chinese_is_found_among_others(tmp_path: Path, file: str, text: str, framework: str):
    environment = {"XDG_DATA_DIRS": f"{tmp_path / 'none'}:{tmp_path}", "XDG_DATA_HOME": str(tmp_path / "own")}
    other = (tmp_path / file).with_stem("mozc")
    other.parent.mkdir(parents=True)
    other.write_text(text.replace("zh_CN", "ja_JP"))
    assert look(environment, tmp_path).chinese == frozenset()
    (tmp_path / file).write_text(text)
    assert look(environment, tmp_path).chinese == {framework}
