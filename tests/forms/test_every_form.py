"""What holds for every form file: sound, complete, with a sample that passes and outputs that keep what is internal."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding, Severity
from desktop_app.core.document.blocks import gaps, plain_text, runs_of
from desktop_app.core.document.lint import template_faults
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.judge import MISSING, form_findings
from desktop_app.core.forms.lint import lint_form
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.forms.units import answer_units
from tests.forms.files import FOLDERS, FORMS, LOADER, PATHS, TEMPLATES, answered, composed

every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


def _found(findings: list[Finding]) -> list[tuple[str, Severity, str | None]]:
    return [(finding.rule, finding.severity, finding.place.field) for finding in findings]


def _required(form: Form) -> list[str]:
    answers = answered(form, form.spec.sample)
    return [key for key in form.fields if answers.is_required(key)]


def _required_cells(form: Form) -> list[tuple[str, str]]:
    answers = answered(form, form.spec.sample)
    return [
        (key, name)
        for key, field in form.fields.items()
        if field.columns and key in form.spec.sample
        for name, column in field.columns.items()
        if answers.cell_required(column, answers.typed(key)[0])
    ]


def _kept_back(form: Form) -> list[str]:
    """Fields of the sample whose answer must reach no reader: hidden there, internal, or left out as personal."""
    answers = answered(form, form.spec.sample)
    return [
        key
        for key, field in form.fields.items()
        if not answers.is_visible(key) or not field.public or field.personal == "omit"
    ]


REQUIRED = [(form_id, key) for form_id, form in FORMS.items() for key in _required(form)]
REQUIRED_CELLS = [(form_id, *cell) for form_id, form in FORMS.items() for cell in _required_cells(form)]
KEPT_BACK = [(form_id, key) for form_id, form in FORMS.items() for key in _kept_back(form)]


# ── the files ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form_id", PATHS)
def test_form_file_has_no_fault(form_id: str) -> None:
    text = PATHS[form_id].read_text(encoding="utf-8")

    assert lint_form(text, PATHS[form_id].name, form_id, FOLDERS.shared(PATHS[form_id])) == []


@every_form
def test_template_has_no_fault(form: Form) -> None:
    name = f"{form.spec.document.template}.html"
    source = (TEMPLATES / name).read_text(encoding="utf-8")

    assert template_faults(source, name, form.spec, LOADER) == []


@every_form
def test_every_field_says_what_to_write_and_why_it_is_asked(form: Form) -> None:
    silent = [key for key, field in form.fields.items() if not (field.help and field.source)]

    assert silent == []


@every_form
def test_portal_columns_exist_on_the_reference_portal(form: Form, reference_columns: frozenset[str]) -> None:
    assert set(form.spec.document.columns) <= reference_columns


@pytest.fixture(scope="module")
def reference_columns() -> frozenset[str]:
    text = (TEMPLATES.parents[1] / "resources" / "portals" / "columns.yaml").read_text(encoding="utf-8")

    def paths(columns: list[dict[str, Any]], above: str) -> set[str]:
        found = set()
        for column in columns:
            path = above + column["name"]
            found |= {path} | paths(column.get("children", []), f"{path}/")
        return found

    return frozenset(paths(yaml.safe_load(text)["columns"], ""))


# ── the fact sheets ─────────────────────────────────────────────────────────────────────────────────────────────────


def _fact_sheet(shared: Path, form: Form) -> dict[str, Any]:
    catalogue = shared / "domain" / "catalogue" / f"{form.spec.area}.yaml"
    types: list[dict[str, Any]] = yaml.safe_load(catalogue.read_text(encoding="utf-8"))["types"]
    return next(one for one in types if one["id"] == form.id)


@every_form
def test_every_element_of_the_fact_sheet_is_asked(form: Form, shared: Path) -> None:
    elements = {one["id"]: one for one in _fact_sheet(shared, form)["elements"]}
    left_out = elements.keys() - form.fields.keys()
    cells = {(key, one["id"]) for key in elements for one in elements[key].get("columns", ())}
    left_out_cells = {(key, name) for key, name in cells if name not in form.fields[key].columns}

    assert (left_out, left_out_cells) == (set(), set())


@every_form
def test_what_the_fact_sheet_requires_is_required(form: Form, shared: Path) -> None:
    elements = _fact_sheet(shared, form)["elements"]

    softer = [one["id"] for one in elements if one["required"] and not form.fields[one["id"]].required]

    assert softer == []


@every_form
def test_choices_are_those_of_the_fact_sheet(form: Form, shared: Path) -> None:
    elements = _fact_sheet(shared, form)["elements"]
    offered = {one["id"]: list(form.fields[one["id"]].choices) for one in elements if "choices" in one}

    assert offered == {one["id"]: one["choices"] for one in elements if "choices" in one}


# ── the samples ─────────────────────────────────────────────────────────────────────────────────────────────────────


@every_form
def test_title_is_suggested_from_the_other_answers_and_the_sample_carries_a_real_one(form: Form) -> None:
    answers = answered(form, {key: value for key, value in form.spec.sample.items() if key != "title"})
    answers.suggest_all()

    assert not form.fields["title"].compute or answers.values.get("title")
    assert "××" not in form.spec.sample["title"]


@every_form
def test_sample_keeps_every_rule_of_its_form(form: Form) -> None:
    assert _found(form_findings(answered(form, form.spec.sample))) == []


@pytest.mark.parametrize("audience", ["online", "board"])
@every_form
def test_sample_holds_nothing_that_must_not_leave(form: Form, audience: Any) -> None:
    public = answered(form, form.spec.sample).public_values(audience)
    findings = check_units(answer_units(form.spec, public))

    assert [(one.rule, one.place) for one in findings if one.severity is not Severity.NOTE] == []


@every_form
def test_every_attached_file_of_the_sample_comes_with_it(form: Form) -> None:
    files = [key for key, field in form.fields.items() if field.kind == "file"]
    named = {name for key in files for name in form.spec.sample.get(key, ())}

    assert named == form.spec.sample_files.keys()


@every_form
def test_document_of_the_sample_has_no_gap(form: Form) -> None:
    assert gaps(composed(answered(form, form.spec.sample))) == ()


@every_form
def test_document_shows_what_was_answered_in_words_and_numbers(form: Form) -> None:
    told = ("choice", "bool", "file", "multi_choice")
    answers = answered(form, form.spec.sample)
    written = {
        run.field.split(".")[0] for block in composed(answers).blocks for run in runs_of(block) if run.field
    }

    unseen = [
        key for key in answers.public_values() if form.fields[key].kind not in told and key not in written
    ]

    assert unseen == []


# ── what is missing ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("form_id", "key"), REQUIRED)
def test_missing_required_element_is_the_one_finding(form_id: str, key: str) -> None:
    form = FORMS[form_id]
    rest = {one: raw for one, raw in form.spec.sample.items() if one != key}

    assert _found(form_findings(answered(form, rest))) == [(MISSING, Severity.BLOCK, f"values.{key}")]


@pytest.mark.parametrize(("form_id", "key", "name"), REQUIRED_CELLS)
def test_missing_required_cell_is_the_one_finding(form_id: str, key: str, name: str) -> None:
    form = FORMS[form_id]
    values = deepcopy(form.spec.sample)
    del values[key][0][name]

    assert _found(form_findings(answered(form, values))) == [
        (MISSING, Severity.BLOCK, f"values.{key}.0.{name}")
    ]


# ── screen and outputs ──────────────────────────────────────────────────────────────────────────────────────────────


def _steps_turned_around(spec: FormSpec) -> FormSpec:
    steps = tuple(
        msgspec.structs.replace(step, fields=tuple(reversed(step.fields))) for step in reversed(spec.steps)
    )
    return msgspec.structs.replace(spec, steps=steps)


@every_form
def test_order_of_the_screen_leaves_the_document_equal(form: Form) -> None:
    turned = Form(_steps_turned_around(form.spec))

    assert turned.spec.steps != form.spec.steps
    assert composed(answered(turned, form.spec.sample)) == composed(answered(form, form.spec.sample))


@settings(max_examples=20)
@given(text=st.text(min_size=1))
@pytest.mark.parametrize(("form_id", "key"), KEPT_BACK)
def test_hidden_and_internal_answers_reach_no_output(form_id: str, key: str, text: str) -> None:
    form, secret = FORMS[form_id], f"〖{text}〗"
    answers = answered(form, {**form.spec.sample, key: secret})

    public = [answers.public_values("online"), answers.public_values("board")]

    assert not any(key in values or secret in str(values) for values in public)
    assert "〖" not in plain_text(composed(answers))
