"""What lies beside the packed program: the menu entry and the script that puts it there."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
from pathlib import Path

from desktop_app import paths

LINUX = paths.HOME / "packaging" / "linux"


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


def test_the_icon_of_the_menu_is_packed():
    named = (LINUX / "gongkai-desk.desktop").read_text("utf-8").split("_internal/")[1].split("\n")[0]
    assert (paths.HOME / named).is_file()
    assert "resources" in (paths.HOME / "build.spec").read_text("utf-8")
