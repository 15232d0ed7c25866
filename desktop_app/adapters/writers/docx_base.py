"""The file that every docx begins as: named styles in East Asian fonts, no theme, the page of GB/T 9704.

`python -m desktop_app.adapters.writers.docx_base resources/style/base.docx` rewrites it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from desktop_app.adapters.writers.package import packed
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.gbt9704 import FONT_NAMES, HEADING_FACES, Face

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def twips(length: float) -> int:
    """Return points as twentieths of a point."""
    return round(length * 20)


def mm_twips(length: float) -> int:
    """Return millimetres as twentieths of a point."""
    return twips(std.points(std.Mm(length)))


LINE = int(twips(std.LINE_PITCH))
CHAR = twips(std.CHAR_PITCH)

CONTENT_TYPES = f"""{_XML}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>\
<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>\
<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>\
<Override PartName="/word/footer2.xml" ContentType="{_TYPE}.footer+xml"/>\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""

_PACKAGE_RELS = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>"""

_DOCUMENT_RELS = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="rId1" Type="{_RELATIONS}/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{_RELATIONS}/settings" Target="settings.xml"/>\
<Relationship Id="rId3" Type="{_RELATIONS}/footer" Target="footer1.xml"/>\
<Relationship Id="rId4" Type="{_RELATIONS}/footer" Target="footer2.xml"/>\
</Relationships>"""

_CORE = f"""{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title><dc:creator></dc:creator>\
<dc:language>zh-CN</dc:language></cp:coreProperties>"""

_SETTINGS = f"""{_XML}<w:settings xmlns:w="{WORD}"><w:removePersonalInformation/><w:removeDateAndTime/>\
<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>\
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>\
</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>"""


def _document() -> str:
    footer = mm_twips(
        25
    )  # measured to the footer's lower edge; its dash then lies 7 mm below the type area (7.5)
    return f"""{_XML}<w:document xmlns:w="{WORD}" xmlns:r="{_RELATIONS}"><w:body><w:sectPr>\
<w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>\
<w:pgSz w:w="{mm_twips(std.PAGE_WIDTH)}" w:h="{mm_twips(std.PAGE_HEIGHT)}"/>\
<w:pgMar w:top="{mm_twips(std.TOP)}" w:right="{mm_twips(std.OUTER)}" w:bottom="{mm_twips(std.BOTTOM)}" \
w:left="{mm_twips(std.BINDING)}" w:header="851" w:footer="{footer}" w:gutter="0"/>\
<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr></w:body></w:document>"""


def _footer(side: str) -> str:
    run = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    other = "right" if side == "right" else "left"
    indent = twips(std.SIZE_4) * std.PAGE_NUMBER_SIDE_CHARS
    return f"""{_XML}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="PageNumber"/>\
<w:ind w:{other}Chars="{100 * std.PAGE_NUMBER_SIDE_CHARS}" w:{other}="{indent}"/><w:jc w:val="{side}"/></w:pPr>\
<w:r>{run}<w:t xml:space="preserve">{std.PAGE_NUMBER_DASH} </w:t></w:r>\
<w:fldSimple w:instr=" PAGE "><w:r>{run}<w:t>1</w:t></w:r></w:fldSimple>\
<w:r>{run}<w:t xml:space="preserve"> {std.PAGE_NUMBER_DASH}</w:t></w:r></w:p></w:ftr>"""


# ── styles ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def fonts_xml(face: Face) -> str:
    """Return the fonts of a run for every script: digits and quotation marks too take the Chinese font."""
    name = FONT_NAMES[face]
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'
    )


def _run_style(
    face: Face | None = None, size: float | None = None, spacing: float | None = None, more: str = ""
) -> str:
    parts = (
        fonts_xml(face) if face else "",
        more,
        f'<w:spacing w:val="{twips(spacing)}"/>' if spacing is not None else "",
        f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else "",
    )
    return "".join(parts)


def _style(
    key: str, name: str, paragraph: str = "", run: str = "", based_on: str = "Normal", kind: str = "paragraph"
) -> str:
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    default = ' w:default="1"' if key in _DEFAULTS else ' w:customStyle="1"'
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


_DEFAULTS = {"Normal", "DefaultParagraphFont", "TableNormal"}
"""One a kind; programs take them for whatever names no style."""

_FIRST_LINE = (
    f'<w:ind w:firstLineChars="{100 * std.FIRST_LINE_CHARS}" w:firstLine="{CHAR * std.FIRST_LINE_CHARS}"/>'
)
_CENTRED = '<w:jc w:val="center"/>'
_SINGLE = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
_KEEP = "<w:keepNext/>"
_NORMAL = (
    '<w:widowControl w:val="0"/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    f'<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/>'
)
_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_RED = f'<w:color w:val="{std.RED}"/>'


def _styles() -> Iterator[str]:
    defaults = f"<w:rPr>{_run_style(Face.BODY, std.SIZE_3)}{_LANGUAGE}</w:rPr>"
    yield f"<w:docDefaults><w:rPrDefault>{defaults}</w:rPrDefault></w:docDefaults>"
    yield _style(
        "Normal", "Normal", _NORMAL, _run_style(Face.BODY, std.SIZE_3, std.CHAR_SPACING), based_on=""
    )
    yield _style("DefaultParagraphFont", "Default Paragraph Font", based_on="", kind="character")
    yield _style("TableNormal", "Normal Table", based_on="", kind="table")
    yield _style("Body", "公文正文", _FIRST_LINE)
    yield _style(
        "Title",
        "公文标题",
        f'{_KEEP}{_CENTRED}<w:outlineLvl w:val="0"/>',
        _run_style(Face.TITLE, std.SIZE_2, 0),
    )
    for level, face in enumerate(HEADING_FACES, 1):
        outline = f'{_KEEP}<w:outlineLvl w:val="{level}"/>'
        yield _style(f"Heading{level}", f"{'一二三四'[level - 1]}级标题", outline, _run_style(face), "Body")
    yield _style("Addressee", "主送机关")
    yield _style("Lead", "导语", _CENTRED)
    yield _style("DocNo", "发文字号", _CENTRED)
    yield _style(
        "RedHead",
        "发文机关标志",
        '<w:snapToGrid w:val="0"/>' + _CENTRED,
        _run_style(Face.TITLE, spacing=0, more=_RED),
    )
    yield _style("Signature", "署名", f'{_KEEP}<w:jc w:val="right"/>')
    yield _style("IssueDate", "成文日期", '<w:jc w:val="right"/>')
    yield _style("Note", "附注", "", "", "Body")
    yield _style("AttachmentNote", "附件说明", '<w:jc w:val="left"/>')
    yield _style("Annex", "附件序号", f"{_KEEP}<w:pageBreakBefore/>", _run_style(Face.HEI))
    yield _style("AnnexTitle", "附件标题", _KEEP + _CENTRED, _run_style(Face.TITLE, std.SIZE_2, 0))
    yield _style("TableCaption", "表题", _KEEP + _CENTRED, _run_style(Face.HEI))
    yield _style("TableText", "表格文字", f'{_SINGLE}<w:jc w:val="left"/>', _run_style(Face.BODY, spacing=0))
    yield _style("TableHead", "表头文字", _CENTRED, _run_style(Face.HEI), "TableText")
    imprint = (
        f'<w:snapToGrid w:val="0"/><w:spacing w:line="{twips(std.IMPRINT_LINE)}" w:lineRule="exact"/>'
        '<w:jc w:val="left"/>'
    )
    yield _style("Imprint", "版记", imprint, _run_style(Face.BODY, std.SIZE_4, 0))
    yield _style("PageNumber", "公文页码", _SINGLE, _run_style(Face.SONG, std.SIZE_4, 0))
    yield _style("BodyText", "正文字", "", _run_style(Face.BODY), "DefaultParagraphFont", "character")
    yield _style("Strong", "加重", "", _run_style(Face.HEI), "DefaultParagraphFont", "character")
    yield _style("Kai", "签发人姓名", "", _run_style(Face.KAI), "DefaultParagraphFont", "character")
    blue, red = '<w:color w:val="0B5CAD"/><w:u w:val="single"/>', '<w:strike/><w:color w:val="C00000"/>'
    yield _style("Added", "新写的", "", blue, "DefaultParagraphFont", "character")
    yield _style("Removed", "删掉的", "", red, "DefaultParagraphFont", "character")
    yield _style("Gap", "待填", "", '<w:color w:val="C00000"/>', "DefaultParagraphFont", "character")


def base_docx() -> bytes:
    """Return the base file, always the same bytes."""
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES.encode(),
            "_rels/.rels": _PACKAGE_RELS.encode(),
            "docProps/core.xml": _CORE.encode(),
            "word/_rels/document.xml.rels": _DOCUMENT_RELS.encode(),
            "word/document.xml": _document().encode(),
            "word/footer1.xml": _footer("right").encode(),
            "word/footer2.xml": _footer("left").encode(),
            "word/settings.xml": _SETTINGS.encode(),
            "word/styles.xml": f'{_XML}<w:styles xmlns:w="{WORD}">{"".join(_styles())}</w:styles>'.encode(),
        }
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(base_docx())
