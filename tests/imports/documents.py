"""Approved documents as other makers write them, with what each should say for a form."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.imports.sheets import ALLOWANCE, HOUSEHOLDS, LIST_LABELS, PENALTY

DECISION = {
    "doc_no": "龙市监罚〔2026〕37号",
    "party": "龙江县丰禾农资经销有限公司",
    "party_uscc": "91230221MA0EXAMP17",
    "legal_rep": "王示范",
}


def _saved(document: Any) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _centred(document: Any, text: str) -> Any:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def decision() -> bytes:
    """A decision as an office writes it: title over two lines, labelled parties, sections, signature."""
    document = Document()
    _centred(document, "龙江县市场监督管理局")
    _centred(document, "行政处罚决定书")
    _centred(document, "龙市监罚﹝2026﹞37号")
    document.add_paragraph("当事人：龙江县丰禾农资经销有限公司")
    document.add_paragraph("统一社会信用代码：91230221MA0EXAMP17　　法定代表人：王示范")
    document.add_paragraph("一、违法事实")
    document.add_paragraph("2026年8月14日，当事人在经营门店收取未标明的费用。")
    document.add_paragraph("二、处罚依据")
    document.add_paragraph("依据《中华人民共和国价格法》第四十二条作出处罚。")
    document.add_paragraph("三、处罚内容")
    document.add_paragraph("罚款2000元。")
    document.add_paragraph("龙江县市场监督管理局").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("二〇二六年九月二十二日").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return _saved(document)


def revised() -> bytes:
    """A document with a tracked deletion and insertion: it reads as if all were accepted."""
    document = Document()
    _centred(document, "行政处罚决定公示")
    paragraph = document.add_paragraph("当事人：")
    paragraph._p.append(  # noqa: SLF001 - python-docx has no tracked changes
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="甲"><w:r><w:delText>旧公司</w:delText></w:r></w:del>'
        )
    )
    paragraph._p.append(  # noqa: SLF001 - as above
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="2" w:author="甲"><w:r><w:t>龙江县示例食品有限公司</w:t></w:r></w:ins>'
        )
    )
    return _saved(document)


def roster() -> bytes:
    """A notice with a list, of which a merged heading and a row of totals are no lines."""
    document = Document()
    _centred(document, "丰泽镇2026年11月最低生活保障对象公示")
    table = document.add_table(rows=2, cols=len(LIST_LABELS))
    table.cell(0, 0).merge(table.cell(0, len(LIST_LABELS) - 1)).text = "向阳村名单"
    for cell, label in zip(table.rows[1].cells, LIST_LABELS.values(), strict=True):
        cell.text = label
    for household in HOUSEHOLDS:
        for cell, key in zip(table.add_row().cells, LIST_LABELS, strict=True):
            cell.text = str(household[key])
    for cell, text in zip(table.add_row().cells, ("合计", "15", "12", "6450.50", "", ""), strict=True):
        cell.text = text
    return _saved(document)


def controlled() -> bytes:
    """A template's document: answers stand in content controls, and a text box beside the text says the same."""
    document = Document()
    _centred(document, "行政处罚决定公示")
    body = document.element.body
    for label, answer in (("当事人", DECISION["party"]), ("法定代表人", DECISION["legal_rep"])):
        body.insert(
            len(body) - 1,
            parse_xml(
                f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>{label}：'
                f"</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>{answer}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
                f"</w:sdtContent></w:sdt>"
            ),
        )
    boxed = parse_xml(
        f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>当事人：另一家公司</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    body.insert(len(body) - 1, boxed)
    return _saved(document)


def contradicting() -> bytes:
    """The same matter said twice in two ways: the second is told, not taken."""
    document = Document()
    _centred(document, "行政处罚决定公示")
    document.add_paragraph("当事人：龙江县示例食品有限公司")
    document.add_paragraph("当事人：龙江县样板食品有限公司")
    document.add_paragraph("统一社会信用代码：91230221MA0EXAMP18")
    return _saved(document)


DOCUMENTS: dict[str, tuple[str, Callable[[], bytes], dict[str, Any]]] = {
    "decision": (
        PENALTY,
        decision,
        {
            **DECISION,
            "facts": "2026年8月14日，当事人在经营门店收取未标明的费用。",
            "basis": "依据《中华人民共和国价格法》第四十二条作出处罚。",
            "content": "罚款2000元。",
            "issuer_org": "龙江县市场监督管理局",
            "issue_date": "2026-09-22",
        },
    ),
    "tracked changes": (PENALTY, revised, {"party": "龙江县示例食品有限公司"}),
    "content controls": (PENALTY, controlled, {key: DECISION[key] for key in ("party", "legal_rep")}),
    "roster": (ALLOWANCE, roster, {"list": HOUSEHOLDS, "title": "丰泽镇2026年11月最低生活保障对象公示"}),
    "contradicting": (PENALTY, contradicting, {"party": "龙江县示例食品有限公司"}),
}
