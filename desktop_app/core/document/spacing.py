"""How many blank lines stand above each block on paper; docx and PDF follow the same count."""

from __future__ import annotations

from desktop_app.core.document import gbt9704
from desktop_app.core.document.blocks import AttachmentNote, Block, Layout, Paragraph, Table, Title

_TABLE_GAP = 0.5


def lines_above(block: Block, previous: Block | None, layout: Layout) -> float:
    """Return the blank lines between a block and the one before it, in body lines.

    Args:
        previous: None at the beginning of the paper's text.

    Source: GB/T 9704-2012 7.3.1, 7.3.2, 7.3.4, 7.3.5.
    """
    if isinstance(block, Title):
        return gbt9704.TITLE_LINES_ABOVE if layout == "red_head" else 0
    if previous is None or _belongs_to_title(block, previous):
        return 0
    if isinstance(block, Paragraph) and block.role in ("signature", "date"):
        return 0 if _is(previous, "signature") else gbt9704.SIGNATURE_LINES_ABOVE
    if isinstance(block, AttachmentNote) or _heads(previous):
        return 1
    return _TABLE_GAP if isinstance(block, Table) or isinstance(previous, Table) else 0


def _heads(block: Block) -> bool:
    return isinstance(block, Title) or _is(block, "doc_no") or _is(block, "lead")


def _belongs_to_title(block: Block, previous: Block) -> bool:
    return _heads(block) and _heads(previous)


def _is(block: Block, role: str) -> bool:
    return isinstance(block, Paragraph) and block.role == role
