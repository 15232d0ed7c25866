"""The lists of the corpus: two forms, what each cell should become, and the ways in which cells are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from desktop_app.core.identifiers.id_card import check_character

PENALTY = "market-supervision.penalty-publicity"
ALLOWANCE = "social-security.subsistence-allowance-publicity"

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(seventeen: str) -> str:
    """Return a credit code with its check character (GB 32100-2015)."""
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(seventeen))
    return seventeen + _ALPHABET[(31 - total % 31) % 31]


def id_card(seventeen: str) -> str:
    return seventeen + check_character(seventeen)


_FIRMS = (
    "龙江县丰禾农资经销有限公司",
    "龙江县示例食品有限公司",
    "龙江县样板建材商店",
    "龙江县演示药房有限公司",
)
_KINDS = ("法人及非法人组织", "法人及非法人组织", "个体工商户", "法人及非法人组织")
_CODES = tuple(
    uscc(code)
    for code in ("91230221MA0EXAMP1", "91230221MA1C2D3E4", "92230221MA0B1C2D3", "91230221MA9K8J7H6")
)
_FINES = ("2000.00", "50000.00", "800.00", "12345.60")
_DAYS = (date(2026, 9, 22), date(2026, 9, 3), date(2026, 10, 11), date(2026, 8, 31))
PENALTIES: list[dict[str, Any]] = [
    {
        "party": firm,
        "party_kind": _KINDS[number],
        "party_uscc": _CODES[number],
        "legal_rep": ("王示范", "赵示例", "钱样", "孙演示")[number],
        "illegal_type": "经营者在标价之外收取未予标明的费用",
        "facts": f"当事人于2026年8月{number + 10}日在经营门店收取未标明的费用。",
        "basis": "依据《中华人民共和国价格法》第四十二条作出处罚。",
        "penalty_type": ["罚款"],
        "content": f"罚款{_FINES[number].removesuffix('.00')}元。",
        "fine": _FINES[number],
        "decision_date": _DAYS[number].isoformat(),
        "doc_no": f"龙市监罚〔2026〕{number + 37}号",
        "valid_until": "2027-01-09",
        "party_reg_no": f"0033{number:011d}",
    }
    for number, firm in enumerate(_FIRMS)
]
LABELS = {
    "party": "行政相对人名称",
    "party_kind": "行政相对人类别",
    "party_uscc": "统一社会信用代码",
    "legal_rep": "法定代表人",
    "illegal_type": "违法行为类型",
    "facts": "违法事实",
    "basis": "处罚依据",
    "penalty_type": "处罚类别",
    "content": "处罚内容",
    "fine": "罚款金额（万元）",
    "decision_date": "处罚决定日期",
    "doc_no": "决定书文号",
    "valid_until": "处罚有效期",
    "party_reg_no": "工商注册号",
}
OFFICIAL = LABELS | {
    "party_uscc": "行政相对人代码_1\n（统一社会信用代码）",
    "party_reg_no": "行政相对人代码_2（工商注册号）",
    "doc_no": "行政处罚决定书文号",
    "valid_until": "处罚有效期",
}
CODES = {
    "party": "CF_XDR_MC",
    "party_kind": "CF_XDR_LB",
    "party_uscc": "CF_XDR_SHXYM",
    "legal_rep": "CF_FRDB",
    "illegal_type": "CF_WFXW",
    "facts": "CF_SY",
    "basis": "CF_YJ",
    "penalty_type": "CF_CFLB",
    "content": "CF_NR",
    "fine": "CF_NR_FK",
    "decision_date": "CF_JDRQ",
    "doc_no": "CF_WSH",
    "valid_until": "CF_YXQ",
    "party_reg_no": "CF_XDR_GSZC",
}
OWN_WORDS = LABELS | {
    "party": "当事人",
    "party_kind": "相对人类别",
    "party_uscc": "社会信用代码",
    "legal_rep": "法人代表姓名",
    "illegal_type": "案由",
    "facts": "主要违法事实",
    "basis": "法律依据",
    "penalty_type": "处罚种类",
    "content": "处罚结果",
    "fine": "罚款数额（元）",
    "decision_date": "作出处罚决定日期",
    "doc_no": "处罚决定书文号",
}

HOUSEHOLDS: list[dict[str, Any]] = [
    {
        "name": name,
        "members": members,
        "covered": covered,
        "amount": amount,
        "village_group": group,
        "start": "2026年12月",
    }
    for name, members, covered, amount, group in (
        ("赵示例", 3, 2, "1160.00", "一组（东屯）"),
        ("钱样", 1, 1, "720.00", "一组（东屯）"),
        ("孙演示", 4, 3, "1530.50", "二组（东屯）"),
        ("欧阳试样", 2, 2, "1080.00", "三组（西屯）"),
        ("周虚拟", 5, 4, "1960.00", "三组（西屯）"),
    )
]
LIST_LABELS = {
    "name": "申请人姓名",
    "members": "家庭人口数（人）",
    "covered": "保障人数（人）",
    "amount": "月保障金额（元）",
    "village_group": "村民小组",
    "start": "享受起始月",
}
LIST_WORDS = LIST_LABELS | {"name": "户主姓名", "members": "家庭人口", "amount": "保障金额"}

Writes = Callable[[str, Any], Any]


def as_typed(key: str, answer: Any) -> Any:
    """Write an answer as a careful clerk types it: days as days, amounts as numbers."""
    if key in ("decision_date", "valid_until"):
        return date.fromisoformat(answer)
    if key == "fine":
        return float(answer) / 10_000
    if key == "amount":
        return float(answer)
    return "；".join(answer) if isinstance(answer, list) else answer


def as_text(key: str, answer: Any) -> Any:
    """Write everything as text."""
    value = as_typed(key, answer)
    return (
        value.isoformat()
        if isinstance(value, date)
        else (value if isinstance(value, str) else f"{value:.10g}")
    )


def days_as(pattern: Callable[[date], str]) -> Writes:
    def write(key: str, answer: Any) -> Any:
        value = as_typed(key, answer)
        return pattern(value) if isinstance(value, date) else value

    return write


_NUMERALS = "〇一二三四五六七八九"


def chinese(day: date) -> str:
    def small(number: int) -> str:
        tens, ones = divmod(number, 10)
        ten = "" if not tens else ("十" if tens == 1 else f"{_NUMERALS[tens]}十")
        return ten + (_NUMERALS[ones] if ones else "")

    year = "".join(_NUMERALS[int(digit)] for digit in str(day.year))
    return f"{year}年{small(day.month)}月{small(day.day)}日"


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isalnum() else char for char in text)


def widened(key: str, answer: Any) -> Any:
    value = as_text(key, answer)
    return full_width(value) if key in ("party_uscc", "fine", "decision_date", "amount", "members") else value


def in_yuan(key: str, answer: Any) -> Any:
    return float(answer) if key == "fine" else as_typed(key, answer)


def with_units(key: str, answer: Any) -> Any:
    if key == "fine":
        return f"{float(answer):,.2f}元"
    if key == "amount":
        return f"{float(answer):,.2f}元"
    if key in ("members", "covered"):
        return f"{answer}人"
    return as_typed(key, answer)


def grid(
    rows: Sequence[dict[str, Any]],
    labels: dict[str, str],
    writes: Writes = as_typed,
    keys: Sequence[str] = (),
) -> list[list[Any]]:
    keys = list(keys or labels)
    body = [[writes(key, row[key]) if key in row else None for key in keys] for row in rows]
    return [[labels[key] for key in keys], *body]


def only(rows: Sequence[dict[str, Any]], keys: Sequence[str]) -> list[dict[str, Any]]:
    return [{key: row[key] for key in keys if key in row} for row in rows]
