"""Numbers in pieces: every way of cutting a sound one up is found, columns and rows of ordinary figures hold none."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.pieces import cuts
from desktop_app.core.checks.unit import Unit

ID = "230221189912310018"
CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
SPELT = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def lines(texts: Sequence[str]) -> list[Unit]:
    return [Unit(text, Place(paragraph=number)) for number, text in enumerate(texts, 1)]


def found(units: Sequence[Unit]) -> list[tuple[str, int | None, str]]:
    return [(one.rule, one.place.paragraph, one.evidence) for one in check_units(units)]


ONE = [("pii.id-card", 1, "230221********0018")]


@pytest.mark.parametrize(
    "texts",
    [
        list(ID),
        [f" {digit} " for digit in ID],
        [f"{digit}、" for digit in ID],
        [f"[{digit}]" for digit in ID],
        [f"\u200b{digit}" for digit in ID],
        [chr(ord(digit) + 0xFEE0) for digit in ID],
        [CIRCLED[digit] for digit in ID],
        [SPELT[digit] for digit in ID],
        [ID[at : at + 2] for at in range(0, 18, 2)],
        [ID[at : at + 3] for at in range(0, 18, 3)],
        ["2", *(ID[at : at + 2] for at in range(1, 17, 2)), "8"],
        ["身份证号：2", *ID[1:-1], "8 住址：永发村"],
        [*ID, "第二个", *"230221189912310018"[:5]],
    ],
)
def test_number_in_pieces_is_found_where_it_begins(texts: list[str]) -> None:
    assert found(lines(texts)) == ONE


def test_two_numbers_one_after_another_are_two() -> None:
    assert [place for _, place, _ in found(lines([*ID, *ID]))] == [1, 19]


@given(st.lists(st.integers(1, 17), max_size=4, unique=True))
def test_number_cut_up_at_any_places_is_found(places: list[int]) -> None:
    ends = [0, *sorted(places), 18]
    pieces = [ID[start:end] for start, end in itertools.pairwise(ends)]

    rules = [rule for rule, _, _ in found(lines(["户主", *pieces, "永发村"]))]
    assert rules.count("pii.id-card") == 1  # a piece by itself may look like a mobile number


@pytest.mark.parametrize(
    ("said", "digits", "rule"),
    [
        (["联系电话"], "13804521234", "pii.mobile"),
        (["手机：1"], "3804521234", "pii.mobile"),
        (["银行卡号"], "6217001210024455220", "pii.bank-card"),
        (["一卡通账号"], "6230580000123456789", "pii.bank-card"),
        (["身份证号码"], "230221198002301234", "pii.id-card"),
        (["公民身份号码"], "230221198002281230", "pii.id-card"),
        (["身", "份", "证", "号"], "230221198002281230", "pii.id-card"),
    ],
)
def test_boxes_that_words_name_are_read_as_what_they_are_called(
    said: list[str], digits: str, rule: str
) -> None:
    rules = [one.rule for one in check_units(lines([*said, *digits, "备注"]))]
    assert rules == [rule]


@pytest.mark.parametrize(
    "texts",
    [
        list("13804521234"),
        list("6217001210024455220"),
        list("230221198002281230"),
        ["平均分", *"13804521234"],
        [str(number) for number in range(1, 60)],
        ["2026", "230221", "1899", "123100", "19"],
        [f"{number}." for number in range(1, 40)],
    ],
)
def test_figures_that_nothing_names_are_no_number(texts: list[str]) -> None:
    assert found(lines(texts)) == []


def test_pieces_of_two_parts_are_no_number() -> None:
    head = [Unit(digit, Place(part="header")) for digit in ID[:9]]
    assert check_units([*head, *(Unit(digit, Place(part="body")) for digit in ID[9:])]) == []


@pytest.mark.parametrize("most", [9, 99, 999])
def test_columns_and_rows_of_figures_are_no_number(most: int) -> None:
    chance = random.Random(most)
    figures = [str(chance.randint(1, most)) for _ in range(20_000)]

    assert list(cuts(figures, is_even=True)) == []
    assert list(cuts(figures)) == []


def test_a_column_is_read_downwards_only_where_it_is_cut_evenly() -> None:
    even = [ID[at : at + 6] for at in range(0, 18, 6)]

    assert [cut.text for cut in cuts(["7", *ID, "3"], is_even=True)] == [ID]
    assert [cut.text for cut in cuts(even, is_even=True)] == [ID]
    assert list(cuts([ID[:3], ID[3:14], ID[14:]], is_even=True)) == []


def test_lines_of_digits_without_end_are_bounded() -> None:
    units = lines(list(ID) * 2000)

    assert 0 < len([one for one in check_units(units) if one.rule == "pii.id-card"]) <= 320


@given(st.lists(st.text(max_size=6), max_size=40), st.text(max_size=10))
def test_no_texts_make_it_fail(texts: list[str], said: str) -> None:
    list(cuts(texts, said))
    check_units(lines(texts))
