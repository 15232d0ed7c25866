from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.forms.answers import Answers, new_values
from desktop_app.core.forms.judge import form_findings
from tests.core.forms.small import CONTEXT, answers, small_form


def test_a_new_draft_has_the_defaults_of_day_and_office():
    values = new_values(small_form(), CONTEXT)

    assert values == {"issuer_org": "龙江县人民政府办公室", "issue_date": "2026-09-28"}


def test_a_choice_shows_and_hides_what_depends_on_it():
    filled = answers()
    assert not filled.is_visible("reason")

    changed = filled.set("kind", "乙")

    assert filled.is_visible("reason")
    assert {"kind", "reason", "fine"} <= changed


def test_a_hidden_field_counts_as_unanswered_for_what_depends_on_it():
    filled = answers(kind="乙", reason="其他", detail="说明")
    assert filled.is_visible("detail")

    filled.set("kind", "甲")

    assert not filled.is_visible("detail")
    assert "detail" not in filled.visible_values()
    assert filled.values["detail"] == "说明"


def test_a_condition_decides_whether_an_answer_is_required():
    filled = answers()
    assert filled.is_required("fine")

    filled.set("kind", "乙")

    assert not filled.is_required("fine")


def test_a_computed_title_follows_until_the_clerk_writes_another():
    form = small_form()
    fresh = Answers(form, {}, CONTEXT)
    fresh.set("matter", "修路")
    assert fresh.values["title"] == "关于修路的公告"
    fresh.set("matter", "修桥")
    assert fresh.values["title"] == "关于修桥的公告"

    fresh.set("title", "我自己的标题")
    fresh.set("matter", "修渠")

    assert fresh.values["title"] == "我自己的标题"


def test_opening_a_draft_fills_nothing_by_itself():
    assert "title" not in answers(title=None).values


def test_public_values_mask_names_online_and_leave_out_cards_everywhere():
    rows = [{"who": "张三丰", "card": "x", "amount": "60.00"}]
    filled = answers(name="张三丰", list=rows, secret="11010519491231002X")

    online, board = filled.public_values("online"), filled.public_values("board")

    assert "张三丰" not in str(online)
    assert board["name"] == "张三丰"
    assert board["list"] == [{"who": "张三丰", "amount": "60.00"}]
    assert "secret" not in online
    assert "secret" not in board


def test_a_change_touches_only_what_depends_on_it():
    assert answers().set("sum", "1.00") == {"sum"}


@given(st.text(min_size=4))
def test_a_value_whose_field_is_hidden_reaches_no_output_and_no_finding(secret: str):
    marked = f"机密{secret}标记"
    values: dict[str, Any] = {"kind": "甲", "reason": marked, "detail": marked}
    filled = answers(**values)

    assert marked not in str(filled.public_values("online"))
    assert marked not in str(filled.public_values("board"))
    assert all(marked not in finding.message for finding in form_findings(filled))
