"""The lists of the corpus: two forms, in the manners in which units write them, with what each cell should become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.core.identifiers.id_card import check_character
from tests.imports.makers import Merge, Sheet

PENALTY = "market-supervision.penalty-publicity"
ALLOWANCE = "social-security.subsistence-allowance-publicity"

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(seventeen: str) -> str:
    """Return a credit code with its check character (GB 32100-2015)."""
    total = sum(_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(seventeen))
    return seventeen + _ALPHABET[(31 - total % 31) % 31]


def id_card(seventeen: str) -> str:
    return seventeen + check_character(seventeen)


@dataclass(frozen=True)
class Variant:
    """A sheet in one manner.

    Args:
        answers: for each row of the list, what its cells should become.
        unused: names of cells that must be told as not used.
        is_faulty: made with faults on purpose.
        needs_workbook: its manner lives in cell formats or merges, which separated text does not have.
        table: key of the table of whose lines the rows are; "" where each row is a disclosure.
        makers: the only ones that can write it so; all where empty.
    """

    name: str
    form: str
    sheets: tuple[Sheet, ...]
    answers: Sequence[dict[str, Any]]
    unused: frozenset[str] = frozenset()
    is_faulty: bool = False
    needs_workbook: bool = False
    table: str = ""
    makers: frozenset[str] = frozenset()


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


def variants() -> list[Variant]:
    """All sheets of the corpus, before a maker writes them."""
    return [*_penalties(), *_lists(), *_faulty()]


def _penalty(name: str, cells: Sequence[Sequence[Any]], **options: Any) -> Variant:
    sheet = Sheet(cells, **options.pop("sheet", {}))
    return Variant(name, PENALTY, (sheet,), options.pop("answers", PENALTIES), **options)


def _penalties() -> list[Variant]:
    shuffled = [
        "doc_no",
        "fine",
        "party_uscc",
        "decision_date",
        "party",
        "content",
        "basis",
        "penalty_type",
        "party_kind",
    ]
    plain = grid(PENALTIES, LABELS)
    width = len(LABELS)
    titled = [
        ["龙江县市场监督管理局2026年9月行政处罚信息公示表", *[None] * (width - 1)],
        ["填报单位：龙江县市场监督管理局", *[None] * (width - 3), "填报日期：2026年10月8日", None],
        *plain,
        ["合计", *[None] * 8, 6.5146, *[None] * (width - 10)],
        ["填表人：李经办", None, None, "审核人：王审查", *[None] * (width - 4)],
    ]
    grouped = [
        ["行政相对人信息", None, None, None, "违法情况", None, None, "处罚情况", *[None] * (width - 8)],
        *plain,
    ]
    merges: list[Merge] = [(0, 0, 0, 3), (0, 4, 0, 6), (0, 7, 0, width - 1)]
    tall: list[list[Any]] = [
        [
            "行政相对人名称",
            "行政相对人类别",
            "行政相对人代码",
            None,
            *[LABELS[key] for key in list(LABELS)[3:13]],
        ],
        [None, None, "统一社会信用代码", "工商注册号", *[None] * 10],
    ]
    tall_keys = ["party", "party_kind", "party_uscc", "party_reg_no", *list(LABELS)[3:13]]
    tall_merges: list[Merge] = [(0, 2, 0, 3), *((0, at, 1, at) for at in (0, 1, *range(4, 14)))]
    return [
        _penalty("labels", plain),
        _penalty("official-headings", grid(PENALTIES, OFFICIAL)),
        _penalty("field-codes", grid(PENALTIES, CODES, as_text)),
        _penalty("own-words-in-yuan", grid(PENALTIES, OWN_WORDS, in_yuan)),
        _penalty("all-text", grid(PENALTIES, LABELS, as_text)),
        _penalty("slashed-days", grid(PENALTIES, LABELS, days_as(lambda d: f"{d.year}/{d.month}/{d.day}"))),
        _penalty(
            "dotted-days", grid(PENALTIES, LABELS, days_as(lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}"))
        ),
        _penalty(
            "worded-days", grid(PENALTIES, LABELS, days_as(lambda d: f"{d.year}年{d.month}月{d.day}日"))
        ),
        _penalty("eight-digit-days", grid(PENALTIES, LABELS, days_as(lambda d: f"{d:%Y%m%d}"))),
        _penalty("chinese-days", grid(PENALTIES, LABELS, days_as(chinese))),
        _penalty("days-with-clock", grid(PENALTIES, LABELS, days_as(lambda d: f"{d} 00:00:00"))),
        _penalty("full-width", grid(PENALTIES, LABELS, widened)),
        _penalty("amounts-with-units", grid(PENALTIES, LABELS, with_units)),
        _penalty("shuffled", grid(PENALTIES, LABELS, keys=shuffled), answers=only(PENALTIES, shuffled)),
        _penalty("title-total-foot", titled, sheet={"merged": [(0, 0, 0, width - 1)]}),
        _penalty("grouped-heading", grouped, sheet={"merged": merges}),
        _penalty(
            "two-row-heading",
            [*tall, *grid(PENALTIES, LABELS, keys=tall_keys)[1:]],
            sheet={"merged": tall_merges},
        ),
        _penalty(
            "starred-and-spaced",
            [[f" {label[:2]} {label[2:]}*" for label in LABELS.values()], *plain[1:]],
        ),
        _penalty("repeated-heading", [*plain[:3], plain[0], *plain[3:]]),
        _penalty("blank-rows", [plain[0], plain[1], [None] * width, *plain[2:4], [None] * width, plain[4]]),
        _penalty(
            "day-formats",
            plain,
            needs_workbook=True,
            sheet={"formats": {10: 'm"月"d"日"', 12: "yyyy/m/d"}},
        ),
        _penalty(
            "offset",
            [[None] * (width + 2)] * 3 + [[None, None, *line] for line in plain],
        ),
        Variant(
            "month-by-month",
            PENALTY,
            (Sheet([*plain[:3]], "9月"), Sheet([plain[0], *plain[3:]], "10月")),
            PENALTIES,
            needs_workbook=True,
        ),
        _penalty(
            "unknown-columns",
            [
                [*line[:4], extra, *line[4:]]
                for line, extra in zip(plain, ["承办人", "甲", "乙", "丙", "丁"], strict=True)
            ],
            unused=frozenset({"E2", "E3", "E4", "E5"}),
        ),
    ]


def _list(name: str, cells: Sequence[Sequence[Any]], **options: Any) -> Variant:
    sheet = Sheet(cells, **options.pop("sheet", {}))
    answers = options.pop("answers", HOUSEHOLDS)
    return Variant(name, ALLOWANCE, (sheet,), answers, table="list", **options)


def _lists() -> list[Variant]:
    plain = grid(HOUSEHOLDS, LIST_LABELS)
    numbered = [["序号", *plain[0]], *([number, *line] for number, line in enumerate(plain[1:], 1))]
    with_numbers = [{**row, "no": number} for number, row in enumerate(HOUSEHOLDS, 1)]
    by_group = grid(HOUSEHOLDS, LIST_LABELS)
    by_group[2][4] = None
    by_group[5][4] = None
    return [
        _list("list-labels", plain),
        _list("list-own-words", grid(HOUSEHOLDS, LIST_WORDS)),
        _list("list-numbered", numbered, answers=with_numbers),
        _list(
            "list-titled",
            [
                ["丰泽镇向阳村最低生活保障对象名单", *[None] * 5],
                [None, None, None, None, "单位：元", None],
                *plain,
                ["合　计", 15, 12, 6450.5, None, None],
                ["注：以上名单经民主评议。", *[None] * 5],
            ],
            sheet={"merged": [(0, 0, 0, 5)]},
        ),
        _list("list-units", grid(HOUSEHOLDS, LIST_LABELS, with_units)),
        _list("list-full-width", grid(HOUSEHOLDS, LIST_LABELS, widened)),
        _list(
            "list-merged-groups",
            by_group,
            needs_workbook=True,
            sheet={"merged": [(1, 4, 2, 4), (4, 4, 5, 4)]},
        ),
        _list("list-money-format", plain, needs_workbook=True, sheet={"formats": {3: '"¥"#,##0.00'}}),
        _list(
            "list-with-identity",
            [
                [*line, number]
                for line, number in zip(
                    plain,
                    ["身份证号码", *(id_card(f"23022119{60 + at}010112{at}") for at in range(5))],
                    strict=True,
                )
            ],
            unused=frozenset(f"G{row}" for row in range(2, 7)),
        ),
    ]


def _faulty() -> list[Variant]:
    """Sheets with faults: what is broken must be told, never taken for something else."""
    plain = grid(PENALTIES, LABELS)

    def spoilt(name: str, changes: dict[tuple[int, str], Any], **options: Any) -> Variant:
        cells = [list(line) for line in plain]
        answers = [dict(row) for row in PENALTIES]
        unused = set()
        for (row, key), value in changes.items():
            column = list(LABELS).index(key)
            cells[row + 1][column] = value
            del answers[row][key]
            unused.add(f"{chr(ord('A') + column)}{row + 2}")
        return _penalty(name, cells, answers=answers, unused=frozenset(unused), is_faulty=True, **options)

    def spoilt_list(name: str, changes: dict[tuple[int, str], Any], **options: Any) -> Variant:
        cells = [list(line) for line in grid(HOUSEHOLDS, LIST_LABELS)]
        answers = [dict(row) for row in HOUSEHOLDS]
        unused = set()
        for (row, key), value in changes.items():
            column = list(LIST_LABELS).index(key)
            cells[row + 1][column] = value
            del answers[row][key]
            unused.add(f"{chr(ord('A') + column)}{row + 2}")
        return _list(name, cells, answers=answers, unused=frozenset(unused), is_faulty=True, **options)

    return [
        spoilt(
            "wrong-check-digit", {(0, "party_uscc"): _CODES[0][:-1] + ("0" if _CODES[0][-1] != "0" else "1")}
        ),
        spoilt("impossible-day", {(1, "decision_date"): "2026-02-30", (2, "valid_until"): "2027年13月1日"}),
        spoilt("month-only", {(0, "decision_date"): "2026年9月", (3, "valid_until"): "2027-01"}),
        spoilt("serial-days", {(0, "decision_date"): 46287, (1, "decision_date"): 46268}),
        spoilt("two-digit-year", {(0, "decision_date"): "26.9.22"}),
        spoilt("unknown-choice", {(0, "party_kind"): "企业", (1, "penalty_type"): "口头教育"}),
        spoilt("several-amounts", {(0, "fine"): "0.1+0.1", (1, "fine"): "5万", (2, "fine"): "捌佰元整"}),
        spoilt("malformed-number", {(0, "doc_no"): "龙市监罚2026第37号", (1, "doc_no"): "〔2026〕38"}),
        spoilt("lost-digits", {(0, "party_reg_no"): 2.302210000123456e17}, needs_workbook=True),
        spoilt("rounded-in-csv", {(0, "party_reg_no"): "2.30221E+14"}),
        spoilt(
            "formula-without-result",
            {(0, "content"): "=A2"},
            needs_workbook=True,
            makers=frozenset({"openpyxl"}),
        ),
        spoilt_list(
            "list-words-for-numbers", {(0, "members"): "三", (1, "covered"): "1.2.3", (2, "amount"): "约800"}
        ),
        spoilt_list("list-errors", {(0, "amount"): "#REF!", (3, "members"): "#N/A"}),
    ]
