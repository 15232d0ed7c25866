"""What lies beside the packed program: the menu entry and the script that puts it there."""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.cli.parser import parse
from desktop_app.services.documents import file_stem

PACKAGING = paths.HOME / "packaging"
LINUX = PACKAGING / "linux"


def test_the_program_is_put_into_the_users_menu_from_wherever_it_was_unpacked(tmp_path: Path):
    folder = tmp_path / "政务 公开" / "gongkai"
    shutil.copytree(LINUX, folder)
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    said = subprocess.run(
        ["sh", str(folder / "install.sh")], env=environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout

    entry = configparser.ConfigParser(interpolation=None)
    entry.read(tmp_path / ".local/share/applications/gongkai-desk.desktop", "utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["Exec"] == f'"{folder}/gongkai"'
    assert desktop["Icon"].startswith(f"{folder}/")
    assert desktop["Terminal"] == "false"
    assert "开始菜单" in said


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="no shared MIME database here")
def test_a_double_click_on_a_hand_over_package_opens_the_program(tmp_path: Path):
    folder, package = tmp_path / "gongkai", tmp_path / "移交包-停水通知.zip"
    shutil.copytree(LINUX, folder)
    data = tmp_path / "share"
    environment = {
        "HOME": str(tmp_path),
        "PATH": os.environ["PATH"],
        "XDG_DATA_HOME": str(data),
        "LANG": "C.UTF-8",
    }
    subprocess.run(["sh", str(folder / "install.sh")], env=environment, check=True, capture_output=True)
    assert "80:application/x-gongkai-handover:移交包-*.zip" in (data / "mime" / "globs2").read_text("utf-8")

    opener = configparser.ConfigParser(interpolation=None)
    opener.read(data / "applications" / "gongkai-desk-open.desktop", "utf-8")
    assert opener["Desktop Entry"]["MimeType"] == "application/x-gongkai-handover;"
    assert (
        parse(shlex.split(opener["Desktop Entry"]["Exec"].replace("%f", f'"{package}"'))[1:]).package
        == package
    )
    assert fnmatch(f"移交包-{file_stem('停水通知')}.zip", "移交包-*.zip"), (
        "what the window proposes is known by its name"
    )


def test_the_icon_of_the_menu_is_packed():
    named = (LINUX / "gongkai-desk.desktop").read_text("utf-8").split("_internal/")[1].split("\n")[0]
    assert (paths.HOME / named).is_file()
    assert "resources" in (paths.HOME / "build.spec").read_text("utf-8")


@pytest.mark.parametrize(
    ("behaves", "said"),
    [
        ("exit 2", "gongkai --version ended with 2, not 0"),
        ("echo [要处理] 程序文件", "“要处理” in what it printed"),
        ("echo 程序文件", "no “行政处罚” in what it printed"),
    ],
)
def test_a_packed_program_that_misbehaves_does_not_pass(tmp_path: Path, behaves: str, said: str):
    program = tmp_path / "gongkai"
    program.write_text(f"#!/bin/sh\n{behaves}\n", "utf-8")
    program.chmod(0o755)
    tried = subprocess.run(
        ["sh", PACKAGING / "try_out.sh", tmp_path, tmp_path, tmp_path / "out"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert tried.returncode == 1
    assert said in tried.stderr
