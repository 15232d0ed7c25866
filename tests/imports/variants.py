"""The lists of the corpus in the manners in which units write them, before a maker writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.core.imports.grid import cell_name
from tests.imports.makers import Merge, Sheet
from tests.imports.sheets import (
    ALLOWANCE,
    CODES,
    HOUSEHOLDS,
    LABELS,
    LIST_LABELS,
    LIST_WORDS,
    OFFICIAL,
    OWN_WORDS,
    PENALTIES,
    PENALTY,
    as_text,
    chinese,
    days_as,
    grid,
    id_card,
    in_yuan,
    only,
    widened,
    with_units,
)  # fmt: skip


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


Changes = dict[tuple[int, str], Any]
"""Row of the list, from 0, and field, to what stands there instead."""


def _changed(
    rows: Sequence[dict[str, Any]], labels: dict[str, str], changes: Changes
) -> tuple[list[list[Any]], list[dict[str, Any]], frozenset[str]]:
    """Return the cells with the changes, the answers without them, and the names of the cells."""
    cells, answers, names = grid(rows, labels), [dict(row) for row in rows], set()
    for (row, key), value in changes.items():
        column = list(labels).index(key)
        cells[row + 1][column] = value
        del answers[row][key]
        names.add(cell_name(row + 1, column))
    return cells, answers, frozenset(names)


def _spoilt(name: str, changes: Changes, **options: Any) -> Variant:
    cells, answers, unused = _changed(PENALTIES, LABELS, changes)
    return _penalty(name, cells, answers=answers, unused=unused, is_faulty=True, **options)


def _spoilt_list(name: str, changes: Changes, **options: Any) -> Variant:
    cells, answers, unused = _changed(HOUSEHOLDS, LIST_LABELS, changes)
    return _list(name, cells, answers=answers, unused=unused, is_faulty=True, **options)


def _with_wrong_check(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def _faulty() -> list[Variant]:
    """Sheets with faults: what is broken must be told, never taken for something else."""
    return [
        _spoilt("wrong-check-digit", {(0, "party_uscc"): _with_wrong_check(PENALTIES[0]["party_uscc"])}),
        _spoilt("impossible-day", {(1, "decision_date"): "2026-02-30", (2, "valid_until"): "2027年13月1日"}),
        _spoilt("month-only", {(0, "decision_date"): "2026年9月", (3, "valid_until"): "2027-01"}),
        _spoilt("serial-days", {(0, "decision_date"): 46287, (1, "decision_date"): 46268}),
        _spoilt("two-digit-year", {(0, "decision_date"): "26.9.22"}),
        _spoilt("unknown-choice", {(0, "party_kind"): "企业", (1, "penalty_type"): "口头教育"}),
        _spoilt("several-amounts", {(0, "fine"): "0.1+0.1", (1, "fine"): "5万", (2, "fine"): "捌佰元整"}),
        _spoilt("malformed-number", {(0, "doc_no"): "龙市监罚2026第37号", (1, "doc_no"): "〔2026〕38"}),
        _spoilt("lost-digits", {(0, "party_reg_no"): 2.302210000123456e17}, needs_workbook=True),
        _spoilt("rounded-in-csv", {(0, "party_reg_no"): "2.30221E+14"}),
        _spoilt(
            "formula-without-result",
            {(0, "content"): "=A2"},
            needs_workbook=True,
            makers=frozenset({"openpyxl"}),
        ),
        _spoilt_list(
            "list-words-for-numbers", {(0, "members"): "三", (1, "covered"): "1.2.3", (2, "amount"): "约800"}
        ),
        _spoilt_list("list-errors", {(0, "amount"): "#REF!", (3, "members"): "#N/A"}),
    ]
