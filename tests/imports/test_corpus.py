"""Lists of many makers: nearly every clean cell arrives, and nothing faulty arrives as something else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop_app import paths
from desktop_app.adapters.importers import read_sheets
from desktop_app.core.encoding import decode
from desktop_app.core.imports.match import Names
from desktop_app.core.imports.plan import NothingMatches, Planner
from desktop_app.core.imports.record import is_record
from desktop_app.core.imports.session import Session
from desktop_app.core.imports.targets import field_targets
from desktop_app.core.progress import silent
from tests.forms.files import FORMS
from tests.imports.corpus import CorpusFile, build

FEWEST_FILES = 60


@dataclass
class Outcome:
    """What came of one file: cells taken rightly, taken wrongly, wanted and missing, and wanted in all."""

    file: CorpusFile
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)


def session_of(file: CorpusFile) -> Session:
    import yaml

    synonyms = yaml.safe_load((paths.RESOURCES / "imports" / "synonyms.yaml").read_text("utf-8"))
    form = FORMS[file.variant.form]
    sheets = read_sheets(file.path.read_bytes(), decode, silent)
    groups = [[str(name) for name in group] for group in synonyms]
    planner = Planner(form.spec, groups, {})
    assert not any(is_record(grid, Names(field_targets(form.spec), groups)) for grid in sheets.grids)
    return Session(form, file.path.name, sheets.grids, sheets.hidden, planner).take()


def outcome_of(file: CorpusFile) -> Outcome:
    try:
        session = session_of(file)
    except NothingMatches as error:
        return Outcome(file, missing=[f"{key}: {error}" for row in file.variant.answers for key in row])
    outcome = Outcome(file)
    lines = [
        line.values
        for sheet in session.plan.sheets
        if sheet.rows_are == file.variant.table
        for line in session.taken[sheet.sheet].lines
    ]
    wanted = list(file.variant.answers)
    for number in range(max(len(lines), len(wanted))):
        got: dict[str, Any] = lines[number] if number < len(lines) else {}
        want: dict[str, Any] = wanted[number] if number < len(wanted) else {}
        for key in got.keys() | want.keys():
            if key in got and got[key] == want.get(key):
                outcome.right += 1
            elif key in got:
                outcome.wrong.append(f"{number}.{key}: {got[key]!r}, wanted {want.get(key)!r}")
            else:
                outcome.missing.append(f"{number}.{key}: {want[key]!r}")
    told = {one.cell for one in session.unused}
    outcome.untold = sorted(file.variant.unused - told)
    return outcome


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    files = build(tmp_path_factory.mktemp("corpus"))
    return [outcome_of(file) for file in files]


def test_the_corpus_has_files_of_many_makers(outcomes: list[Outcome]) -> None:
    assert len(outcomes) >= FEWEST_FILES
    assert len({one.file.maker for one in outcomes}) >= 7


def test_clean_cells_arrive(outcomes: list[Outcome]) -> None:
    clean = [one for one in outcomes if not one.file.variant.is_faulty]
    right = sum(one.right for one in clean)
    taken = right + sum(len(one.wrong) for one in clean)
    wanted = right + sum(len(one.missing) for one in clean)
    worst = {one.file.name: (one.wrong + one.missing)[:3] for one in clean if one.wrong or one.missing}
    assert right / taken >= 0.99, worst
    assert right / wanted >= 0.95, worst


def test_nothing_wrong_is_taken_silently(outcomes: list[Outcome]) -> None:
    wrong = {one.file.name: one.wrong for one in outcomes if one.wrong}
    assert wrong == {}


def test_every_cell_that_is_not_used_is_told(outcomes: list[Outcome]) -> None:
    untold = {one.file.name: one.untold for one in outcomes if one.untold}
    assert untold == {}
