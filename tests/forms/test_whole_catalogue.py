"""The catalogue is whole: every type that the founding document calls for has its form, and each sentence its types."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from desktop_app.core.duties import Duty, duties
from tests.conftest import REPOSITORY
from tests.forms.files import AREA, FORMS

whole = pytest.mark.skipif(AREA != ".", reason="only one area's forms were read (FORMS_AREA)")

TYPE_ID = re.compile(r"(?<![\w./-])[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*(?!\.?[\w-])")


@pytest.fixture(scope="module")
def sentences() -> tuple[Duty, ...]:
    text = (REPOSITORY / "resources" / "duties.yaml").read_text(encoding="utf-8")
    return duties(yaml.safe_load(text))


def _named(sentences: tuple[Duty, ...]) -> set[str]:
    return {form for sentence in sentences for form in sentence.forms}


def _fact_sheets(shared: Path) -> set[str]:
    sheets = (shared / "domain" / "catalogue").glob("*.yaml")
    return {
        one["id"] for sheet in sheets for one in yaml.safe_load(sheet.read_text(encoding="utf-8"))["types"]
    }


@whole
def test_every_type_that_a_duty_names_has_a_form(sentences: tuple[Duty, ...]) -> None:
    assert _named(sentences) - FORMS.keys() == set()


@whole
def test_every_form_carries_a_duty(sentences: tuple[Duty, ...]) -> None:
    assert FORMS.keys() - _named(sentences) == set()


@whole
def test_an_overlap_names_a_form_that_exists_and_says_when_to_use_it() -> None:
    dangling = [
        (form.id, overlap.form)
        for form in FORMS.values()
        for overlap in form.spec.overlaps
        if overlap.form not in FORMS or not overlap.when
    ]

    assert dangling == []


def test_duties_name_exactly_the_types_of_the_fact_sheets(sentences: tuple[Duty, ...], shared: Path) -> None:
    assert _named(sentences) == _fact_sheets(shared)


def test_duties_quote_the_founding_document(sentences: tuple[Duty, ...], shared: Path) -> None:
    seed = (shared / "seed" / "longjiang-2017-open-government.txt").read_text(encoding="utf-8")

    assert [one.says for one in sentences if _plain(one.says) not in _plain(seed)] == []


def test_every_duty_is_ordered_by_the_document_or_by_a_later_law(sentences: tuple[Duty, ...]) -> None:
    assert [one for one in sentences if bool(one.says) == bool(one.law) or not one.forms] == []


@pytest.mark.parametrize("part", ["1", "2", "3"])
def test_every_type_of_the_traceability_table_carries_a_duty(
    part: str, sentences: tuple[Duty, ...], shared: Path
) -> None:
    table = (shared / "domain" / f"traceability-{part}.md").read_text(encoding="utf-8")
    rows = [line for line in table.splitlines() if line.startswith("|")]
    types = {name for row in rows for name in TYPE_ID.findall(row)} & _fact_sheets(shared)

    assert types
    assert types - _named(sentences) == set()


def _plain(text: str) -> str:
    """Without blanks and with one kind of punctuation: the page was stored with half-width commas."""
    return re.sub(r"\s", "", text).translate(str.maketrans("，；：（）", ",;:()"))
