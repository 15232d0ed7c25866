"""What the credit platforms refuse, told before they do, after the standard's fill-in notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop_app.core import identifiers
from desktop_app.core.credit.standard import Column
from desktop_app.core.forms.amounts import amounts_in

Row = Mapping[str, str]

PERSON, FIRM, SHOP = "自然人", "法人及非法人组织", "个体工商户"
_FILLERS = frozenset({"无", "暂无", "/", "0", "空", "null", "-", "—"})
_EARLIEST = date(2000, 1, 1)
_TOLERANCE = Decimal("0.000001")
_UNIT_SLIP = Decimal(1000)
_YUAN = Decimal(10_000)
_AUTHORITY = frozenset({"CF_CFJGDM", "XK_XKJGDM"})
_DOC_NO = re.compile(r".*〔(?:19|20)\d{2}〕.*号")
_NATURE = {FIRM: re.compile("(?!92)"), SHOP: re.compile("92")}
"""Villages' economic organisations (N…) are organisations too: only 个体工商户 have a start of their own."""
_ID_CARD = "身份证"
_USUAL_TAX_LENGTH = 15
"""Of tax registrations before the codes were united; 20 characters are those of natural persons."""


@dataclass(frozen=True, slots=True)
class CreditFault:
    """Something that a platform would refuse or ask about.

    Args:
        row: number of the disclosure in the file, from 1.
        code, name: of the column.
        is_refused: whether the platform refuses it; else it is to be looked at.
    """

    row: int
    code: str
    name: str
    message: str
    is_refused: bool = True


def faults(
    columns: Sequence[Column], rows: Sequence[Row], today: date, authorities: Collection[str] = ()
) -> list[CreditFault]:
    """Return what is wrong with the rows of a file.

    Args:
        authorities: the codes under which this office decides; any where empty.
    """
    found = [
        CreditFault(number, column.code, column.name, message, refused)
        for number, row in enumerate(rows, 1)
        for column, message, refused in _row_faults(columns, row, today, authorities)
    ]
    return found + list(_twice(columns, rows))


def _row_faults(
    columns: Sequence[Column], row: Row, today: date, authorities: Collection[str]
) -> Iterator[tuple[Column, str, bool]]:
    for column in columns:
        for message, refused in _cell_faults(column, row[column.code], row, today):
            yield column, message, refused
        if authorities and column.code in _AUTHORITY and row[column.code] not in authorities:
            yield column, "不是本单位的代码，请核对。", False
    yield from _between(columns, row)


def _cell_faults(column: Column, text: str, row: Row, today: date) -> Iterator[tuple[str, bool]]:
    must = _is_needed(column, row)
    if not text:
        if must:
            yield "没有填写。", True
        return
    if must and text.lower() in _FILLERS:
        yield f"不能用“{text}”顶替。", True
    if column.length and len(text) > column.length:
        yield f"最多 {column.length} 字，现有 {len(text)} 字。", True
    if column.shape == "uscc" and (fault := identifiers.uscc_fault(text)):
        yield fault, True
    if column.shape == "date":
        yield from _day_faults(column, text, today)
    yield from _doubts(column, text, row)


def _doubts(column: Column, text: str, row: Row) -> Iterator[tuple[str, bool]]:
    """What a platform takes and somebody should look at."""
    is_number = column.code.endswith("_WSH") and text != row.get(
        "XK_XKBH"
    )  # which stands in where there is none
    if is_number and not _DOC_NO.fullmatch(text):
        yield "文号的年份要用六角括号〔〕、写四位。", False
    if column.shape == "amount" and Decimal(text) >= _UNIT_SLIP:
        yield "超过 1000 万元，请核对单位是不是万元。", False
    if column.code.endswith("_SWDJ") and len(text) > _USUAL_TAX_LENGTH:
        yield f"数据标准里是 {_USUAL_TAX_LENGTH} 位，请核对平台收不收。", False


def _day_faults(column: Column, text: str, today: date) -> Iterator[tuple[str, bool]]:
    try:
        day = datetime.strptime(text, "%Y/%m/%d").date()  # noqa: DTZ007 - a day
    except ValueError:
        yield "不是日历上的日期，要写成 2026/09/22 这样。", True
        return
    if day < _EARLIEST:
        yield "早于 2000 年，请核对。", True
    if column.code.endswith("_JDRQ") and day > today:
        yield "晚于今天，请核对。", True


def _is_needed(column: Column, row: Row) -> bool:
    kinds = _value(row, "_CFLB")
    match column.need:
        case "required":
            return True
        case "organisation":
            kind = _value(row, "_XDR_LB")
            return kind == FIRM or (kind == SHOP and column.shape == "uscc")
        case "person":
            return _value(row, "_XDR_LB") == PERSON
        case "certificate":
            return bool(_value(row, "_XKZS"))
        case "fine":
            return "罚款" in kinds
        case "confiscation":
            return "没收" in kinds
        case "revocation":
            return "暂扣" in kinds or "吊销" in kinds
        case _:
            return False


def _value(row: Row, ending: str) -> str:
    return next((text for code, text in row.items() if code.endswith(ending)), "")


def _between(columns: Sequence[Column], row: Row) -> Iterator[tuple[Column, str, bool]]:
    """Judge what two columns say together."""
    by_end = {column.code[2:]: column for column in columns}
    kind, code = _value(row, "_XDR_LB"), _value(row, "_XDR_SHXYM")
    party_code = by_end["_XDR_SHXYM"]
    if kind == PERSON and code:
        yield party_code, "自然人不填统一社会信用代码。", True
    elif code and kind in _NATURE and not _NATURE[kind].match(code):
        yield party_code, f"代码开头与“{kind}”不符。", True
    for earlier, later in (("_JDRQ", "_YXQ"), ("_YXQZ", "_YXQZI")):
        first, last = _value(row, earlier), _value(row, later)
        if earlier in by_end and later in by_end and first and last and last < first:
            yield by_end[later], f"早于“{by_end[earlier].name}”。", True
    if (begun := _value(row, "_YXQZ")) and begun < _value(row, "_JDRQ"):
        yield by_end["_YXQZ"], "早于“许可决定日期”，一般不会这样，请核对。", False
    yield from _cards(by_end, row)
    if "_NR_FK" in by_end and (fine := _value(row, "_NR_FK")):
        if Decimal(fine) <= 0:
            yield by_end["_NR_FK"], "要大于 0。", True
        stated = [amount / _YUAN for amount in amounts_in(_value(row, "_NR"))]
        if stated and all(abs(amount - Decimal(fine)) > _TOLERANCE for amount in stated):
            yield by_end["_NR_FK"], "与处罚内容里写的钱数对不上；这一栏按万元填。", False


def _cards(by_end: Mapping[str, Column], row: Row) -> Iterator[tuple[Column, str, bool]]:
    """Judge numbers of identity cards; other papers' numbers have no form that could be judged."""
    for kind, number in (("_FR_ZJLX", "_FR_ZJHM"), ("_XDR_ZJLX", "_XDR_ZJHM")):
        text = _value(row, number)
        if text and _value(row, kind) == _ID_CARD and (fault := identifiers.id_card_fault(text)):
            yield by_end[number], fault, True


def _twice(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[CreditFault]:
    """The same number, authority and party, by name or by code, is the same decision."""
    seen: dict[tuple[str, ...], int] = {}
    number_column = next(column for column in columns if column.code.endswith("_WSH"))
    for number, row in enumerate(rows, 1):
        authority = next(text for code, text in row.items() if code in _AUTHORITY)
        parties = [text for text in (_value(row, "_XDR_MC"), _value(row, "_XDR_SHXYM")) if text]
        keys = [(row[number_column.code], party, authority) for party in parties]
        earlier = next((seen[key] for key in keys if key in seen), None)
        if earlier is not None:
            message = f"与第 {earlier} 行重复：文号、相对人和机关都一样。"
            yield CreditFault(number, number_column.code, number_column.name, message)
        for key in keys:
            seen.setdefault(key, number)
