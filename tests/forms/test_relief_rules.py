"""The relief form: the list and its sentence, the two clocks, and what neighbours may see that the web may not."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from desktop_app.core.checks.finding import Severity
from desktop_app.core.document.compose import compose
from desktop_app.core.document.paper import paper_text
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.judge import form_findings
from tests.forms.files import FORMS, LOADER, answered, composed

FORM = FORMS["social-security.subsistence-allowance-publicity"]
BLOCK, WARN, NOTE = Severity.BLOCK, Severity.WARN, Severity.NOTE


def _with(changes: dict[str, Any]) -> Answers:
    return answered(FORM, {**FORM.spec.sample, **changes})


def _found(answers: Answers) -> list[tuple[Severity, str]]:
    return [(one.severity, (one.place.field or "").removeprefix("values.")) for one in form_findings(answers)]


def _list(number: int, **cells: Any) -> dict[str, Any]:
    rows = deepcopy(FORM.spec.sample["list"])
    rows[number].update(cells)
    return {"list": rows}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            _list(1, covered=2), [(BLOCK, "list.1.covered"), (BLOCK, "total")], id="more-than-members"
        ),
        pytest.param(_list(0, amount="1260.00"), [(BLOCK, "total")], id="sentence-of-another-sum"),
        pytest.param(_list(0, name="钱样"), [(NOTE, "list")], id="namesakes"),
        pytest.param(
            _list(0, village_group="一组12号"), [(BLOCK, "list.0.village_group")], id="house-number"
        ),
        pytest.param(_list(0, start="2026-12"), [(BLOCK, "list.0.start")], id="month-as-written"),
        pytest.param({"total": "14户25人，月保障金额合计14,070元"}, [], id="sum-with-separator"),
        pytest.param(
            {"total": "15户25人，月保障金额合计14070元"}, [(BLOCK, "total")], id="one-household-more"
        ),
        pytest.param(
            {"period": {"start": "2026-11-10", "end": "2026-11-15"}}, [(BLOCK, "period")], id="six-days"
        ),
        pytest.param(
            {"period": {"start": "2026-11-09", "end": "2026-11-16"}},
            [(NOTE, "period")],
            id="day-of-posting-counted",
        ),
        pytest.param(
            {"period": {"start": "2026-11-08", "end": "2026-11-16"}},
            [(BLOCK, "period"), (NOTE, "period")],
            id="backdated",
        ),
        pytest.param({"stage": "确认公布"}, [(BLOCK, "period")], id="confirmed-hangs-15-days"),
        pytest.param({"issue_date": "2026-11-04"}, [(BLOCK, "issue_date")], id="posted-before-decided"),
        pytest.param({"tel": "13904520000"}, [(WARN, "tel")], id="private-mobile"),
        pytest.param({"county_tel": "0452-5820100"}, [(WARN, "county_tel")], id="one-telephone-twice"),
        pytest.param({"objection": "匿名不受理。"}, [(WARN, "objection")], id="anonymous-too"),
        pytest.param({"web_url": "https://pan.example.com/a"}, [(BLOCK, "web_url")], id="no-cloud-disk"),
        pytest.param({"web_url": "https://www.example.gov.cn/a.html"}, [], id="county-site"),
    ],
)
def test_relief(changes: dict[str, Any], expected: list[tuple[Severity, str]]) -> None:
    assert _found(_with(changes)) == expected


def test_sentence_follows_the_list() -> None:
    answers = _with({})

    answers.set("list", FORM.spec.sample["list"][:2])

    assert answers.values["total"] == "2户3人，月保障金额合计1880.00元"


@pytest.mark.parametrize(
    ("stage", "end"), [("审核公示", "2026-11-27"), ("确认公布", "2026-12-05"), ("退出公布", "2026-12-05")]
)
def test_period_begins_the_day_after_posting(stage: str, end: str) -> None:
    answers = _with({"period": None, "stage": stage})

    answers.set("issue_date", "2026-11-20")

    assert answers.values["period"] == {"start": "2026-11-21", "end": end}


@pytest.mark.parametrize(
    ("stage", "ending"),
    [("审核公示", "公示"), ("确认公布", "公布"), ("动态管理（年度公布）", "公布"), ("退出公布", "公布")],
)
def test_each_stage_ends_in_its_own_word(stage: str, ending: str) -> None:
    assert f"特此{ending}。" in paper_text(composed(_with({"stage": stage})))


def test_neighbours_see_names_and_groups_and_the_web_does_not() -> None:
    answers = _with({})
    board = paper_text(compose(FORM, answers.public_values("board"), LOADER))
    web = paper_text(composed(answers))

    shown = ("赵示例", "赵**", "村民小组", "一组（东屯）")
    assert [word for word in shown if word in board] == ["赵示例", "村民小组", "一组（东屯）"]
    assert [word for word in shown if word in web] == ["赵**"]
