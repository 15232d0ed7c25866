"""版头 of a docx (GB/T 9704-2012 7.2, 10.1–10.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docx.document import Document as DocxDocument

from desktop_app.adapters.writers.docx_base import CHAR, LINE, mm_twips, twips
from desktop_app.adapters.writers.docx_elements import element, paragraph, run, sizes, tab_run
from desktop_app.core.document import gbt9704 as std
from desktop_app.core.document.blocks import Layout, Paragraph, Run, text_of
from desktop_app.core.document.paper import SIGNER_LABEL, Paper, head_drop

_LOW, _HIGH = 1.1, std.JOINT_LINE
"""Heights of exact lines in em: of a mark alone, and of names below each other."""
_FOOTROOM = 0.12
"""Em that lie below a character in a low line."""
_BELOW_TEXT = std.Pt(3.2)
"""What lies below the characters of a line of text."""
_BESIDE = 0.5
"""Em between the names and 文件."""
_WIDTH = mm_twips(std.TYPE_WIDTH)
_SIDE = mm_twips((std.PAGE_WIDTH - std.LETTER_LINE_WIDTH) / 2)


def head_elements(layout: Layout, paper: Paper) -> Iterable[Any]:
    """Yield the head; a document without one has its marks at most."""
    if layout == "letter":
        return _letter_head(paper)
    return (*_marks(paper.marks), *(_red_head(layout, paper) if paper.has_head else ()))


def _marks(marks: Iterable[Paragraph]) -> Iterator[Any]:
    for mark in marks:
        yield paragraph("Addressee", [_mark_run(mark)])


def _mark_run(mark: Paragraph) -> Any:
    """Return 份号 in the body's face, 密级 and 紧急程度 in 黑体 (7.2.1–7.2.3)."""
    return run(Run(text_of(mark.runs), strong=mark.role != "copy_no"))


# ── 文件, 命令, 纪要 ──────────────────────────────────────────────────────────────────────────────────────────────────


def _red_head(layout: Layout, paper: Paper) -> Iterator[Any]:
    size = round(std.red_head_size(paper.mark, paper.suffix) * 2)
    room = _headroom(size, _HIGH if paper.suffix else _LOW)
    drop = mm_twips(head_drop(layout)) - len(paper.marks) * LINE - room
    ends_here = not (paper.doc_no or paper.signers)
    after = 0 if ends_here else LINE * std.DOC_NO_LINES_ABOVE
    border = _red_line() if ends_here and layout != "order" else None
    if paper.suffix:
        yield paragraph("RedHead", [], _exact(drop))
        yield _joint_mark(paper, size)
        yield paragraph("RedHead", [], border, _exact(max(after, 20)))
    else:
        name = run(Run(paper.mark[0]), *sizes(size))
        space = element("spacing", before=drop, after=after, line=round(size * 10 * _LOW), lineRule="exact")
        yield paragraph("RedHead", [name], border, space)
    if layout == "order":
        yield from (paragraph("DocNo", map(run, one.runs)) for one in paper.doc_no)
    else:
        yield from _number_lines(paper)


def _number_lines(paper: Paper) -> Iterator[Any]:
    """Yield 发文字号, with 签发人 at its right where the document goes upward, and the red line below (7.2.5–7.2.7)."""
    numbers = list(paper.doc_no)
    if not paper.signers:
        for one in numbers:
            yield paragraph("DocNo", map(run, one.runs), _red_line() if one is numbers[-1] else None)
        return
    for above in paper.signers[:-1]:
        yield paragraph("Addressee", [*_signer_runs(above)], _signer_tab(paper, above))
    number = map(run, numbers[-1].runs) if numbers else ()
    last = paper.signers[-1]
    tabs = _signer_tab(paper, last)
    tabs.insert(
        0, element("tab", val="left", pos=CHAR * std.UPWARD_SIDE_CHARS)
    )  # an indent would cut the line
    yield paragraph("Addressee", [tab_run(), *number, *_signer_runs(last)], _red_line(), tabs)


def _signer_tab(paper: Paper, line: str) -> Any:
    """Return the tab stop of a line of names: names stand below each other, the widest line near the right edge."""
    label = std.width_in_chars(SIGNER_LABEL)
    names = max(std.width_in_chars(one.removeprefix(SIGNER_LABEL)) for one in paper.signers)
    start = _WIDTH - round((std.UPWARD_SIDE_CHARS + names) * CHAR)
    if line.startswith(SIGNER_LABEL):
        start -= round(label * CHAR)
    return element("tabs", element("tab", val="left", pos=start))


def _signer_runs(line: str) -> Iterator[Any]:
    """Yield a tab, 签发人： in the body's face and the names in 楷体."""
    yield tab_run()
    if line.startswith(SIGNER_LABEL):
        yield run(Run(SIGNER_LABEL))
    yield run(Run(line.removeprefix(SIGNER_LABEL)), style="Kai")


def _joint_mark(paper: Paper, size: int) -> Any:
    """Return names below each other, spread to one width, and 文件 at their right."""
    chars = max(map(std.width_in_chars, paper.mark))
    names = round(chars * size * 10 * 1.03)
    suffix = round((std.width_in_chars(paper.suffix) + _BESIDE) * size * 10)
    table = element(
        "tbl",
        element(
            "tblPr", element("tblW", w=names + suffix, type="dxa"), element("jc", val="center"), *_fixed()
        ),
        element("tblGrid", element("gridCol", w=names), element("gridCol", w=suffix)),
    )
    for number, name in enumerate(paper.mark):
        merge = element("vMerge") if number else element("vMerge", val="restart")
        table.append(
            element(
                "tr",
                _cell(names, None, [run(Run(name), *sizes(size))], size, "distribute"),
                _cell(suffix, merge, [] if number else [run(Run(paper.suffix), *sizes(size))], size, "right"),
            )
        )
    return table


def _cell(width: int, merge: Any, runs: Sequence[Any], size: int, align: str) -> Any:
    properties = element("tcPr", element("tcW", w=width, type="dxa"), merge, element("vAlign", val="center"))
    height = element("spacing", line=round(size * 10 * _HIGH), lineRule="exact")
    return element("tc", properties, paragraph("RedHead", runs, height, element("jc", val=align)))


def _fixed() -> tuple[Any, Any]:
    margins = [element(side, w=0, type="dxa") for side in ("left", "right")]
    return element("tblLayout", type="fixed"), element("tblCellMar", *margins)


def _exact(height: int) -> Any:
    return element("spacing", before=0, after=0, line=height, lineRule="exact")


def _red_line() -> Any:
    drop = round(std.points(std.RED_LINE_DROP) - _BELOW_TEXT)
    weight = round(std.RED_LINE_WEIGHT * 8)
    return element("pBdr", element("bottom", val="single", sz=weight, space=drop, color=std.RED))


# ── 信函 ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _letter_head(paper: Paper) -> Iterator[Any]:
    """Yield the mark in a frame that hangs on the paper's edge, and what stands below its double line (10.1)."""
    size = round(std.red_head_size(paper.mark) * 2)
    for name in paper.mark:
        drop = std.points(std.LETTER_LINE_DROP) - size / 2 * _FOOTROOM
        line = _double_line("bottom", round(drop))
        yield paragraph(
            "RedHead",
            [run(Run(name), *sizes(size))],
            _page_frame(std.LETTER_MARK_TOP, lift=_headroom(size, _LOW)),
            line if name is paper.mark[-1] else None,
            element("spacing", line=round(size * 10 * _LOW), lineRule="exact"),
        )
    yield from _letter_lines(paper)


def _letter_lines(paper: Paper) -> Iterator[Any]:
    size = round(std.SIZE_3 * 2)
    drop = twips(std.LETTER_ELEMENT_DROP) - _headroom(size, _LOW)
    off_grid = element("snapToGrid", val=0)  # it stands by the line, not by the page's lines
    first = element("spacing", before=drop, line=round(size * 10 * _LOW), lineRule="exact")
    number = [run(one) for paragraph_ in paper.doc_no for one in paragraph_.runs]
    left = [_mark_run(paper.marks[0])] if paper.marks else []
    stop = element("tabs", element("tab", val="right", pos=_WIDTH))
    yield paragraph("Addressee", [*left, tab_run(), *number], stop, off_grid, first)
    yield from _marks(paper.marks[1:])


def letter_footer(file: DocxDocument) -> None:
    """Give the first page the double line above its lower edge, and no number."""
    section = file.sections[0]
    section.different_first_page_header_footer = True
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    root = footer._element  # noqa: SLF001 - python-docx has no way to replace what stands in it
    for old in list(root):
        root.remove(old)
    thickness = std.LETTER_THICK + std.LETTER_THIN + std.LETTER_BETWEEN
    top = std.Mm(std.PAGE_HEIGHT - std.LETTER_FOOT - thickness / std.POINTS_PER_MM)
    line = _double_line("top", 0)
    root.append(paragraph("PageNumber", [], _page_frame(top), line, _exact(20)))
    root.append(paragraph("PageNumber", []))


def _page_frame(top: std.Mm, lift: int = 0) -> Any:
    """Return a frame as wide as a letter's lines, so far below the paper's upper edge."""
    return element(
        "framePr",
        w=mm_twips(std.LETTER_LINE_WIDTH),
        wrap="notBeside",
        vAnchor="page",
        hAnchor="page",
        x=_SIDE,
        y=mm_twips(top) - lift,
    )


def _headroom(size: int, line: float) -> int:
    """Return the twips above the ink of a character in an exact line: its baseline stands at four fifths.

    Args:
        size: of type, in half points.
        line: height, in em.
    """
    return round(size * 10 * (0.8 * line - 0.79))


def _double_line(side: str, space: int) -> Any:
    """Return a thick line with a thin one outside: that is what ThickThin means (Word's `WdLineStyle`)."""
    weight = round((std.LETTER_THICK + std.LETTER_THIN) * 8)
    return element("pBdr", element(side, val="thickThinSmallGap", sz=weight, space=space, color=std.RED))
