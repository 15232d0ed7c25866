"""A document as the parts of a printed sheet: 版头, 主体, 版记 (GB/T 9704-2012 7.1), each in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.core.document import gbt9704
from desktop_app.core.document.blocks import (
    PAPER_ROLES,
    Block,
    Document,
    Layout,
    Paragraph,
    Role,
    Run,
    Title,
    paragraphs_with,
    text_of,
    text_of_blocks,
)

FILE_SUFFIX, ORDER_SUFFIX, MINUTES_SUFFIX = "文件", "令", "会议纪要"
SIGNER_LABEL = "签发人："
_SIGNERS_A_LINE = 2
"""7.2.6."""
_NAMES_GAP = "\u3000"
_BESIDE = "\t"
_LABELS = ("：", ":")


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed document.

    Args:
        marks: 份号, 密级和保密期限, 紧急程度, from top to bottom (7.2.1–7.2.3).
        mark: 发文机关标志, a name a line; () without a head.
        suffix: 文件, beside the names of a joint document; else part of the mark.
        doc_no: 发文字号 where it stands in the head.
        signers: lines of 签发人, two names each; () unless the document goes upward.
        blocks: title and text.
        copies: 抄送.
        printed: 印发机关和印发日期.
    """

    marks: tuple[Paragraph, ...]
    mark: tuple[str, ...]
    suffix: str
    doc_no: tuple[Paragraph, ...]
    signers: tuple[str, ...]
    blocks: tuple[Block, ...]
    copies: tuple[Paragraph, ...]
    printed: tuple[Paragraph, ...]

    @property
    def has_head(self) -> bool:
        """Whether 发文机关标志 is printed."""
        return bool(self.mark)

    @property
    def imprint(self) -> tuple[Paragraph, ...]:
        """版记: 抄送, then 印发机关和印发日期 (7.4)."""
        return (*self.copies, *self.printed)


def on_paper(document: Document) -> Paper:
    """Return a document's parts in the order of paper: a head's 发文字号 stands above the title (7.2.5)."""
    has_head = document.layout != "notice"
    doc_no = paragraphs_with(document, "doc_no") if has_head else ()
    mark, suffix = _mark(document) if has_head else ((), "")
    return Paper(
        marks=_with_roles(document, "copy_no", "classification", "urgency"),
        mark=mark,
        suffix=suffix,
        doc_no=doc_no,
        signers=_signer_lines([text_of(one.runs) for one in paragraphs_with(document, "signer")]),
        blocks=_with_signature_rows(
            [block for block in document.blocks if not _is_elsewhere(block, document) and block not in doc_no]
        ),
        copies=paragraphs_with(document, "copies"),
        printed=paragraphs_with(document, "printed") if document.layout != "letter" else (),
    )


def head_drop(layout: Layout) -> gbt9704.Mm:
    """Return how far 发文机关标志 stands below the type area's upper edge (7.2.4, 10.2, 10.3)."""
    return gbt9704.ORDER_HEAD_DROP if layout == "order" else gbt9704.RED_HEAD_DROP


def paper_text(document: Document) -> str:
    """Return the text of the printed forms, part by part."""
    paper = on_paper(document)
    marks = [text_of(one.runs) for one in paper.marks]
    doc_no = [text_of(one.runs) for one in paper.doc_no]
    if document.layout == "letter":  # 发文字号 stands at the right of the first mark (10.1)
        beside = [*marks[:1], *doc_no, *marks[1:]]
        head = [*paper.mark, *beside, *paper.signers]
    else:
        head = [*marks, *_mark_text(paper), *paper.signers[:-1], *doc_no, *paper.signers[-1:]]
    lines = "".join(f"{line}\n" for line in head)
    return lines + text_of_blocks((*paper.blocks, *paper.imprint))


def names_of_row(row: Paragraph) -> tuple[str, ...]:
    """Return the offices that sign side by side; one where a single office signs."""
    return tuple(text_of(row.runs).split(_BESIDE))


def _with_signature_rows(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks with the names of several signing offices two a row, the last one at the right (7.3.5.1)."""
    made: list[Block] = []
    for signing, group in groupby(blocks, lambda one: isinstance(one, Paragraph) and one.role == "signature"):
        names = list(group)
        made += _signature_rows(names) if signing and len(names) > 1 else names
    return tuple(made)


def _signature_rows(names: Sequence[Block]) -> Iterator[Block]:
    padded = [*names[:-1], None, names[-1]] if len(names) % 2 else names
    for left, right in zip(padded[::2], padded[1::2], strict=True):
        before = left.runs if isinstance(left, Paragraph) else ()
        after = right.runs if isinstance(right, Paragraph) else ()
        yield Paragraph((*before, Run(_BESIDE), *after), "signature")


def label_and_rest(text: str) -> tuple[str, str]:
    """Return “抄送：” and what follows it; an empty label where there is none."""
    end = min((at for mark in _LABELS if (at := text.find(mark)) >= 0), default=-1) + 1
    return text[:end], text[end:]


def _mark_text(paper: Paper) -> tuple[str, ...]:
    """Return the mark as it is read: 文件 stands at the right of the first of several names."""
    if not paper.suffix:
        return paper.mark
    return (paper.mark[0], paper.suffix, *paper.mark[1:])


def _mark(document: Document) -> tuple[tuple[str, ...], str]:
    """Return 发文机关标志 (7.2.4; letters 10.1, orders 10.2, minutes 10.3) and 文件 beside it."""
    if document.mark:
        return (document.mark,), ""
    if document.layout == "letter":
        return (document.issuer, *document.partners), ""
    if document.layout == "order":
        return (document.issuer + ("" if document.issuer.endswith(ORDER_SUFFIX) else ORDER_SUFFIX),), ""
    if document.layout == "minutes":
        return (document.issuer + ("" if document.issuer.endswith("纪要") else MINUTES_SUFFIX),), ""
    if document.partners:
        return (document.issuer, *document.partners), FILE_SUFFIX
    return (document.issuer + FILE_SUFFIX,), ""


def _signer_lines(names: Sequence[str]) -> tuple[str, ...]:
    """Return names two a line, the first line with its label (7.2.6)."""
    lines = [
        _NAMES_GAP.join(names[at : at + _SIGNERS_A_LINE]) for at in range(0, len(names), _SIGNERS_A_LINE)
    ]
    return (SIGNER_LABEL + lines[0], *lines[1:]) if lines else ()


def _with_roles(document: Document, *roles: Role) -> tuple[Paragraph, ...]:
    return tuple(one for role in roles for one in paragraphs_with(document, role))


def _is_elsewhere(block: Block, document: Document) -> bool:
    if isinstance(block, Title):
        return document.layout == "order"  # an order has no title but its mark and number (10.2)
    return isinstance(block, Paragraph) and block.role in PAPER_ROLES
