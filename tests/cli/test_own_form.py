"""A county's own form, made by following docs/forms.md to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Gongkai
from tests.conftest import REPOSITORY

FORM = "market-town.stall-fee"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The data folder, with what the manual's blocks say in the places that the manual names."""
    workspace = tmp_path / "workspace"
    manual = (REPOSITORY / "docs" / "forms.md").read_text("utf-8")
    places = re.findall(r"`((?:forms|templates)/[\w/-]+\.(?:yaml|html))`", manual)
    blocks = re.findall(r"```(?:yaml|html)\n(.*?)```", manual, re.DOTALL)
    named = [place for place in places if "market-town" in place]
    assert len(named) == len(blocks) == 2
    for place, text in zip(named, blocks, strict=True):
        (workspace / place).parent.mkdir(parents=True)
        (workspace / place).write_text(text, "utf-8")
    return workspace


def test_the_example_has_no_faults(office: Path, gongkai: Gongkai) -> None:
    checked = gongkai("lint", str(office / "forms"))
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_example_is_found_checked_and_printed(office: Path, gongkai: Gongkai) -> None:
    found = json.loads(gongkai("forms", "--search", "摊位费", "--json").stdout)
    sample = gongkai("sample", FORM).stdout
    checked = gongkai("check", "--json", "-", stdin=sample)
    printed = gongkai("render", "-", "--out", str(office / "out"), "--format", "docx", stdin=sample)
    assert [one["id"] for one in found] == [FORM]
    assert json.loads(checked.stdout)["summary"] == {"block": 0, "warn": 0, "note": 0}
    assert printed.returncode == 0, printed.stderr
    assert [file.suffix for file in (office / "out").iterdir()] == [".docx"]


def test_a_fault_is_told_with_its_line(office: Path, gongkai: Gongkai) -> None:
    file = office / "forms" / "market-town" / "stall-fee.yaml"
    file.write_text(file.read_text("utf-8").replace("kind: money", "kind: mony"), "utf-8")
    checked = gongkai("lint", str(office / "forms"))
    assert checked.returncode == 1
    assert "stall-fee.yaml:" in checked.stdout
    assert "mony" in checked.stdout
