"""A unit of text as a reader hands it to the rules: the text, its place, and what is known around it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from desktop_app.core.checks.concealment import Concealment
from desktop_app.core.checks.finding import Place


class UnitKind(StrEnum):
    """What a unit is to the rules."""

    TEXT = "text"
    """Running text: a paragraph, a field of a form."""
    CELL = "cell"
    """A table cell below a header."""
    HEADER = "header"
    """A column's header; `Unit.column` holds the texts of the cells below it."""
    DISGUISED = "disguised"
    """What a text says when its encoding is undone; its place is that of the text."""


class Unit(msgspec.Struct, frozen=True, gc=False):
    """One piece of text.

    Args:
        text: as it stands in the file or form.
        label: the field's name, or the column's header: what its maker says the text is.
        row: the other cells of the row, header to text, so that a rule may look for a name beside a value;
            for a header, the other headers to the first texts below each, one on a line.
        column: for a header, every text below it, in order.
        published_contact: the form declares this an office's own contact (监督电话), hence no personal data.
        person_kind: `none`, or the personal-data treatment that the form declares for the field.
        hidden: unseen where it stands, also where another unit's concealment says so (a cell of a hidden sheet).
        concealment: how the format hides it, once for each thing hidden; None for what is seen.
    """

    text: str
    place: Place = Place()
    kind: UnitKind = UnitKind.TEXT
    label: str = ""
    hidden: bool = False
    row: tuple[tuple[str, str], ...] = ()
    column: tuple[str, ...] = ()
    published_contact: bool = False
    person_kind: str = "none"
    concealment: Concealment | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether a person who looks at the file does not see the text."""
        return self.hidden or (self.concealment is not None and self.concealment.is_hiding)
