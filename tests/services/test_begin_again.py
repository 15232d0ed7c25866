"""The same matter once more: what belonged to last time is left empty and marked."""

from __future__ import annotations

from desktop_app.services.desk import Desk
from tests.imports.sheets import ALLOWANCE, PENALTY
from tests.ui.pages.office import Office


def test_days_numbers_and_attachments_of_last_time_are_not_taken_over(desk: Desk) -> None:
    last = Office(desk).published(PENALTY)
    item = desk.drafts.begin_again(last.id)
    assert item.values["party"] == last.values["party"]
    assert not {"doc_no", "decision_date", "valid_until", "full_text"} & item.values.keys()
    assert item.values["issue_date"] == "2026-09-28"
    assert item.attachments == ()


def test_what_must_be_new_is_marked_until_it_is_written(desk: Desk) -> None:
    item = desk.drafts.begin_again(Office(desk).published(PENALTY).id)
    copied = desk.drafts.copied(item)
    assert copied is not None
    assert {"doc_no", "decision_date", "issue_date"} <= set(copied.anew)
    values = {**item.values, "doc_no": "龙市监罚〔2026〕99号"}
    saved = desk.drafts.save(item.id, values, item.openness, item.confidentiality, item.revision)
    after = desk.drafts.copied(saved)
    assert after is not None
    assert "doc_no" not in after.anew


def test_lists_and_texts_that_speak_of_a_period_are_to_be_checked(desk: Desk) -> None:
    item = desk.drafts.begin_again(Office(desk).published(ALLOWANCE).id)
    copied = desk.drafts.copied(item)
    assert copied is not None
    assert "list" in copied.check
    assert len(item.values["list"]) == 14


def test_other_drafts_have_no_marks(desk: Desk) -> None:
    assert desk.drafts.copied(Office(desk).draft(PENALTY)) is None


def test_a_year_and_a_batch_are_written_anew_and_amounts_are_checked(desk: Desk) -> None:
    form = "poverty-relief.fund-allocation"
    last = Office(desk).draft(form)
    item = desk.drafts.begin_again(last.id)
    copied = desk.drafts.copied(item)
    assert copied is not None
    assert {"year", "batch"} <= set(copied.anew)
    assert not {"year", "batch"} & item.values.keys()
    assert {key for key in item.values if desk.catalogue.form(form).fields[key].kind == "money"} <= set(
        copied.check
    )
