"""Cells that say two things are parted only where both are clearly there."""

from __future__ import annotations

import pytest

from desktop_app.core.imports.match import Names
from desktop_app.core.imports.parts import ends_of_term, name_and_code, pair_of
from desktop_app.core.imports.targets import Target, field_targets
from tests.forms.files import FORMS
from tests.imports.sheets import PENALTY

CODE = "91230221MA0EXAMP17"
TARGETS = field_targets(FORMS[PENALTY].spec)
PERMIT = field_targets(FORMS["market-supervision.license-publicity"].spec)


@pytest.mark.parametrize(
    "text",
    [
        f"示例公司（{CODE}）",
        f"示例公司({CODE})",
        f"示例公司\n{CODE}",
        f"示例公司 {CODE}",
        f"示例公司/{CODE}",
        f"示例公司，统一社会信用代码：{CODE}",
        f"示例公司（统一社会信用代码：{CODE}）",
        f"{CODE} 示例公司",
        f"示例公司（{CODE.lower()}）",
    ],
)
def test_a_name_and_its_code_are_parted(text: str) -> None:
    assert name_and_code(text) == ("示例公司", CODE)


@pytest.mark.parametrize(
    "text", ["示例公司", "示例公司（龙江）", f"甲公司{CODE}、乙公司{CODE}", f"合同号{CODE}99", "赵示例"]
)
def test_what_has_no_code_or_several_stays_whole(text: str) -> None:
    assert name_and_code(text) == (text, "")


def test_brackets_of_the_name_itself_stay() -> None:
    assert name_and_code(f"示例（龙江）公司（{CODE}）") == ("示例（龙江）公司", CODE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2026-08-05至2031-08-04", ("2026-08-05", "2031-08-04")),
        ("2026年8月5日—2031年8月4日", ("2026年8月5日", "2031年8月4日")),
        ("2026.8.5 ~ 2031.8.4", ("2026.8.5", "2031.8.4")),
        ("2026/8/5-2031/8/4", ("2026/8/5", "2031/8/4")),
        ("五年", ("五年", "")),
        ("2026-08-05", ("2026-08-05", "")),
    ],
)
def test_a_term_is_parted_at_its_ends(text: str, wanted: tuple[str, str]) -> None:
    assert ends_of_term(text) == wanted


def pair(heading: str, texts: list[str], targets: list[Target] = TARGETS) -> tuple[str, str] | None:
    names = Names(targets, [["行政相对人名称", "当事人"]])
    found = pair_of(heading, texts, targets, lambda name: [one for one, _how in names.found(name)])
    return (found.first.key, found.second.key) if found else None


@pytest.mark.parametrize(
    "heading", ["当事人", "当事人（统一社会信用代码）", "当事人及统一社会信用代码", "当事人/代码"]
)
def test_the_heading_says_whose_code_it_is(heading: str) -> None:
    assert pair(heading, [f"示例公司（{CODE}）", f"样板公司（{CODE}）"]) == ("party", "party_uscc")


def test_names_alone_and_unknown_headings_are_left_as_they_are() -> None:
    assert pair("当事人（统一社会信用代码）", ["示例公司", "样板公司"]) is None
    assert pair("往来单位", [f"示例公司（{CODE}）"]) is None
    assert pair("当事人", []) is None


def test_a_term_goes_to_the_two_days_of_its_name() -> None:
    assert pair("有效期限", ["2026-08-05至2031-08-04"], PERMIT) == ("valid_from", "valid_to")
    assert pair("公示时间", ["2026-08-05至2031-08-04"], PERMIT) is None
    assert pair("有效期限", ["五年"], PERMIT) is None
