"""Exchange files, read by other hands and held against the standard and against what was approved.

Codes, names, order, lengths and needs stand here as the data standard of 2018 has them, not as the program does.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlrd
from lxml import etree
from openpyxl import load_workbook

from desktop_app.core.checks.finding import Severity
from desktop_app.core.disclosure.record import Item
from desktop_app.services.desk import Desk
from tests.imports.sheets import PENALTY, id_card, uscc
from tests.ui.pages.office import Office

PERMIT = "market-supervision.license-publicity"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

PARTY = """
MC     200  行政相对人名称
LB     100  行政相对人类别
SHXYM  18   统一社会信用代码
GSZC   50   工商注册号
ZZJG   9    组织机构代码
SWDJ   20   税务登记号
SYDW   12   事业单位证书号
SHZZ   50   社会组织登记证号
"""
REPRESENTED = """
FRDB      50  法定代表人
FR_ZJLX   64  法定代表人证件类型
FR_ZJHM   64  法定代表人证件号码
XDR_ZJLX  64  证件类型
XDR_ZJHM  64  证件号码
"""
OF_PENALTIES = """
CF_WSH      128   行政处罚决定书文号
CF_WFXW     2000  违法行为类型
CF_SY       5000  违法事实
CF_YJ       2048  处罚依据
CF_CFLB     256   处罚类别
CF_NR       4000  处罚内容
CF_NR_FK    18    罚款金额（万元）
CF_NR_WFFF  18    没收违法所得、没收非法财物的金额（万元）
CF_NR_ZKDX  200   暂扣或吊销证照名称及编号
CF_JDRQ     10    处罚决定日期
CF_YXQ      10    处罚有效期
CF_GSJZQ    10    公示截止期
CF_CFJG     200   处罚机关
CF_CFJGDM   18    处罚机关统一社会信用代码
CF_SJLY     200   数据来源单位
CF_SJLYDM   18    数据来源单位统一社会信用代码
BZ          512   备注
"""
OF_PERMITS = """
XK_XKWS    64    行政许可决定文书名称
XK_WSH     64    行政许可决定文书号
XK_XKLB    256   许可类别
XK_XKZS    64    许可证书名称
XK_XKBH    64    许可编号
XK_NR      4000  许可内容
XK_JDRQ    10    许可决定日期
XK_YXQZ    10    有效期自
XK_YXQZI   10    有效期至
XK_XKJG    200   许可机关
XK_XKJGDM  18    许可机关统一社会信用代码
XK_ZT      1     当前状态
XK_LYDW    200   数据来源单位
XK_LYDWDM  18    数据来源单位统一社会信用代码
BZ         512   备注
"""


def standard(prefix: str, own: str) -> list[tuple[str, int, str]]:
    """Return code, most characters and name of each column."""
    lines = [
        *(f"{prefix}_XDR_{line}" for line in PARTY.strip().splitlines()),
        *(f"{prefix}_{line}" for line in REPRESENTED.strip().splitlines()),
        *own.strip().splitlines(),
    ]
    split = (line.split(maxsplit=2) for line in lines)
    return [(code, int(most), name) for code, most, name in split]


STANDARDS = {
    PENALTY: ("行政处罚", standard("CF", OF_PENALTIES)),
    PERMIT: ("行政许可", standard("XK", OF_PERMITS)),
}
REQUIRED = {
    PENALTY: "CF_XDR_MC CF_XDR_LB CF_WSH CF_WFXW CF_SY CF_YJ CF_CFLB CF_NR CF_JDRQ CF_YXQ CF_CFJG CF_CFJGDM "
    "CF_SJLY CF_SJLYDM",
    PERMIT: "XK_XDR_MC XK_XDR_LB XK_XKWS XK_WSH XK_XKLB XK_NR XK_JDRQ XK_YXQZ XK_YXQZI XK_XKJG XK_XKJGDM XK_ZT "
    "XK_LYDW XK_LYDWDM",
}
_PERSON = {
    "party": "赵示例",
    "party_kind": "自然人",
    "party_uscc": None,
    "legal_rep": None,
    "legal_rep_id_type": None,
    "person_id_type": "身份证",
    "person_id": id_card("23022119800101001"),
}
_SHOP = {
    "party": "龙江县样板建材商店",
    "party_kind": "个体工商户",
    "party_uscc": uscc("92230221MA0B1C2D3"),
    "legal_rep": "钱样",
}
CASES: dict[str, list[dict[str, Any]]] = {
    PENALTY: [
        {},
        {**_SHOP, "doc_no": "龙市监罚〔2026〕38号", "title": "龙江县样板建材商店行政处罚决定公示"},
        {
            **_PERSON,
            "doc_no": "龙市监罚〔2026〕39号",
            "title": "龙市监罚〔2026〕39号行政处罚决定公示",
            "penalty_type": ["罚款"],
            "content": "罚款1234.56元。",
            "fine": "1234.56",
            "confiscate": None,
        },
        {
            "party_reg_no": "003300012345678",
            "doc_no": "龙市监罚〔2026〕40号",
            "penalty_type": ["吊销许可证件"],
            "content": "吊销食品经营许可证。",
            "fine": None,
            "confiscate": None,
            "cert_revoked": "食品经营许可证JY12302210001234",
            "valid_until": "2099-12-31",
        },
        {
            "doc_no": "龙市监罚〔2026〕41号",
            "penalty_type": ["罚款", "其他"],
            "penalty_note": "责令限期拆除",
            "content": "1.罚款500000元；\n2.责令限期拆除。",
            "fine": "500000.00",
            "confiscate": None,
        },
    ],
    PERMIT: [
        {},
        {**_SHOP, "doc_no": "龙市监许〔2026〕127号", "title": "龙江县样板建材商店行政许可决定公示"},
        {**_PERSON, "doc_no": "龙市监许〔2026〕128号", "title": "龙市监许〔2026〕128号行政许可决定公示"},
        {"doc_no": None, "valid_to": "2099-12-31"},
        {
            "doc_no": "龙市监许〔2026〕130号",
            "license_type": "其他",
            "license_type_note": "备案",
            "status": "2无效",
        },
    ],
}


@pytest.fixture(params=sorted(STANDARDS), ids=["permits", "penalties"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def items(desk: Desk, form: str) -> list[Item]:
    office = Office(desk)
    return [office.approved(form, **changes) for changes in CASES[form]]


Rows = list[dict[str, str]]


def read_xlsx(path: Path, name: str, codes: list[str]) -> tuple[list[str], Rows]:
    sheet = load_workbook(path)[name]
    heading, *lines = [
        ["" if one is None else one for one in line] for line in sheet.iter_rows(values_only=True)
    ]
    return heading, [dict(zip(codes, line, strict=True)) for line in lines]


def read_xls(path: Path, name: str, codes: list[str]) -> tuple[list[str], Rows]:
    sheet = xlrd.open_workbook(path).sheet_by_name(name)
    lines = [sheet.row_values(number) for number in range(sheet.nrows)]
    return lines[0], [dict(zip(codes, line, strict=True)) for line in lines[1:]]


def read_parts(path: Path, name: str, codes: list[str]) -> tuple[list[str], Rows]:
    """Read an xlsx from its parts by lxml, without any library of workbooks."""
    with zipfile.ZipFile(path) as package:
        book = etree.fromstring(package.read("xl/workbook.xml"))
        page = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    assert [one.get("name") for one in book.iter(f"{_MAIN}sheet")] == [name]
    lines = []
    for row in page.iter(f"{_MAIN}row"):
        line = [""] * len(codes)
        for cell in row:
            if len(cell):
                assert cell.get("t") == "inlineStr", "a cell that is no text"
                line[_column(cell.get("r"))] = "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
        lines.append(line)
    return lines[0], [dict(zip(codes, line, strict=True)) for line in lines[1:]]


def _column(place: str) -> int:
    number = 0
    for letter in re.match(r"[A-Z]+", place)[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


READERS: list[tuple[str, Callable[..., tuple[list[str], Rows]]]] = [
    (".xlsx", read_xlsx),
    (".xlsx", read_parts),
    (".xls", read_xls),
]


def wanted(form: str, item: Item) -> dict[str, str]:
    """Return what the standard's notes make of the kept answers."""
    kept = item.values
    prefix = "CF" if form == PENALTY else "XK"

    def text(key: str) -> str:
        return " ".join(str(kept.get(key) or "").split())

    def day(key: str) -> str:
        return text(key).replace("-", "/")

    def unit(key: str) -> str:
        return f"{(Decimal(kept[key]) / 10000).normalize():f}" if kept.get(key) else ""

    def kinds(key: str, note: str) -> str:
        chosen = kept[key] if isinstance(kept[key], list) else [kept[key]]
        return ";".join(f"其他-{kept[note]}" if one == "其他" else one for one in chosen)

    party = {
        "MC": text("party"),
        "LB": text("party_kind"),
        "SHXYM": text("party_uscc"),
        "GSZC": text("party_reg_no"),
        "ZZJG": "",
        "SWDJ": "",
        "SYDW": "",
        "SHZZ": "",
    }
    row = {f"{prefix}_XDR_{code}": value for code, value in party.items()} | {
        f"{prefix}_FRDB": text("legal_rep"),
        f"{prefix}_FR_ZJLX": text("legal_rep_id_type") if form == PERMIT else "",
        f"{prefix}_FR_ZJHM": "",
        f"{prefix}_XDR_ZJLX": text("person_id_type"),
        f"{prefix}_XDR_ZJHM": text("person_id"),
        "BZ": text("remark"),
    }
    if form == PENALTY:
        return row | {
            "CF_WSH": text("doc_no"),
            "CF_WFXW": text("illegal_type"),
            "CF_SY": text("facts"),
            "CF_YJ": text("basis"),
            "CF_CFLB": kinds("penalty_type", "penalty_note"),
            "CF_NR": text("content"),
            "CF_NR_FK": unit("fine"),
            "CF_NR_WFFF": unit("confiscate"),
            "CF_NR_ZKDX": text("cert_revoked"),
            "CF_JDRQ": day("decision_date"),
            "CF_YXQ": day("valid_until"),
            "CF_GSJZQ": day("publicity_until"),
            "CF_CFJG": text("org"),
            "CF_CFJGDM": text("org_uscc"),
            "CF_SJLY": text("source_org"),
            "CF_SJLYDM": text("source_uscc"),
        }
    return row | {
        "XK_XKWS": text("doc_name"),
        "XK_WSH": text("doc_no") or text("cert_no"),
        "XK_XKLB": kinds("license_type", "license_type_note"),
        "XK_XKZS": text("cert_name"),
        "XK_XKBH": text("cert_no"),
        "XK_NR": text("content"),
        "XK_JDRQ": day("decision_date"),
        "XK_YXQZ": day("valid_from"),
        "XK_YXQZI": day("valid_to"),
        "XK_XKJG": text("org"),
        "XK_XKJGDM": text("org_uscc"),
        "XK_ZT": text("status")[:1],
        "XK_LYDW": text("source_org"),
        "XK_LYDWDM": text("source_uscc"),
    }


@pytest.mark.parametrize(("ending", "read"), READERS, ids=["openpyxl", "lxml", "xlrd"])
def test_every_cell_is_what_was_approved(
    desk: Desk, form: str, items: list[Item], ending: str, read: Callable[..., Any], tmp_path: Path
) -> None:
    name, columns = STANDARDS[form]
    written = desk.credit.write(form, items, tmp_path / f"报送{ending}")
    heading, rows = read(written.path, name, [code for code, _most, _name in columns])
    assert len(heading) == len(columns)
    for shown, (_code, _most, official) in zip(heading, columns, strict=True):
        assert official in shown
    assert rows == [wanted(form, item) for item in items]


def test_the_json_has_the_standard_s_codes_numbers_and_no_null(
    desk: Desk, form: str, items: list[Item], tmp_path: Path
) -> None:
    name, columns = STANDARDS[form]
    numbers = {"CF_NR_FK", "CF_NR_WFFF", "XK_ZT"}
    written = desk.credit.write(form, items, tmp_path / "报送.json")
    records = json.loads(written.path.read_text("utf-8"), parse_float=Decimal)[name]
    for record, item in zip(records, items, strict=True):
        want = {code: value for code, value in wanted(form, item).items() if value}
        assert list(record) == [code for code, _most, _name in columns if code in want]
        assert all(isinstance(record[code], int | Decimal) for code in numbers & record.keys())
        assert {code: str(value) for code, value in record.items()} == want


def test_what_was_written_keeps_the_standard_s_own_rules(
    desk: Desk, form: str, items: list[Item], tmp_path: Path
) -> None:
    """Judged without the program's validation: needs, lengths, check characters, days, one line a cell."""
    name, columns = STANDARDS[form]
    written = desk.credit.write(form, items, tmp_path / "报送.xlsx")
    _heading, rows = read_xlsx(written.path, name, [code for code, _most, _name in columns])
    assert written.faults == ()
    for row in rows:
        assert [code for code in REQUIRED[form].split() if not row[code].strip()] == []
        for code, most, _name in columns:
            text = row[code]
            assert len(text) <= most
            assert not re.search(r"[\n\r\t０-９]|^'", text)
            if text and code.endswith(("SHXYM", "JGDM", "SJLYDM", "LYDWDM")):
                assert uscc(text[:17]) == text
            if text and code.endswith(("JDRQ", "_YXQ", "GSJZQ", "_YXQZ", "_YXQZI")):
                assert date(*map(int, text.split("/"))) >= date(2000, 1, 1)
        kind = row[f"{columns[0][0][:2]}_XDR_LB"]
        number = row[f"{columns[0][0][:2]}_XDR_ZJHM"]
        assert bool(number) == (kind == "自然人")
        assert not number or id_card(number[:17]) == number


def test_the_public_copy_never_says_the_numbers_that_are_reported(
    desk: Desk, form: str, items: list[Item], tmp_path: Path
) -> None:
    number = str(_PERSON["person_id"])
    written = desk.credit.write(form, items, tmp_path / "报送.json")
    assert number in written.path.read_text("utf-8")
    (person,) = (item for item in items if item.values.get("person_id"))
    opened = desk.drafts.open(person.id)
    assert number not in desk.documents.render(opened, "html").content.decode("utf-8")
    assert _PERSON["party"] not in desk.documents.render(opened, "html").content.decode("utf-8")


@pytest.mark.parametrize("field", ["content", "remark"])
def test_a_number_within_a_text_holds_the_public_copy_back(desk: Desk, form: str, field: str) -> None:
    item = Office(desk).draft(form, **{field: f"当事人身份证号{_PERSON['person_id']}，罚款2000元。"})
    found = desk.releases.findings(desk.drafts.open(item.id))
    assert [one.place.field for one in found if one.rule == "pii.id-card"] == [f"values.{field}"]
    assert all(one.severity is Severity.BLOCK for one in found if one.rule == "pii.id-card")


def test_a_decision_is_due_within_five_working_days(desk: Desk, form: str) -> None:
    item = Office(desk).draft(form, decision_date="2026-09-18")
    assert item.due == "2026-09-24"  # 20 September, a Sunday, is worked


def test_a_warning_alone_is_asked_about(desk: Desk) -> None:
    item = Office(desk).draft(PENALTY, penalty_type=["警告"], content="警告。", fine=None, confiscate=None)
    found = desk.releases.findings(desk.drafts.open(item.id))
    assert [one.severity for one in found if "只有“警告”" in one.message] == [Severity.NOTE]
