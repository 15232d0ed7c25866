"""版记 of a docx: a box at the foot of the last page's type area (GB/T 9704-2012 7.4).

No property of a paragraph pins it to the foot of a page; a box that hangs on the last paragraph stays on its page, and
takes it along to the next one where both do not fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Any

from docx.oxml import parse_xml

from desktop_app.adapters.writers.docx_base import WORD, mm_twips, twips
from desktop_app.adapters.writers.docx_elements import element, paragraph, run, tab_run
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import Paragraph, Run, text_of
from desktop_app.core.document.paper import Paper, label_and_rest

_EMU_PER_POINT, _EMU_PER_MM = 12700, 36000
_WIDTH = mm_twips(std.TYPE_WIDTH)
_CHAR = twips(std.SIZE_4)
_PAD = 40  # twips above and below a row's text
_BOX = f"""\
<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:w="{WORD}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:Choice Requires="wps"><w:drawing>\
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"\
 layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>\
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>\
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>\
<wp:extent cx="{{width}}" cy="{{height}}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>\
<wp:docPr id="1" name="版记"/><wp:cNvGraphicFramePr/>\
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>\
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{{width}}" cy="{{height}}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>\
<wps:txbx><w:txbxContent/></wps:txbx>\
<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr>\
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>"""


def with_imprint(elements: Sequence[Any], paper: Paper) -> Iterator[Any]:
    """Yield the body's elements, the last one with 版记 hung on it where there is one."""
    if not paper.imprint:
        yield from elements
        return
    *before, last = elements
    yield from before
    if not last.tag.endswith("}p"):
        yield last
        last = paragraph("Normal", [], _exact(20))
    last.append(element("r", _box(paper)))
    yield last


def _box(paper: Paper) -> Any:
    height = sum(_row_height(part) for part in paper.imprint) + std.points(std.IMPRINT_OUTER) * 2
    box = parse_xml(
        _BOX.format(width=round(std.TYPE_WIDTH * _EMU_PER_MM), height=round(height * _EMU_PER_POINT))
    )
    content = next(box.iter(f"{{{WORD}}}txbxContent"))
    content.append(_table(paper))
    content.append(paragraph("Imprint", [], _exact(1)))  # a box does not end with a table
    return box


def _row_height(part: Paragraph) -> float:
    """Return a row's height in points, its lines counted by width."""
    text = text_of(part.runs)
    line = std.points(std.TYPE_WIDTH) / std.SIZE_4 - 2 * std.IMPRINT_SIDE_CHARS - len(_label(part))
    lines = 1 if part.role == "printed" else ceil(std.width_in_chars(label_and_rest(text)[1]) / line)
    return lines * std.IMPRINT_LINE + _PAD / 10


def _table(paper: Paper) -> Any:
    margins = [element(side, w=_CHAR * std.IMPRINT_SIDE_CHARS, type="dxa") for side in ("left", "right")]
    properties = element(
        "tblPr",
        element("tblW", w=_WIDTH, type="dxa"),
        _rules() if paper.printed else None,  # a letter's has none (10.1)
        element("tblLayout", type="fixed"),
        element("tblCellMar", *margins),
    )
    return element(
        "tbl", properties, element("tblGrid", element("gridCol", w=_WIDTH)), *map(_row, paper.imprint)
    )


def _rules() -> Any:
    """Return the lines of an imprint: thicker at both ends than between its parts."""
    outer, inner = (round(std.points(one) * 8) for one in (std.IMPRINT_OUTER, std.IMPRINT_INNER))
    sides = (("top", outer), ("bottom", outer), ("insideH", inner))
    return element(
        "tblBorders", *(element(side, val="single", sz=size, space=0, color="000000") for side, size in sides)
    )


def _row(part: Paragraph) -> Any:
    hanging = len(_label(part)) * _CHAR
    made = paragraph(
        "Imprint",
        _runs(part),
        element("tabs", element("tab", val="right", pos=_WIDTH - 2 * _CHAR * std.IMPRINT_SIDE_CHARS)),
        element("spacing", before=_PAD, after=_PAD),
        element("ind", left=hanging, hanging=hanging) if hanging else None,
    )
    return element("tr", element("tc", element("tcPr", element("tcW", w=_WIDTH, type="dxa")), made))


def _runs(part: Paragraph) -> Iterator[Any]:
    """Yield 抄送, or 印发机关, a tab and 印发日期."""
    first, *rest = text_of(part.runs).split("\n")
    yield run(Run(first))
    for one in rest:
        yield tab_run()
        yield run(Run(one))


def _label(part: Paragraph) -> str:
    return label_and_rest(text_of(part.runs))[0] if part.role == "copies" else ""


def _exact(height: int) -> Any:
    return element("spacing", before=0, after=0, line=height, lineRule="exact")
