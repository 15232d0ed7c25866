"""What a document offers for a form: values with the place that each came from, and what was left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from desktop_app.core.imports.paper import Box, Paragraph, Table

_SHOWN = 200

NOT_RECOGNISED = "没有认出属于表单的哪一项。"


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a document or on a sheet something stands; numbers from 1, 0 where the format has none."""

    page: int = 0
    paragraph: int = 0
    table: int = 0
    cell: str = ""
    box: Box | None = None
    sheet: str = ""

    @property
    def words(self) -> str:
        """The place as a clerk reads it."""
        if self.sheet:
            return f"{self.sheet} {self.cell}".strip()
        parts = [f"第 {self.page} 页"] if self.page else []
        if self.table:
            parts.append(f"第 {self.table} 个表{f' {self.cell}' if self.cell else ''}")
        elif self.paragraph:
            parts.append(f"第 {self.paragraph} 段")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that a field could take.

    Args:
        why: how it was recognised, in Chinese.
        quote: what stands at its place.
    """

    key: str
    label: str
    answer: Any = field(repr=False)
    why: str
    quote: str = field(repr=False)
    source: Source


@dataclass(frozen=True, slots=True)
class Left:
    """Something in the document that is not used, and why."""

    quote: str = field(repr=False)
    reason: str
    source: Source
    key: str = ""


@dataclass(slots=True)
class Extract:
    """What a document says for a form."""

    suggestions: list[Suggestion]
    left: list[Left]
    remark: str = ""

    def values(self) -> dict[str, Any]:
        """Return the suggested answers by field."""
        return {one.key: one.answer for one in self.suggestions}


def place_of(paragraph: Paragraph) -> Source:
    """Return where a paragraph stands."""
    return Source(paragraph.page, paragraph.number, 0, "", paragraph.box)


def place_in(table: Table, cell: str = "") -> Source:
    """A cell of a document's table, or of a workbook's sheet, which has a name instead of a number."""
    if table.number:
        return Source(table.page, 0, table.number, cell, table.box)
    return Source(cell=cell, sheet=table.grid.name)


def short(text: str) -> str:
    """Return a text as far as it is quoted."""
    return text.strip() if len(text) <= _SHOWN else f"{text.strip()[:_SHOWN]}…"
