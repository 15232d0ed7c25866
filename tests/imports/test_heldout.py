"""Files that no rule was written for, cell by cell."""

from __future__ import annotations

import pytest

from tests.imports import heldout_papers
from tests.imports.corpus import CorpusFile
from tests.imports.heldout import FINED, build
from tests.imports.heldout_papers import PaperFile
from tests.imports.test_corpus import Outcome, outcome_of, session_of
from tests.imports.test_documents import read_paper, said

FEWEST_FILES = 24


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    return [outcome_of(file) for file in build(tmp_path_factory.mktemp("heldout"))]


def test_there_are_as_many_as_the_documentation_says(outcomes: list[Outcome]) -> None:
    assert len(outcomes) >= FEWEST_FILES


def test_clean_cells_arrive(outcomes: list[Outcome]) -> None:
    clean = [one for one in outcomes if not one.file.variant.is_faulty]
    right = sum(one.right for one in clean)
    wrong = sum(len(one.wrong) for one in clean)
    missing = sum(len(one.missing) for one in clean)
    worst = {one.file.name: (one.wrong + one.missing)[:4] for one in clean if one.wrong or one.missing}
    assert right / (right + wrong) >= 0.99, worst
    assert right / (right + missing) >= 0.95, worst


def test_nothing_wrong_is_taken_silently(outcomes: list[Outcome]) -> None:
    assert {one.file.name: one.wrong for one in outcomes if one.wrong} == {}


def test_every_cell_that_is_not_used_is_told(outcomes: list[Outcome]) -> None:
    assert {one.file.name: one.untold for one in outcomes if one.untold} == {}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[PaperFile]:
    return heldout_papers.build(tmp_path_factory.mktemp("papers"))


def test_what_documents_say_and_nothing_else(papers: list[PaperFile]) -> None:
    assert len(papers) >= 3
    for paper in papers:
        found = said(paper.form, read_paper(paper.path)).values()
        assert {key: found.get(key) for key in paper.wanted} == paper.wanted, paper.name
        assert set(found) - set(paper.wanted) <= {"title", "issuer_org", "issue_date"}, paper.name


def named(outcomes: list[Outcome], name: str) -> CorpusFile:
    return next(one.file for one in outcomes if one.file.variant.name == name)


def test_a_parted_cell_is_mended_whole_and_its_good_part_was_kept(outcomes: list[Outcome]) -> None:
    session = session_of(named(outcomes, "name-and-wrong-code"))
    (bad,) = session.unused
    (plan,) = session.plan.sheets
    line = session.taken[plan.sheet].lines[0]
    assert (bad.path, bad.cell, "校验码" in bad.reason) == ("party_uscc", "A2", True)
    assert line.values["party"] == FINED[0]["party"]
    assert session.mend(bad, f"{FINED[0]['party']}，{FINED[0]['party_uscc']}") == ""
    assert session.taken[plan.sheet].lines[0].values == FINED[0]
    assert session.unused == []


def test_a_parted_column_can_be_taken_whole(outcomes: list[Outcome]) -> None:
    session = session_of(named(outcomes, "name-and-code-in-brackets"))
    (plan,) = session.plan.sheets
    party = next(match.target for match in plan.matches if match.target and match.target.key == "party")
    session.rematch(plan, 0, party)
    (plan,) = session.plan.sheets
    assert [match.column for match in plan.matches] == list(range(5))
    values = session.taken[plan.sheet].lines[0].values
    assert values["party"] == f"{FINED[0]['party']}（{FINED[0]['party_uscc']}）"
    assert "party_uscc" not in values
    assert "party" in session.to_remember().values()
