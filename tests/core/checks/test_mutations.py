"""A hundred thousand seeded layouts of planted identifiers: each is found, and none of them once it is masked."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.identifiers.id_card import check_character
from desktop_app.core.identifiers.masking import mask

SEED = 20260928
MUTATIONS = 100_000
_REGIONS = ("230221", "230202", "110105", "440524", "510107", "320106")
_BEFORE = (
    "",
    "证件号码：",
    "申请人王某，身份证号",
    "户主身份证号码为",
    "经核实，当事人（公民身份号码：",
    "联系",
    "1. ",
    "　　",
)
_AFTER = ("", "。", "，家住甲村", "）。", "；", " 特此证明", "\n", "，")
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_UNSEEN = ("\u200b", "\u200c", "\u2060", "\ufeff")
_PHONES = ("138", "139", "150", "187", "199", "166", "178")

Layout = Callable[[str, random.Random], str]


def _plain(number: str, _chance: random.Random) -> str:
    return number


def _wide(number: str, _chance: random.Random) -> str:
    return number.translate(_WIDE)


def _spaced(number: str, chance: random.Random) -> str:
    between = chance.choice((" ", "-", "\u00a0", "\u3000"))
    cuts = (3, 7) if len(number) == 11 else (6, 10, 14) if len(number) == 18 else (4, 8, 12, 16)
    return between.join(number[a:b] for a, b in zip((0, *cuts), (*cuts, None), strict=True) if number[a:b])


def _unseen(number: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(number))
    return number[:at] + chance.choice(_UNSEEN) * chance.randrange(1, 4) + number[at:]


def _lower(number: str, _chance: random.Random) -> str:
    return number.lower()


LAYOUTS: tuple[Layout, ...] = (_plain, _wide, _spaced, _unseen, _lower)


def _identity(chance: random.Random) -> str:
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(28_000))
    body = f"{chance.choice(_REGIONS)}{born:%Y%m%d}{chance.randrange(1000):03d}"
    return body + check_character(body)


def _mobile(chance: random.Random) -> str:
    return f"{chance.choice(_PHONES)}{chance.randrange(10**8):08d}"


def _card(chance: random.Random) -> str:
    body = f"62{chance.choice(('2848', '1799', '2202', '1700'))}{chance.randrange(10**12):012d}"
    digits = [int(sign) for sign in body]
    total = sum(
        sum(divmod(digit * 2, 10)) if at % 2 == 0 else digit for at, digit in enumerate(reversed(digits))
    )
    return f"{body}{-total % 10}"


def _unit(planted: str, words: str, header: str, chance: random.Random) -> Unit:
    if chance.random() < 0.3:
        row = (("姓名", "王某"), ("村", "甲村"))
        return Unit(planted, kind=UnitKind.CELL, label=chance.choice((header, header, "备注")), row=row)
    return Unit(f"{words}{planted}{chance.choice(_AFTER)}")


def _rules(unit: Unit) -> set[str]:
    return {finding.rule for finding in check_units([unit])}


def test_every_planted_identifier_is_found() -> None:
    chance = random.Random(SEED)
    missed: list[str] = []
    for number in range(MUTATIONS):
        layout = LAYOUTS[number % len(LAYOUTS)]
        kind = chance.random()
        if kind < 0.6:
            rule, value, words, header = "pii.id-card", _identity(chance), chance.choice(_BEFORE), "身份证号"
        elif kind < 0.85:
            rule, value, words, header = "pii.mobile", _mobile(chance), "户主王某，电话", "联系电话"
        else:
            rule, value, words, header = "pii.bank-card", _card(chance), "户主王某，一卡通账号", "银行账号"
        unit = _unit(layout(value, chance), words, header, chance)
        if rule not in _rules(unit):
            missed.append(f"{rule} {layout.__name__} {unit.label!r} {unit.text!r}")
    assert missed[:10] == []


@pytest.mark.parametrize("seed", range(10))
def test_no_masked_identifier_is_a_finding(seed: int) -> None:
    chance = random.Random(SEED + seed)
    for _ in range(1_000):
        kind, value = chance.choice(
            (("id_card", _identity(chance)), ("mobile", _mobile(chance)), ("bank_card", _card(chance)))
        )
        masked = mask(kind, value)
        label = chance.choice(("身份证号", "银行账号", "备注"))
        assert _rules(Unit(masked, kind=UnitKind.CELL, label=label)) == set()
        assert _rules(Unit(f"王某，{masked}，甲村")) == set()
