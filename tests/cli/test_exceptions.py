"""The county's exceptions on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Gongkai

FILE = "exceptions.yaml"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the file lies: beside the workspace."""
    (tmp_path / "workspace").mkdir()
    return tmp_path / "workspace" / FILE


PUBLISHED = 'published:\n  - {value: "13904520123", owner: 甲村委会}\n'


def _findings(gongkai: Gongkai, file: Path) -> list[str]:
    checked = json.loads(gongkai("check", "--json", str(file)).stdout)
    return [one["rule"] for one in checked["files"][0]["findings"]]


def test_a_published_number_is_no_finding_any_more(gongkai: Gongkai, tmp_path: Path, own: Path):
    file = tmp_path / "名单.txt"
    file.write_text("户主电话：13904520123\n户主电话：13904520124", "utf-8")
    assert len(_findings(gongkai, file)) == 2

    own.write_text(PUBLISHED, "utf-8")

    assert len(_findings(gongkai, file)) == 1


def test_lint_names_the_line_of_a_wrong_exception(gongkai: Gongkai, own: Path):
    own.write_text("words:\n  - {text: 密, rules: [pii.email], reason: x}", "utf-8")

    linted = gongkai("lint", own)

    assert linted.returncode == 1
    assert f"{FILE}:2:" in linted.stdout


def test_a_wrong_file_is_said_and_excepts_nothing(gongkai: Gongkai, tmp_path: Path, own: Path):
    own.write_text("published: 13904520123", "utf-8")
    file = tmp_path / "名单.txt"
    file.write_text("户主电话：13904520123", "utf-8")

    checked = gongkai("check", str(file))

    assert checked.returncode == 1
    assert "例外一条也不起作用" in checked.stderr


def test_a_marked_file_is_refused_by_its_name_and_says_what_the_law_asks(gongkai: Gongkai, tmp_path: Path):
    file = tmp_path / "机密_方案.txt"
    file.write_text("正文", "utf-8")

    checked = gongkai("check", str(file))

    assert checked.returncode == 1
    assert "断网" in checked.stdout
    assert "24 小时内" in checked.stdout


def test_no_paper_is_written_of_a_marked_disclosure(gongkai: Gongkai, tmp_path: Path):
    sample = json.loads(gongkai("sample", "policy.document").stdout)
    sample["values"]["title"] = "机密★1年 关于演练的方案"
    file = tmp_path / "公开.json"
    file.write_text(json.dumps(sample), "utf-8")

    rendered = gongkai("render", file, "--out", tmp_path / "out")

    assert rendered.returncode == 1
    assert "24 小时内" in rendered.stdout
    assert not (tmp_path / "out").exists()
