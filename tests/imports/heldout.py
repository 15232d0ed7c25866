"""Files that no rule was written for: by makers of their own, with what each should give written before it was read.

Where the importer fails one, the rule is to be mended and never the file; the first reading's figures stand in
`docs/import.md`.
"""

# ruff: noqa: E501 - the files stand as tables, a line each

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from tests.imports.corpus import CorpusFile
from tests.imports.makers import Sheet, xlwt_file
from tests.imports.packages import STRICT, package
from tests.imports.sheets import ALLOWANCE, PENALTY, uscc
from tests.imports.variants import Variant

PERMIT = "market-supervision.license-publicity"

_CODES = [
    uscc(f"{kind}230221MA{number}")
    for kind, number in (("91", "5ABCDE1"), ("92", "5ABCDE2"), ("93", "5ABCDE3"))
]
_NAMES = ["龙江县北岗粮油有限公司", "龙江县南街面食店", "龙江县西山种植专业合作社"]
FINED: list[dict[str, Any]] = [
    {
        "party": _NAMES[number],
        "party_uscc": _CODES[number],
        "doc_no": f"龙市监处罚〔2026〕{number + 101}号",
        "illegal_type": "未按规定公示收费标准",
        "fine": ("3000.00", "500.00", "10000.00")[number],
        "decision_date": ("2026-08-05", "2026-09-12", "2026-10-30")[number],
    }
    for number in range(3)
]
_HEADS = [
    "当事人名称",
    "统一社会信用代码",
    "处罚决定书文号",
    "违法行为类型",
    "罚款金额（元）",
    "处罚决定日期",
]
PERMITS: list[dict[str, Any]] = [
    {
        "party": _NAMES[number],
        "party_uscc": _CODES[number],
        "doc_no": f"龙市监许准〔2026〕{number + 11}号",
        "content": "食品销售经营",
        "decision_date": ("2026-08-05", "2026-09-12", "2026-10-30")[number],
        "valid_from": ("2026-08-05", "2026-09-12", "2026-10-30")[number],
        "valid_to": ("2031-08-04", "2031-09-11", "2031-10-29")[number],
    }
    for number in range(3)
]
PEOPLE: list[dict[str, Any]] = [
    {"name": name, "members": members, "covered": covered, "amount": amount, "village_group": group}
    for name, members, covered, amount, group in (
        ("吴样本", 2, 2, "986.00", "前屯"),
        ("郑演练", 3, 1, "512.50", "前屯"),
        ("王试填", 1, 1, "640.00", "后屯"),
        ("冯例", 5, 3, "1720.00", "后屯"),
    )
]
_LIST_HEADS = ["姓名", "家庭人口", "保障人口", "月保障金额", "村民小组"]

Grid = list[list[Any]]


def fined(**columns: Sequence[Any]) -> Grid:
    """Return the penalties as a careful unit writes them, some columns in another manner."""
    keys = ["party", "party_uscc", "doc_no", "illegal_type", "fine", "decision_date"]
    return [
        [columns[key][number] if key in columns else row[key] for key in keys]
        for number, row in enumerate(FINED)
    ]


def people() -> Grid:
    return [[row[key] for key in ("name", "members", "covered", "amount", "village_group")] for row in PEOPLE]


def without(rows: Sequence[dict[str, Any]], *keys: str) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key not in keys} for row in rows]


# ── makers ────────────────────────────────────────────────────────────────────────────────────


def rich_runs(grid: Grid) -> bytes:
    """Shared texts in runs of their own looks, with readings beside them, as Excel's Chinese edition writes."""
    texts: list[str] = []
    rows = []
    for row, line in enumerate(grid, 1):
        cells = []
        for column, value in enumerate(line):
            if value is None:
                continue
            half = len(str(value)) // 2
            first, second = escape(str(value)[:half]), escape(str(value)[half:])
            texts.append(
                f'<si><r><rPr><b/></rPr><t xml:space="preserve">{first}</t></r>'
                f'<r><t xml:space="preserve">{second}</t></r><rPh sb="0" eb="1"><t>lóng</t></rPh></si>'
            )
            cells.append(f'<c r="{chr(65 + column)}{row}" t="s"><v>{len(texts) - 1}</v></c>')
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    return package("".join(rows), shared="".join(texts))


def no_places(grid: Grid) -> bytes:
    """Rows and cells without their places, as small export tools write."""
    lines = (
        "".join(
            "<c/>" if value is None else f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
            for value in line
        )
        for line in grid
    )
    return package("".join(f"<row>{line}</row>" for line in lines))


def formulas(grid: Grid) -> bytes:
    """Every cell a formula with its result, as sheets are that look everything up in another."""
    rows = []
    for row, line in enumerate(grid, 1):
        cells = [
            f'<c r="{chr(65 + column)}{row}" t="str"><f>VLOOKUP(A{row},明细!A:F,{column + 1},0)</f>'
            f"<v>{escape(str(value))}</v></c>"
            for column, value in enumerate(line)
            if value is not None
        ]
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    return package("".join(rows))


_SERIALS = {"2026-08-05": 46239, "2026-09-12": 46277, "2026-10-30": 46325}
"""Days since 30 December 1899."""


def strict_1904(grid: Grid) -> bytes:
    """Strict OOXML that counts its days from 1904; the last column are days, shown in words of the year."""
    styles = (
        '<numFmts count="1"><numFmt numFmtId="180" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/>'
        '</numFmts><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="180" applyNumberFormat="1"/></cellXfs>'
    )
    rows = []
    for row, line in enumerate(grid, 1):
        cells = []
        for column, value in enumerate(line):
            place = f"{chr(65 + column)}{row}"
            if value in _SERIALS:
                cells.append(f'<c r="{place}" s="1"><v>{_SERIALS[value] - 1462}</v></c>')
            else:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>')
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    return package("".join(rows), styles=styles, about='<workbookPr date1904="1"/>', main=STRICT)


def mso_page(head: str, grid: Grid) -> bytes:
    """What Excel itself saves as a web page, named `.xls`: numbers in attributes, looks in spans."""
    rows = []
    for line in grid:
        cells = (
            f"<td class=xl65 x:str><span style='mso-spacerun:yes'></span><font class=f5>{escape(str(value))}</font></td>"
            if value is not None
            else "<td></td>"
            for value in line
        )
        rows.append(f"<tr height=19 style='height:14.25pt'>{''.join(cells)}</tr>")
    page = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        "<head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><style>.xl65{mso-number-format:'\\@';}"
        f"</style></head><body><table x:str><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table></body></html>"
    )
    return page.encode("gb18030")


def quoted(grid: Grid, encoding: str, delimiter: str, *, as_text: bool = False) -> bytes:
    """Separated text with every cell quoted; `as_text` writes codes as `="0033"`, by which Excel keeps them."""

    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        held = f'="{text}"' if as_text and len(text) > 11 and text.isascii() else text
        return '"' + held.replace('"', '""') + '"'

    return "\r\n".join(delimiter.join(map(cell, line)) for line in grid).encode(encoding)


# ── the files ─────────────────────────────────────────────────────────────────────────────────


def _variant(name: str, form: str, answers: Sequence[dict[str, Any]], **options: Any) -> Variant:
    return Variant(name, form, (), answers, **options)


def _merged_names(join: Callable[[str, str], str]) -> Grid:
    return [
        [join(row["party"], row["party_uscc"]), *line[2:]] for row, line in zip(FINED, fined(), strict=True)
    ]


_BAD = FINED[0]["party_uscc"][:-1] + ("0" if FINED[0]["party_uscc"][-1] != "0" else "1")
_TEN_DAYS = [
    "2026-08-05", "2026/8/5", "2026.8.5", "2026年8月5日", "20260805", "二〇二六年八月五日", "２０２６年８月５日",
    "2026年08月05日 星期三", "2026-8-5 00:00", "二○二六年八月五日",
]  # fmt: skip


def written() -> list[tuple[str, str, bytes, Variant]]:
    """Return maker, ending, content and variant of each file that is written here."""
    yuan = [float(row["fine"]) for row in FINED]
    ten = [
        [f"当事人{number}号商店", f"龙市监处罚〔2026〕{number + 200}号", day]
        for number, day in enumerate(_TEN_DAYS)
    ]
    head_rows = (
        "<tr><th rowspan=2>序号</th><th colspan=2>当事人</th><th rowspan=2>处罚决定书文号</th><th colspan=2>处罚情况</th>"
        "<th rowspan=2>处罚决定日期</th></tr><tr><th>名称</th><th>统一社会信用代码</th><th>违法行为类型</th>"
        "<th>罚款金额<br>（元）</th></tr>"
    )
    mixed_width = [
        f"{value:,.2f}".translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789,."}) for value in yuan
    ]
    return [
        ("rich runs", ".xlsx", rich_runs([["当事人名称（统一社会信用代码）", *_HEADS[2:]], *_merged_names(lambda n, c: f"{n}（{c}）")]),
         _variant("name-and-code-in-brackets", PENALTY, FINED)),
        ("no places", ".xlsx", no_places([["当事人名称及统一社会信用代码", *_HEADS[2:]], *_merged_names(lambda n, c: f"{n}\n{c}")]),
         _variant("name-and-code-on-lines", PENALTY, FINED)),
        ("csv gb18030 quoted", ".csv", quoted([["行政相对人名称/统一社会信用代码", *_HEADS[2:]], *_merged_names(lambda n, c: f"{n} / {c}")], "gb18030", ","),
         _variant("name-and-code-by-a-stroke", PENALTY, FINED)),
        ("rich runs", ".xlsx", rich_runs([["当事人名称、统一社会信用代码", *_HEADS[2:]],
                                          [f"{_NAMES[0]}，{_BAD}", *fined()[0][2:]], *_merged_names(lambda n, c: f"{n}，{c}")[1:]]),
         _variant("name-and-wrong-code", PENALTY, [{**without(FINED[:1], "party_uscc")[0]}, *FINED[1:]], unused=frozenset({"A2"}), is_faulty=True)),
        ("formulas", ".xlsx", formulas([["当事人", "处罚决定书文号", "处罚决定日期"], *ten]),
         _variant("ten-spellings-of-a-day", PENALTY, [{"party": name, "doc_no": number, "decision_date": "2026-08-05"} for name, number, _day in ten])),
        ("formulas", ".xlsx", formulas([_HEADS, *fined()]), _variant("looked-up", PENALTY, FINED)),
        ("strict 1904", ".xlsx", strict_1904([_HEADS, *fined()]), _variant("counted-from-1904", PENALTY, FINED)),
        ("xlwt", ".et", xlwt_file(Sheet([[*_HEADS[:4], "罚款金额\n单位：元", _HEADS[5]], *fined(fine=yuan)])), _variant("unit-in-a-second-line", PENALTY, FINED)),
        ("no places", ".xlsx", no_places([["2026年行政处罚情况统计表"], ["填报单位：龙江县市场监督管理局", None, None, None, "金额单位：万元"],
                                          [*_HEADS[:4], "罚款金额", _HEADS[5]], *fined(fine=[f"{one / 10000:g}" for one in yuan])]),
         _variant("unit-above", PENALTY, FINED)),
        ("Excel web page", ".xls", mso_page(head_rows, [[number, row[0], row[1], row[2], row[3], row[4], row[5]] for number, row in enumerate(fined(), 1)]),
         _variant("two-rows-of-heading", PENALTY, FINED)),
        ("rich runs", ".xlsx", rich_runs([_HEADS, *fined(), ["小计", None, None, None, "13500.00"], ["共计：3件", None, None, None, "13500.00元"],
                                          ["注：1.以上处罚均已执行。2.金额以决定书为准。"], ["制表：李经办　　审核：王审查　　2026年11月2日"]]),
         _variant("totals-and-notes", PENALTY, FINED)),
        ("csv utf-8 no mark", ".csv", quoted([_HEADS, *fined(fine=mixed_width, party_uscc=[one.translate({ord(c): ord(c) + 0xFEE0 for c in one}) for one in _CODES])], "utf-8", ","),
         _variant("full-width", PENALTY, FINED)),
        ("csv semicolons", ".csv", quoted([_HEADS, *fined()], "gb18030", ";", as_text=True), _variant("kept-as-text-by-a-formula", PENALTY, FINED)),
        ("tsv gb18030", ".txt", quoted([_HEADS, *fined()], "gb18030", "\t"), _variant("tabs-in-gb18030", PENALTY, FINED)),
        ("csv big-endian", ".csv", b"\xfe\xff" + quoted([_HEADS, *fined()], "utf-16-be", ","), _variant("big-endian", PENALTY, FINED)),
        ("no places", ".xlsx", no_places([["xk_xdr_mc", "xk_xdr_shxym", "xk_wsh", "xk_nr", "xk_jdrq", "xk_yxqz", "xk_yxqzi"],
                                          *[[row[key] for key in row] for row in PERMITS]]),
         _variant("codes-in-small-letters", PERMIT, PERMITS)),
        ("rich runs", ".xlsx", rich_runs([["被许可人名称", "统一社会信用代码", "许可文号", "许可内容", "许可日期", "有效期限"],
                                          *[[row["party"], row["party_uscc"], row["doc_no"], row["content"], row["decision_date"], f"{row['valid_from']}至{row['valid_to']}"] for row in PERMITS]]),
         _variant("term-in-one-cell", PERMIT, PERMITS)),
        ("Excel web page", ".xls", mso_page("".join(f"<th>{one}</th>" for one in ["序号", "许可对象", "信用代码", "许可决定文书号", "许可事项内容", "决定日期", "有效期起", "有效期止"]).join(("<tr>", "</tr>")),
                                            [[number, *row.values()] for number, row in enumerate(PERMITS, 1)]),
         _variant("permits-in-a-page", PERMIT, PERMITS)),
        ("rich runs", ".xlsx", rich_runs([["关于对丰泽镇向阳村2026年第三季度农村最低生活保障对象进行公示的通知，根据《社会救助暂行办法》规定，经本人申请、村民代表评议、镇人民政府审核，现将符合条件的对象名单公示如下，公示期七天。"],
                                          [], [*_LIST_HEADS[:3], "月保障金额（元）", "村民小组"], *people(), ["公示时间：2026年10月8日至10月14日"], ["监督电话：0452-5820100"]]),
         _variant("a-notice-above", ALLOWANCE, PEOPLE, table="list")),
        ("formulas", ".xlsx", formulas([_LIST_HEADS, *people()[:2], ["前屯小计", 5, 3, "1498.50", None], *people()[2:], ["后屯小计", 6, 4, "2360.00", None], ["合计", 11, 7, "3858.50", None]]),
         _variant("totals-by-village", ALLOWANCE, PEOPLE, table="list")),
        ("csv utf-8 no mark", ".csv", quoted([["序号", "户主", "人口情况", None, "保障情况", None], [None, None, "家庭人口", "保障人口", "保障金额（元）", "村民小组"],
                                              *[[f"{number}、", *line] for number, line in enumerate(people(), 1)]], "utf-8", ","),
         _variant("two-rows-without-merges", ALLOWANCE, PEOPLE, table="list")),
        ("no places", ".xlsx", no_places([_LIST_HEADS, *[[f"{line[0][0]}　{line[0][1:]}", f"{line[1]} 口人", f"{line[2]}人", f"¥{line[3]}", line[4]] for line in people()]]),
         _variant("words-beside-numbers", ALLOWANCE, PEOPLE, table="list")),
        ("csv gb18030 quoted", ".csv", quoted([_LIST_HEADS, *people(), ["刘虚构", "四", "2", "八百", "后屯"]], "gb18030", ","),
         _variant("numbers-in-words", ALLOWANCE, [*PEOPLE, {"name": "刘虚构", "covered": 2, "village_group": "后屯"}], unused=frozenset({"B6", "D6"}), is_faulty=True, table="list")),
        ("xlwt", ".xls", xlwt_file(Sheet([[*_HEADS[:4], "罚款金额（万元）", _HEADS[5]], *fined(fine=yuan, decision_date=["2026-08-05", "2026年9月", "10月30日"])])),
         _variant("amounts-that-cannot-be-and-half-days", PENALTY,
                  [{**FINED[0], "fine": "30000000.00"}, {**without(FINED[1:2], "decision_date")[0], "fine": "5000000.00"}, {**without(FINED[2:], "decision_date")[0], "fine": "100000000.00"}],
                  unused=frozenset({"F3", "F4"}), is_faulty=True)),
    ]  # fmt: skip


LIBRE_OFFICE = {"calc page": ('html:"HTML (StarCalc)"', ".html")}
"""Manners in which LibreOffice saves that the other corpus does not have: name to filter and ending."""


def build(folder: Path) -> list[CorpusFile]:
    """Write the files, some of them through LibreOffice where it is."""
    files = []
    for maker, ending, content, variant in written():
        path = folder / maker / f"{variant.name}{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        files.append(CorpusFile(maker, path, variant))
    return [*files, *_through_libre_office(folder, files)]


def _through_libre_office(folder: Path, files: list[CorpusFile]) -> list[CorpusFile]:
    if shutil.which("soffice") is None:
        return []
    (plain,) = (file for file in files if file.variant.name == "totals-and-notes")
    found = []
    for maker, (kind, ending) in LIBRE_OFFICE.items():
        out = folder / "libreoffice" / maker
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to",
             kind.replace('"', ""), "--outdir", str(out), str(plain.path)],
            check=True, capture_output=True, timeout=110,
        )  # fmt: skip
        path = out / f"{plain.path.stem}{ending}"
        if path.is_file():
            named = path.rename(out / "kept.xls")
            found.append(CorpusFile(maker, named, plain.variant))
    return found
