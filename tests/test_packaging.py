"""What lies beside the packed program: the menu entry and the script that puts it there."""

from __future__ import annotations

import configparser
import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.cli.parser import parse
from desktop_app.services.documents import file_stem

PACKAGING = paths.HOME / "packaging"
LINUX = PACKAGING / "linux"


@dataclass(frozen=True)
class Installed:
    """What the script put into a user's folders."""

    folder: Path
    data: Path
    environment: dict[str, str]
    said: str

    def entry(self, name: str) -> configparser.SectionProxy:
        read = configparser.ConfigParser(interpolation=None)
        read.read(self.file(name), "utf-8")
        return read["Desktop Entry"]

    def file(self, name: str) -> Path:
        return self.data / "applications" / f"{name}.desktop"


@pytest.fixture
def installed(tmp_path: Path) -> Installed:
    """The script has run in a folder whose name has what shells and sed make something of."""
    folder = tmp_path / "政务 公开&公示" / "gongkai"
    shutil.copytree(LINUX, folder)
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    said = subprocess.run(
        ["sh", str(folder / "install.sh")], env=environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return Installed(folder, tmp_path / ".local" / "share", environment, said)


def test_the_program_is_put_into_the_users_menu_from_wherever_it_was_unpacked(installed: Installed):
    desktop = installed.entry("gongkai-desk")
    assert desktop["Exec"] == f'"{installed.folder}/gongkai"'
    assert desktop["Icon"].startswith(f"{installed.folder}/")
    assert desktop["Terminal"] == "false"
    assert "开始菜单" in installed.said


def test_a_double_click_on_a_hand_over_package_opens_the_program(installed: Installed, tmp_path: Path):
    package, opener = tmp_path / "移交包-停水通知.zip", installed.entry("gongkai-desk-open")
    assert opener["MimeType"] == "application/x-gongkai-handover;"
    assert parse(shlex.split(opener["Exec"].replace("%f", f'"{package}"'))[1:]).package == package
    assert fnmatch(f"移交包-{file_stem('停水通知')}.zip", "移交包-*.zip"), (
        "what the window proposes is known by its name"
    )


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="no desktop-file-utils here")
@pytest.mark.parametrize("name", ["gongkai-desk", "gongkai-desk-open"])
def test_desktops_find_nothing_wrong_with_the_entries(installed: Installed, name: str):
    said = subprocess.run(
        ["desktop-file-validate", installed.file(name)], check=False, capture_output=True, encoding="utf-8"
    )
    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("update-mime-database"), reason="no shared MIME database here")
def test_the_desktop_knows_a_hand_over_package_by_its_name(installed: Installed):
    globs = (installed.data / "mime" / "globs2").read_text("utf-8")
    assert "80:application/x-gongkai-handover:移交包-*.zip" in globs


@pytest.mark.skipif(not shutil.which("xdg-mime"), reason="no xdg-utils here")
def test_the_desktop_gives_hand_over_packages_to_the_program(installed: Installed):
    asked = ["xdg-mime", "query", "default", "application/x-gongkai-handover"]
    answer = subprocess.run(
        asked, env=installed.environment, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert answer.strip() == "gongkai-desk-open.desktop"


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
