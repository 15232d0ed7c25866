"""A unit of text as a reader hands it to the rules: the text, its place, and what is known around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.core.checks.finding import Place


class UnitKind(StrEnum):
    """What a unit is to the rules."""

    TEXT = "text"
    """Running text: a paragraph, a field of a form."""
    CELL = "cell"
    """A table cell below a header."""
    HEADER = "header"
    """A column's header; `Unit.column` holds the texts of the cells below it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of text.

    Args:
        text: as it stands in the file or form.
        label: the field's name, or the column's header: what its maker says the text is.
        row: the other cells of the row, header to text, so that a rule may look for a name beside a value;
            for a header, the other headers, each to itself.
        column: for a header, every text below it, in order.
        published_contact: the form declares this an office's own contact (监督电话), hence no personal data.
        person_kind: `none`, or the personal-data treatment that the form declares for the field.
    """

    text: str
    place: Place = field(default_factory=Place)
    kind: UnitKind = UnitKind.TEXT
    label: str = ""
    hidden: bool = False
    row: tuple[tuple[str, str], ...] = ()
    column: tuple[str, ...] = ()
    published_contact: bool = False
    person_kind: str = "none"
