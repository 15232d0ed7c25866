"""The office's own files of rules: every fault is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.services.office_files import lint_office_file
from tests.cli.conftest import Gongkai, gongkai
from tests.forms.files import FORMS

__all__ = ["gongkai"]

GOOD = {
    "routes.yaml": "routes:\n  - name: 预算\n    forms: [finance.*]\n    steps: [{id: a, name: 保密审查}]\n",
    "recurring.yaml": "duties:\n  - {form: village.village-finance, every: month}\n",
}


def faults(folder: Path, name: str, text: str) -> list[str]:
    file = folder / name
    file.write_text(text, "utf-8")
    return [f"{fault.line}: {fault.message}" for fault in lint_office_file(file, frozenset(FORMS))]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_has_no_fault(tmp_path: Path, name: str) -> None:
    assert faults(tmp_path, name, GOOD[name]) == []


def test_the_program_s_own_files_have_none() -> None:
    assert lint_office_file(paths.RESOURCES / "routes.yaml", frozenset(FORMS)) == []
    assert lint_office_file(paths.RESOURCES / "recurring.yaml", frozenset(FORMS)) == []


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("recurring.yaml", "duties:\n  - {form: a.b, every: month}\n", 2, "没有编号为“a.b”的事项类型"),
        ("recurring.yaml", "duties:\n\n  - {form: village.village-finance, every: daily}\n", 3, ""),
        ("recurring.yaml", "duties: [\n", 1, ""),
        ("routes.yaml", GOOD["routes.yaml"].replace("finance.*", "nothing.*"), 3, "nothing.*"),
        (
            "routes.yaml",
            GOOD["routes.yaml"].replace(
                "[{id: a, name: 保密审查}]", "[{id: a, name: 甲}, {id: a, name: 乙}]"
            ),
            1,
            "两步的 id 相同",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, name: str, text: str, line: int, words: str) -> None:
    found = faults(tmp_path, name, text)
    assert found
    assert abs(int(found[0].partition(":")[0]) - line) <= 1
    assert words in found[0]


def test_lint_reads_the_files_of_the_workspace(gongkai: Gongkai, tmp_path: Path) -> None:
    office = tmp_path / "workspace"
    office.mkdir()
    file = office / "recurring.yaml"
    file.write_text("duties:\n  - {form: a.b, every: month}\n", "utf-8")
    one = gongkai("lint", file)
    assert (one.returncode, "recurring.yaml:2:" in one.stdout) == (1, True)
    file.write_text(GOOD["recurring.yaml"], "utf-8")
    assert gongkai("lint", file).returncode == 0
