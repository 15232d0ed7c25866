"""How many blank lines stand above each block on paper; docx and PDF follow the same count."""

from __future__ import annotations

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
    paragraphs_with,
    text_of,
)

_TABLE_GAP = 0.5
_HEADING_ROLES: tuple[Role, ...] = ("doc_no", "lead", "annex", "annex_title")
"""What stands above a text, with a blank line between (7.3.2, 7.3.7)."""
_LONG_PARAGRAPH = 8 * gbt9704.CHARS_PER_LINE
"""A paragraph from which lines can go to the next page by themselves."""
_LONGEST_ANNOUNCEMENT = gbt9704.CHARS_PER_LINE
_LONGEST_WHOLE_ROW = 300
"""Characters of a row, all cells together."""


def lines_above(block: Block, previous: Block | None, layout: Layout) -> float:
    """Return the blank lines between a block and the one before it, in body lines.

    Args:
        previous: None at the beginning of the paper's text.

    Source: GB/T 9704-2012 7.3.1, 7.3.2, 7.3.4, 7.3.5.
    """
    if isinstance(block, Title):
        return gbt9704.TITLE_LINES_ABOVE if layout == "red_head" else 0
    if _is(block, "annex"):
        return 0  # on a new page
    if previous is None or _belongs_to_title(block, previous):
        return 0
    if isinstance(block, Paragraph) and block.role in ("signature", "date"):
        return 0 if _is(previous, "signature") else gbt9704.SIGNATURE_LINES_ABOVE
    if isinstance(block, AttachmentNote) or _heads(previous):
        return 1
    return _TABLE_GAP if isinstance(block, Table) or isinstance(previous, Table) else 0


def stays_with(block: Block, following: Block | None) -> bool:
    """Say whether a block keeps to what is below it.

    No seal stands on a page of its own (7.3.5.5): the text's last words keep to the signature and go along with
    附件说明, which is no text. And a line that announces what follows (“存在问题：”) does not end a page.
    """
    if following is not None and _announces(block):
        return True
    if not (isinstance(following, AttachmentNote) or _is(following, "signature") or _is(following, "date")):
        return False
    if isinstance(block, Paragraph):
        return len(text_of(block.runs)) < _LONG_PARAGRAPH
    return isinstance(block, AttachmentNote)


def right_chars(block: Paragraph, document: Document) -> float:
    """Return how many characters a paragraph stays from the right edge: 署名 and 成文日期 only."""
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
    return isinstance(block, Title) or any(_is(block, role) for role in _HEADING_ROLES)


def _belongs_to_title(block: Block, previous: Block) -> bool:
    return _heads(block) and _heads(previous) and not _is(block, "annex_title")


def _is(block: Block | None, role: Role) -> bool:
    return isinstance(block, Paragraph) and block.role == role
