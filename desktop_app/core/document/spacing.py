"""How many blank lines stand above each block on paper, and what keeps together; docx and PDF follow the same count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.core.document import gbt9704
from desktop_app.core.document.blocks import (
    AttachmentNote,
    Block,
    Document,
    Layout,
    Paragraph,
    Role,
    Row,
    Table,
    Title,
    block_lines,
    cells_placed,
    paragraphs_with,
    text_of,
)

_TABLE_GAP = 0.5
_HEADING_ROLES: tuple[Role, ...] = ("doc_no", "lead", "annex", "annex_title")
"""What stands above a text, with a blank line between (7.3.2, 7.3.7)."""
_LEAST_TEXT = 2
"""Lines of text that go along with a signature."""
_MOST_KEPT = 14
"""Lines that may be kept together below the text's last ones; more would leave too much of a page empty."""
_HIGHEST_KEPT = 15.0
"""Lines, blank ones too, that fit below the text's last ones on a page with 版记: many offices' seals do not."""
_SURELY_TWO = 1.1
"""From so many lines by estimate a paragraph has two; digits may be narrower than half a character."""
_LONG_ROW = 60
"""Characters of a table's row, all cells together, that surely stand on two lines."""
_MOST_ROWS_KEPT = 6
_SIGNING: tuple[Role, ...] = ("signature", "signatory", "date", "note")
_LONGEST_ANNOUNCEMENT = gbt9704.CHARS_PER_LINE
_LONGEST_WHOLE_ROW = 300
"""Characters of a row, all cells together."""


def lines_above(block: Block, previous: Block | None, layout: Layout) -> float:
    """Return the blank lines between a block and the one before it, in body lines.

    Args:
        previous: None at the beginning of the paper's text.

    Source: GB/T 9704-2012 7.3.1, 7.3.2, 7.3.4, 7.3.5, 10.2.
    """
    if isinstance(block, Title):
        return gbt9704.TITLE_LINES_ABOVE if layout != "notice" else 0
    if _is(block, "annex"):
        return 0  # on a new page
    if previous is None:
        return gbt9704.ORDER_TEXT_LINES_ABOVE if layout == "order" else 0
    if _belongs_to_title(block, previous):
        return 0
    if _is(block, "signatory"):
        return gbt9704.STAMP_LINES_ABOVE
    if _is(block, "date") and _is(previous, "signatory"):
        return gbt9704.STAMP_LINES_BELOW
    if isinstance(block, Paragraph) and block.role in ("signature", "date"):
        if _is(previous, "signature"):
            return gbt9704.SEAL_LINES_BETWEEN if block.role == "signature" else 0
        return gbt9704.SIGNATURE_LINES_ABOVE
    if _is(block, "attendance"):
        return 0 if _is(previous, "attendance") else gbt9704.ATTENDANCE_LINES_ABOVE
    if isinstance(block, AttachmentNote) or _heads(previous):
        return 1
    return _TABLE_GAP if isinstance(block, Table) or isinstance(previous, Table) else 0


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a text that no page break parts: its last lines, and the signature below them.

    Args:
        first: index of the block of which the last lines or rows are kept.
        end: index after the last block kept.
        rows: how many of a table's last rows are kept, where the first block is one; else 0.
    """

    first: int
    end: int
    rows: int = 0


def closings(blocks: Sequence[Block], *, landscape: bool = False) -> tuple[Closing, ...]:
    """Return the ends of a text and of its annexes: no seal stands on a page without two lines of text.

    Source: GB/T 9704-2012 7.3.5.5 (adjust the spacing; 此页无正文 is no way out any more).
    """
    begun = [
        at for at, block in enumerate(blocks) if _begins_signature(block, blocks[at - 1] if at else None)
    ]
    return tuple(one for at in begun if (one := _closing(blocks, at, landscape)) is not None)


def _closing(blocks: Sequence[Block], signature: int, landscape: bool) -> Closing | None:
    end = signature
    while end < len(blocks) and _is(blocks[end], *_SIGNING):
        end += 1
    first, found = signature, 0
    while found < _LEAST_TEXT and first and not isinstance(blocks[first - 1], Title):
        first -= 1
        found += _text_lines(blocks[first], landscape)
    if first == signature:
        return None
    below = [len(list(block_lines(block))) for block in blocks[first + 1 : end]]
    pairs = zip(blocks[first + 1 : end], blocks[first:end], strict=False)
    blank = sum(lines_above(block, previous, "notice") for block, previous in pairs)
    if sum(below) + blank > _HIGHEST_KEPT and isinstance(blocks[signature - 1], AttachmentNote):
        return Closing(signature - 1, end)
    if sum(below) > _MOST_KEPT:
        return None
    block = blocks[first]
    return Closing(first, end, _last_rows(block) if isinstance(block, Table) else 0)


def _begins_signature(block: Block, previous: Block | None) -> bool:
    return _is(block, "signature", "signatory", "date") and not _is(previous, *_SIGNING)


def _text_lines(block: Block, landscape: bool) -> int:
    """Return how many lines of text a block surely has, 0 to 2."""
    if isinstance(block, AttachmentNote) or _is(block, "qr"):
        return 0
    if isinstance(block, Table):
        return min(_LEAST_TEXT, len(block.rows) + len(block.total))
    line = gbt9704.CHARS_PER_LINE
    if landscape:
        line = int(gbt9704.points(gbt9704.TYPE_HEIGHT) / gbt9704.CHAR_PITCH)
    lines = [(gbt9704.width_in_chars(one) + gbt9704.FIRST_LINE_CHARS) / line for one in block_lines(block)]
    return _LEAST_TEXT if sum(lines) > _SURELY_TWO else 1


def _last_rows(table: Table) -> int:
    """Return how many of a table's last rows go along with what follows; 0 where they are too many or too long."""
    rows = (*table.rows, *table.total)
    long_last = sum(len(text_of(cell.runs)) for cell in rows[-1]) > _LONG_ROW
    wanted = len(rows) - (1 if long_last else _LEAST_TEXT)
    crossing = [at for at, _, cell in cells_placed(rows) if at < wanted < at + cell.rowspan]
    start = max(min([wanted, *crossing]), 0)
    kept = rows[start:]
    return len(kept) if len(kept) <= _MOST_ROWS_KEPT and all(map(stays_whole, kept)) else 0


def stays_with(block: Block, following: Block | None) -> bool:
    """Say whether a block keeps to what is below it: a line that announces it (“存在问题：”) does not end a page."""
    return following is not None and _announces(block)


def right_chars(block: Paragraph, document: Document) -> float:
    """Return how many characters a paragraph stays from the right edge: 署名, 签名章 and 成文日期 only."""
    if block.role == "signatory":
        return gbt9704.STAMP_RIGHT_CHARS
    if block.role == "date":
        return gbt9704.DATE_RIGHT_CHARS
    if block.role != "signature":
        return 0
    dates = [text_of(one.runs) for one in paragraphs_with(document, "date")]
    return gbt9704.name_right_chars(text_of(block.runs), dates[-1] if dates else "")


def stays_whole(row: Row) -> bool:
    """Say whether a row of a table is short enough to be kept on one page."""
    return sum(len(text_of(cell.runs)) for cell in row) <= _LONGEST_WHOLE_ROW


def _announces(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    text = text_of(block.runs)
    return text.endswith("：") and len(text) <= _LONGEST_ANNOUNCEMENT


def _heads(block: Block) -> bool:
    return isinstance(block, Title) or _is(block, *_HEADING_ROLES)


def _belongs_to_title(block: Block, previous: Block) -> bool:
    return _heads(block) and _heads(previous) and not _is(block, "annex_title")


def _is(block: Block | None, *roles: Role) -> bool:
    return isinstance(block, Paragraph) and block.role in roles
