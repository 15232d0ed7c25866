"""Documents that no rule was written for, with what each should say written before it was read."""

# ruff: noqa: E501 - the pages stand as they are written

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from tests.conftest import REPOSITORY
from tests.imports.heldout import FINED, PEOPLE, PERMITS
from tests.imports.sheets import ALLOWANCE, PENALTY

PERMIT = "market-supervision.license-publicity"

_FONT = '#set text(font: "Noto Serif CJK SC", size: 14pt, lang: "zh")\n'


@dataclass(frozen=True)
class PaperFile:
    """A document and the answers that it should give."""

    name: str
    path: Path
    form: str
    wanted: dict[str, Any]


_PERMIT = PERMITS[0]
PERMIT_TEXT = f"""#align(center)[#text(18pt)[准予行政许可决定书]]
#align(center)[{_PERMIT["doc_no"]}]

{_PERMIT["party"]}：

#table(columns: (1fr, 2fr),
  [被许可人], [{_PERMIT["party"]}],
  [统一社会信用代码], [{_PERMIT["party_uscc"]}],
  [许可内容], [{_PERMIT["content"]}],
  [有效期自], [2026年8月5日],
  [有效期至], [2031年8月4日],
)

#align(right)[龙江县市场监督管理局]
#align(right)[2026年8月5日]
"""
_ROSTER_ROWS = [
    [row[key] for key in ("name", "members", "covered", "amount", "village_group")] for row in PEOPLE
]
ROSTER_TEXT = (
    "#align(center)[#text(18pt)[丰泽镇向阳村最低生活保障对象名单]]\n#table(columns: 5,\n"
    "  table.header(table.cell(rowspan: 2)[姓名], table.cell(colspan: 2)[人口情况], table.cell(rowspan: 2)[月保障金额（元）],"
    " table.cell(rowspan: 2)[村民小组], [家庭人口数], [保障人数]),\n"
    + "".join("  " + " ".join(f"[{cell}]," for cell in row) + "\n" for row in _ROSTER_ROWS)
    + "  [合计], [11], [7], [3858.50], [],\n)\n"
)
_LONG = [
    {"name": f"{family}{given}", "members": 1 + number % 5, "covered": 1, "amount": f"{500 + number}.00", "village_group": "东屯"}
    for number, (family, given) in enumerate(
        (family, given) for family in "赵钱孙李周吴郑王" for given in ("示例", "样本", "演练", "试填", "虚构", "例子", "范例")
    )
]  # fmt: skip
LONG_TEXT = (
    "#align(center)[#text(18pt)[丰泽镇东屯最低生活保障对象名单]]\n#table(columns: 5,\n"
    "  table.header([姓名], [家庭人口数], [保障人数], [月保障金额（元）], [村民小组]),\n"
    + "".join("  " + " ".join(f"[{cell}]," for cell in row.values()) + "\n" for row in _LONG)
    + ")\n"
)
_FINED = FINED[0]
DECISION_PAGE = f"""<html><head><meta charset="utf-8"></head><body style="font-family:'Noto Serif CJK SC'">
<h2 align=center>行政处罚决定书</h2><p align=center>{_FINED["doc_no"]}</p>
<table border=1><tr><td rowspan=2>当事人</td><td>名称</td><td>{_FINED["party"]}</td></tr>
<tr><td>统一社会信用代码</td><td>{_FINED["party_uscc"]}</td></tr></table>
<p>违法行为类型：{_FINED["illegal_type"]}</p>
<p>处罚内容：罚款3000元。</p><p>罚款金额：0.3万元</p>
<p align=right>龙江县市场监督管理局</p><p align=right>2026年8月5日</p></body></html>"""
_CELLS = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _ROSTER_ROWS)
ROSTER_PAGE = f"""<html><head><meta charset="utf-8"></head><body style="font-family:'Noto Serif CJK SC'">
<p align=center>丰泽镇向阳村最低生活保障对象名单</p><table border=1 cellspacing=0>
<tr><td rowspan=2>姓名</td><td colspan=2>人口情况</td><td rowspan=2>月保障金额（元）</td><td rowspan=2>村民小组</td></tr>
<tr><td>家庭人口数</td><td>保障人数</td></tr>{_CELLS}
<tr><td>合计</td><td>11</td><td>7</td><td>3858.50</td><td></td></tr></table></body></html>"""
_PERMIT_WANTED = {
    key: _PERMIT[key] for key in ("doc_no", "party", "party_uscc", "content", "valid_from", "valid_to")
}
_DECISION_WANTED = {key: _FINED[key] for key in ("doc_no", "party", "party_uscc", "illegal_type", "fine")} | {
    "content": "罚款3000元。"
}
_LISTED = {"list": PEOPLE}


def build(folder: Path) -> list[PaperFile]:
    """Write the documents by Typst, LibreOffice and Chromium, as far as these are here."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [
        _typst(folder, "permit by Typst", PERMIT_TEXT, PERMIT, _PERMIT_WANTED),
        _typst(folder, "roster by Typst", ROSTER_TEXT, ALLOWANCE, _LISTED),
        _typst(folder, "two pages by Typst", LONG_TEXT, ALLOWANCE, {"list": _LONG}),
    ]
    for name, page, form, wanted in (
        ("decision", DECISION_PAGE, PENALTY, _DECISION_WANTED),
        ("roster", ROSTER_PAGE, ALLOWANCE, _LISTED),
    ):
        source = folder / f"{name}.html"
        source.write_text(page, "utf-8")
        found += _libre_office(folder, source, name, form, wanted)
        found += _chromium(folder, source, name, form, wanted)
    return found


def _typst(folder: Path, name: str, text: str, form: str, wanted: dict[str, Any]) -> PaperFile:
    source, path = folder / f"{name}.typ", folder / f"{name}.pdf"
    source.write_text(_FONT + text, "utf-8")
    typst.compile(source, output=path, font_paths=[REPOSITORY / ".fonts"])
    return PaperFile(name, path, form, wanted)


def _libre_office(
    folder: Path, source: Path, name: str, form: str, wanted: dict[str, Any]
) -> list[PaperFile]:
    if shutil.which("soffice") is None:
        return []
    base = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to"]
    out = folder / "libreoffice"
    for kind, start in (("docx:MS Word 2007 XML", source), ("pdf:writer_pdf_Export", out / f"{name}.docx")):
        subprocess.run([*base, kind, "--outdir", out, start], check=True, capture_output=True, timeout=110)
    return [
        PaperFile(f"{name} by LibreOffice as {one}", out / f"{name}.{one}", form, wanted)
        for one in ("docx", "pdf")
    ]


def _chromium(folder: Path, source: Path, name: str, form: str, wanted: dict[str, Any]) -> list[PaperFile]:
    if shutil.which("chromium") is None:
        return []
    path = folder / f"{name} by Chromium.pdf"
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--user-data-dir={folder / 'chromium'}", f"--print-to-pdf={path}", source.as_uri()],
        check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    return [PaperFile(f"{name} by Chromium", path, form, wanted)]
