"""A document as a row of blocks: what it says and in which order, nothing of how it looks.

Every writer walks the same blocks, so that docx, PDF, web page and poster say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal[
    "body", "lead", "addressee", "period", "hotline", "contact", "signature", "date", "note", "doc_no",
    "annex", "annex_title", "qr", "attendance", "signatory",
    "copy_no", "classification", "urgency", "signer", "copies", "printed",
]  # fmt: skip
"""What a paragraph is for: 正文、导语、主送机关、公示期、监督电话、联系方式、署名、成文日期、附注、发文字号；
附件序号（另面编排，GB/T 9704-2012 7.3.7）、附件标题；二维码（文字只印成图）；纪要的出席、请假、列席；
命令的签发人职务和姓名（签名章的位置，7.3.5.3）；
份号、密级和保密期限、紧急程度、签发人（一人一段，只写姓名）、版记的抄送、印发机关和印发日期（中间换行）。"""

PAPER_ROLES: frozenset[Role] = frozenset(
    {"copy_no", "classification", "urgency", "signer", "copies", "printed"}
)
"""What only the printed document carries: a site's page and the board have no 版头 and no 版记."""

Layout = Literal["notice", "red_head", "letter", "order", "minutes"]
"""A plain sheet; 文件、信函、命令、纪要 of GB/T 9704-2012 (7, 10). `DocumentPart.layout` names the same."""

Align = Literal["left", "center", "right"]
Level = Literal[1, 2, 3, 4]
"""一、 （一） 1. （1） (GB/T 9704-2012 7.3.3)."""


Change = Literal["", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind.

    Args:
        text: may hold line feeds, each a line break within its paragraph or cell.
        field: the field whose answer it shows, `list.0.name` for a table's cell; None for the template's own words.
        gap: it stands for an answer that is still missing.
        change: what became of it between two versions; empty outside redlines.
    """

    text: str
    strong: bool = False
    field: str | None = None
    gap: bool = False
    change: Change = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """标题."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `body` goes on in the same paragraph in the body's face (run-in heading)."""

    level: Level
    runs: Runs
    body: Runs = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    role: Role = "body"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; `share` of the table's width, in any unit, above 0."""

    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `header` cells name a row or column, `align` None is the column's own."""

    runs: Runs
    header: bool = False
    align: Align | None = None
    colspan: int = 1
    rowspan: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `header` rows repeat on every page, `total` rows close it."""

    columns: tuple[TableColumn, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    total: tuple[Row, ...] = ()
    caption: Runs = ()

    def all_rows(self) -> Iterator[Row]:
        """Yield header, body and total rows, from top to bottom."""
        yield from self.header
        yield from self.rows
        yield from self.total


@dataclass(frozen=True, slots=True)
class AttachmentNote:
    """附件说明: the titles of what is attached, without numbers (7.3.4)."""

    titles: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Return what is printed: one attachment has no number, several have `1.` `2.`."""
        if len(self.titles) == 1:
            return (f"附件：{self.titles[0]}",)
        numbered = [f"{number}.{title}" for number, title in enumerate(self.titles, 1)]
        return (f"附件：{numbered[0]}", *numbered[1:])


Block = Title | Heading | Paragraph | Table | AttachmentNote


@dataclass(frozen=True, slots=True)
class Document:
    """A finished text.

    Args:
        blocks: in the order of the web page: title first; exactly one `Title`.
        layout: all but `notice` print 发文机关标志 in red above the title.
        issuer: the office that issues, or the leading one of several.
        partners: the other offices of a joint document (联合行文), in order.
        mark: 发文机关标志 where the office has its own; empty for what the layout makes of the issuer.
        issued_on: 成文日期, None while it is missing.
    """

    blocks: tuple[Block, ...]
    layout: Layout = "notice"
    landscape: bool = False
    title: str = ""
    issuer: str = ""
    partners: tuple[str, ...] = ()
    mark: str = ""
    issued_on: date | None = None
    doc_no: str = ""
    language: str = "zh-CN"


def text_of(runs: Iterable[Run]) -> str:
    """Return the words of some runs."""
    return "".join(run.text for run in runs)


def cells_placed(rows: Iterable[Row]) -> Iterator[tuple[int, int, Cell]]:
    """Yield row, column (both from 0) and cell, with the places that spanning cells cover left out."""
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in covered:
                column += 1
            yield number, column, cell
            covered |= {
                (number + down, column + along)
                for down in range(cell.rowspan)
                for along in range(cell.colspan)
            }
            column += cell.colspan


def block_lines(block: Block) -> Iterator[str]:
    """Yield the lines of text of a block: paragraphs, cells and attachments one each."""
    match block:
        case Paragraph(role="qr"):
            return
        case Title() | Paragraph():
            yield text_of(block.runs)
        case Heading():
            yield text_of(block.runs) + text_of(block.body)
        case AttachmentNote():
            yield from block.lines()
        case Table():
            if block.caption:
                yield text_of(block.caption)
            for row in block.all_rows():
                yield "\t".join(text_of(cell.runs) for cell in row)


def plain_text(document: Document) -> str:
    """Return the text that every output says: a line a paragraph, cells of a row divided by tabs."""
    return text_of_blocks(public_blocks(document))


def public_blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks that stand outside printed documents too."""
    return tuple(
        block for block in document.blocks if not (isinstance(block, Paragraph) and block.role in PAPER_ROLES)
    )


def text_of_blocks(blocks: Iterable[Block]) -> str:
    """Return the words of blocks, a line a paragraph."""
    return "".join(f"{line}\n" for block in blocks for line in block_lines(block))


def paragraphs_with(document: Document, role: Role) -> tuple[Paragraph, ...]:
    """Return the paragraphs of one role."""
    return tuple(block for block in document.blocks if isinstance(block, Paragraph) and block.role == role)


def runs_of(block: Block) -> Iterator[Run]:
    """Yield every run of a block; attachments' titles are no runs."""
    match block:
        case Title() | Paragraph():
            yield from block.runs
        case Heading():
            yield from block.runs
            yield from block.body
        case Table():
            yield from block.caption
            for row in block.all_rows():
                for cell in row:
                    yield from cell.runs
        case AttachmentNote():
            return


def gaps(document: Document) -> tuple[str, ...]:
    """Return the fields whose answers are missing in the text, each once, in the order of the text."""
    found = (run.field for block in document.blocks for run in runs_of(block) if run.gap and run.field)
    return tuple(dict.fromkeys(found))


def outline_depth(blocks: Sequence[Block], at: int) -> int:
    """Return how many headings a heading stands under, itself counted, run-in ones left out.

    What is read aloud and leafed through may not go from 一、 to 1. at once (ISO 14289-1 7.4.2); on paper it may.
    """
    above: list[int] = []
    for block in blocks[: at + 1]:
        if isinstance(block, Heading) and not block.body:
            above = [level for level in above if level < block.level] + [block.level]
    return len(above)
