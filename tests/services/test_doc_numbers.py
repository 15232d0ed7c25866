"""发文字号: composed of the unit's code, refused when another document bears it."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.core.checks.finding import Severity
from desktop_app.core.disclosure.record import Item
from desktop_app.core.document.numbers import next_number
from desktop_app.services.desk import Desk
from desktop_app.settings import Settings

OWN = Settings(office_name="龙江县人民政府办公室", doc_prefix="龙政办发")


def written(desk: Desk, **values: Any) -> Item:
    form = desk.catalogue.form("policy.document")
    item = desk.drafts.create(form.id)
    return desk.drafts.save(
        item.id, {**form.spec.sample, **values}, "active", item.confidentiality, item.revision
    )


@pytest.mark.parametrize(
    ("used", "number"),
    [
        ([], "龙政办发〔2026〕1号"),
        (["龙政办发〔2026〕9号", "龙政办发〔2026〕10号"], "龙政办发〔2026〕11号"),
        (["龙政办发〔2025〕30号", "龙政发〔2026〕40号", "龙政办发〔2026〕2号之一"], "龙政办发〔2026〕1号"),
    ],
)
def test_next_number_follows_the_highest_of_its_own_row(used: list[str], number: str):
    assert next_number("龙政办发", 2026, used) == number


def test_new_document_begins_with_the_next_number(desk: Desk):
    desk.save_settings(OWN)
    written(desk, doc_no="龙政办发〔2026〕7号")
    item = desk.drafts.create("policy.document")
    assert item.values["doc_no"] == "龙政办发〔2026〕8号"


def test_without_the_units_code_the_clerk_writes_the_number(desk: Desk):
    assert not desk.drafts.create("policy.document").values.get("doc_no")
    assert desk.doc_numbers.next() == ""


def test_kinds_that_bear_other_offices_numbers_are_left_alone(desk: Desk):
    desk.save_settings(OWN)
    form = desk.catalogue.form("policy.interpretation")
    assert desk.doc_numbers.proposed(form) == {}


def test_number_of_another_document_is_refused_by_name(desk: Desk):
    first = written(desk, doc_no="龙政办发〔2026〕7号", title="龙江县人民政府关于甲事的通知")
    second = written(desk, doc_no="龙政办发〔2026〕7号", title="龙江县人民政府关于乙事的通知")
    (found,) = [one for one in desk.findings(desk.drafts.open(second.id)) if "已经用在" in one.message]
    assert (found.rule, found.severity, found.place.field) == (
        "required.invalid",
        Severity.BLOCK,
        "values.doc_no",
    )
    assert first.title in found.message
    mended = desk.drafts.open(written(desk, doc_no="龙政办发〔2026〕8号").id)
    assert not [one for one in desk.findings(mended) if "已经用在" in one.message]


def test_draft_that_was_thrown_away_frees_its_number(desk: Desk):
    first = written(desk, doc_no="龙政办发〔2026〕7号")
    second = written(desk, doc_no="龙政办发〔2026〕7号")
    desk.drafts.delete(first.id)
    assert not [one for one in desk.findings(desk.drafts.open(second.id)) if "已经用在" in one.message]
