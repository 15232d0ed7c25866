"""Which words of a document stand in which kind of type (GB/T 9704-2012 7.2–7.5)."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Document,
    Heading,
    Paragraph,
    Runs,
    Table,
    Title,
    text_of,
)
from desktop_app.core.document.gbt9704 import HEADING_FACES, Face
from desktop_app.core.document.paper import on_paper

Spoken = tuple[Face, str]


def words_by_face(document: Document, body: Face = Face.BODY) -> Iterator[Spoken]:
    """Yield the printed document's words, each piece with its face.

    Args:
        body: the text's own face; posters have another.
    """
    paper = on_paper(document)
    yield Face.TITLE, "".join((*paper.mark, paper.suffix))
    yield Face.KAI, "".join(paper.signers)
    for mark in paper.marks:
        yield (body if mark.role == "copy_no" else Face.HEI), text_of(mark.runs)
    for block in (*paper.doc_no, *paper.blocks, *paper.imprint):
        yield from _of_block(block, body)


def _of_block(block: Block, body: Face) -> Iterator[Spoken]:
    match block:
        case Title() | Paragraph(role="annex_title"):
            yield Face.TITLE, text_of(block.runs)
        case Heading():
            yield from _of_runs(block.runs, HEADING_FACES[block.level - 1] if body is Face.BODY else Face.HEI)
            yield from _of_runs(block.body, body)
        case Paragraph(role="annex" | "period" | "hotline") if block.role == "annex" or body is not Face.BODY:
            yield Face.HEI, text_of(block.runs)
        case Paragraph(role="qr"):
            return
        case Paragraph():
            yield from _of_runs(block.runs, body)
        case AttachmentNote():
            yield body, "".join(block.lines())
        case Table():
            yield from _of_table(block, body)


def _of_table(table: Table, body: Face) -> Iterator[Spoken]:
    yield Face.HEI, text_of(table.caption)
    for row in table.all_rows():
        for cell in row:
            yield from _of_runs(cell.runs, Face.HEI if cell.header else body)


def _of_runs(runs: Runs, face: Face) -> Iterator[Spoken]:
    for run in runs:
        yield (Face.HEI if run.strong else face), run.text
