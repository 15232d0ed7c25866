"""The engine: one finding for each place and value, masked, from a stream."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Place, Severity
from desktop_app.core.checks.normal import Normal
from desktop_app.core.checks.rules import ALL
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.checks.view import View
from desktop_app.core.errors import Cancelled
from desktop_app.core.identifiers.id_card import check_character

ID = "230221189912310018"
CHINESE = st.text(
    st.sampled_from("王李县局第号身份证账号：，。《》〔〕（）[]()★密秘机0123456789Xx×*-. \n\u200b２"),
    max_size=80,
)


def test_identity_number_is_no_bank_card_besides() -> None:
    (finding,) = check_units([Unit(ID, Place(row=2, cell="C2"), UnitKind.CELL, label="证件号码或银行账号")])
    assert finding.rule == "pii.id-card"


def test_finding_says_where_and_shows_no_value() -> None:
    (finding,) = check_units(
        [Unit(ID, Place(row=7, cell="D7"), UnitKind.CELL, label="身份证号", hidden=True)]
    )
    assert finding.message == "第 7 行“身份证号”列含完整的居民身份证号码，请打码或删除。"
    assert (finding.evidence, finding.severity, finding.fix) == ("230221********0018", Severity.BLOCK, "mask")
    assert finding.hidden


def test_span_counts_in_the_original_text() -> None:
    text = "号码\u200b２３０２２１\u200b189912310018，"
    (finding,) = check_units([Unit(text)])
    assert finding.span is not None
    start, end = finding.span
    assert text[start:end] == "２３０２２１\u200b189912310018"


def test_same_value_twice_in_one_place_is_one_finding() -> None:
    assert len(check_units([Unit(f"{ID}，{ID}", Place(paragraph=1))])) == 1


def test_same_value_in_two_rows_is_two_findings() -> None:
    units = [Unit(ID, Place(row=row), UnitKind.CELL, label="身份证号") for row in (2, 3)]
    assert len(check_units(units)) == 2


def test_row_of_a_patient_is_one_finding() -> None:
    name = ("姓名", "刘彩霞")
    units = [
        Unit("智力", Place(row=3), UnitKind.CELL, label="残疾类别", row=(name, ("残疾等级", "一级"))),
        Unit("一级", Place(row=3), UnitKind.CELL, label="残疾等级", row=(name, ("残疾类别", "智力"))),
        Unit("肢体", Place(row=4), UnitKind.CELL, label="残疾类别", row=(name,)),
    ]
    assert [finding.place.row for finding in check_units(units) if finding.rule == "pii.health"] == [3, 4]


def test_header_that_holds_personal_data_is_not_repeated_in_messages() -> None:
    row = ((ID, "x"),)
    found = check_units([Unit("230202188801010027", Place(row=2), UnitKind.CELL, label=ID, row=row)])
    assert found
    assert ID not in "".join(finding.message + finding.evidence for finding in found)


def test_contact_of_another_part_does_not_excuse_a_number() -> None:
    units = [
        Unit("采购人：龙江县水务局", Place(paragraph=1)),
        Unit("电话：13812345678", Place(paragraph=1, part="comment")),
    ]
    (finding,) = check_units(units)
    assert finding.severity is Severity.WARN


def test_field_that_the_form_masks_is_not_reported() -> None:
    assert check_units([Unit(ID, Place(field="id_card"), label="身份证号", person_kind="mask")]) == []


def test_progress_can_stop_the_work() -> None:
    def stop(what: str, share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        check_units([Unit("一")], stop)


def test_units_are_read_as_a_stream() -> None:
    read = []

    def units() -> Iterator[Unit]:
        for number in range(100):
            read.append(number)
            yield Unit("正文", Place(paragraph=number + 1))

    assert check_units(units()) == []
    assert len(read) == 100


def test_list_of_thousands_of_cells_takes_no_noticeable_time() -> None:
    header = ("序号", "姓名", "身份证号", "联系电话", "所在村", "金额（元）")

    def row(number: int) -> list[Unit]:
        texts = (
            str(number),
            "张秀珍",
            f"230221********{number % 9999:04}",
            "138****5678",
            "白山镇民权村",
            "833.5",
        )
        cells = tuple(zip(header, texts, strict=True))
        return [Unit(text, Place(row=number), UnitKind.CELL, label, row=cells) for label, text in cells]

    units = [unit for number in range(2, 1002) for unit in row(number)]
    start = time.perf_counter()
    assert check_units(units) == []
    assert time.perf_counter() - start < 3


@given(CHINESE)
def test_never_raises_and_spans_lie_within_the_text(text: str) -> None:
    for kind in UnitKind:
        for finding in check_units([Unit(text, kind=kind, label=text, row=((text, text),), column=(text,))]):
            assert finding.span is not None
            assert 0 <= finding.span[0] < finding.span[1] <= len(text)


@given(st.text(max_size=60))
def test_never_raises_for_any_text(text: str) -> None:
    check_units([Unit(text), Unit(text, kind=UnitKind.CELL, label=text)])


@given(
    st.dates(date(1900, 1, 1), date(2025, 12, 31)),
    st.integers(0, 999),
    CHINESE.filter(lambda text: not any(char.isdigit() for char in text)),
)
def test_no_finding_repeats_an_identity_number(day: date, serial: int, around: str) -> None:
    seventeen = f"230221{day:%Y%m%d}{serial:03}"
    number = seventeen + check_character(seventeen)
    said = "".join(
        f"{finding.message}{finding.evidence}" for finding in check_units([Unit(f"身份证号{number}{around}")])
    )
    assert number not in said


def test_seed_text_shows_its_damage_and_nothing_silly(shared: Path) -> None:
    text = (shared / "seed" / "longjiang-2017-open-government.txt").read_text("utf-8")
    found = check_units(
        Unit(line, Place(paragraph=number)) for number, line in enumerate(text.splitlines(), 1)
    )
    lines = text.splitlines()
    damage = sorted(lines[finding.place.paragraph - 1][slice(*finding.span)] for finding in found
                    if finding.severity is Severity.WARN and finding.place.paragraph and finding.span)  # fmt: skip
    assert damage == sorted(
        ["中办发〔20168号", "黑办发〔20179号", "齐办发〔201724号", "齐政办发〔201577号", "20196月", "2017725"]
    )
    counts = Counter(finding.message for finding in found if finding.severity is Severity.NOTE)
    assert counts == {
        "半角与全角标点混用，中文里应使用全角标点。": 39,
        "书名号内的书名号应写作〈〉，不用小于号、大于号。": 3,
    }


@given(
    st.from_regex(r"(?!18|19|20)[0-9]{1,4}(\.[0-9]{1,2})?", fullmatch=True),
    st.sampled_from(["身份证号", "出生日期", "家庭住址", "银行卡号", "残疾等级", "金额", ""]),
)
def test_no_rule_would_object_to_a_small_number(text: str, label: str) -> None:
    """The engine leaves such cells out of every long list: if a rule ever asks for them, it must not."""
    view = View(Unit(text, kind=UnitKind.CELL, label=label), Normal(text))
    asked = [rule for rule in ALL if rule.cell_gate.search(text) and UnitKind.CELL in rule.kinds]

    assert [hit for rule in asked for hit in rule.check(view)] == []
