"""Answers as templates see them: they print themselves in official wording and know their field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from desktop_app.core.document.blocks import Align
from desktop_app.core.forms.kinds import is_empty, shown, typed_or_none
from desktop_app.core.forms.spec import Column, Field
from desktop_app.core.forms.values import Span

GAP = "____"
"""Stands where an answer is still missing."""

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\xa0]+")
_ROW_NUMBERS = {"no", "seq"}
_LEFT_ALIGNED = {"long_text", "address", "url", "orgs", "multi_choice", "datetime_range"}


def clean(text: str) -> str:
    """Return text that every format can hold: no control characters, one space for several, line feeds."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return "\n".join(_SPACES.sub(" ", _UNPRINTABLE.sub("", line)).strip(" ") for line in lines).strip("\n")


def marked(text: str, field: str) -> Markup:
    """Return text as markup that says which field it shows."""
    return Markup('<span data-field="{}">{}</span>').format(field, text)


def gap(field: str) -> Markup:
    """Return the sign for a missing answer."""
    return Markup('<span data-field="{}" data-gap="">{}</span>').format(field, GAP)


def heading(asked: Field | Column) -> str:
    """Return the label with its unit, as table headers have it: 罚款金额（万元）."""
    unit = asked.unit
    return asked.label if not unit or unit in asked.label else f"{asked.label}（{unit}）"


class Shown:
    """An answer in a template.

    Args:
        field: the field's id, `list.0.name` for a cell.
        asked: the field or column it answers.
        raw: the kept answer, None while there is none.
        required: whether a missing answer shows as a gap.
        kind: the kind of the answer where it is only a part of the field's.
    """

    __slots__ = ("_asked", "_kind", "_raw", "field", "required")

    def __init__(
        self, field: str, asked: Field | Column, raw: Any, *, required: bool = False, kind: str = ""
    ) -> None:
        self.field = field
        self.required = required
        self._asked = asked
        self._raw = raw
        self._kind = kind or asked.kind

    @property
    def label(self) -> str:
        """The field's name."""
        return self._asked.label

    @property
    def heading(self) -> str:
        """The field's name with its unit."""
        return heading(self._asked)

    @property
    def unit(self) -> str:
        """The unit in which an amount is written."""
        return self._asked.unit

    @property
    def asked(self) -> bool:
        """Whether there is an answer, or must be one."""
        return bool(self) or self.required

    @property
    def typed(self) -> Any:
        """The typed value, None where there is none."""
        return typed_or_none(self._kind, self._raw, self._asked)

    @property
    def words(self) -> str:
        """The answer as documents write it; empty where there is none."""
        return clean(shown(self._kind, self._raw, self._asked))

    @property
    def start(self) -> Shown:
        """The first day or minute of a span."""
        return self._part("start")

    @property
    def end(self) -> Shown:
        """The last day or minute of a span."""
        return self._part("end")

    @property
    def days(self) -> Shown:
        """How many calendar days a span has, both ends counted."""
        span = self.typed
        days = span.days if isinstance(span, Span) else None
        return Shown(self.field, self._asked, days, required=self.required, kind="number")

    def _part(self, name: str) -> Shown:
        raw = self._raw.get(name) if isinstance(self._raw, Mapping) else None
        kind = self._kind.removesuffix("_range")
        return Shown(self.field, self._asked, raw, required=self.required, kind=kind)

    def __bool__(self) -> bool:
        return not is_empty(self._raw)

    def __html__(self) -> Markup:
        if self:
            return marked(self.words, self.field)
        return gap(self.field) if self.required else Markup("")

    def __str__(self) -> str:
        return self.__html__()  # Jinja's `~` asks for this, and the mark of the field must survive

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Shown):
            return self.words == other.words
        if isinstance(other, str):
            return self.words == other
        return bool(self.typed == other)

    def __hash__(self) -> int:
        return hash(self.words)

    def __iter__(self) -> Iterator[Shown]:
        parts = self._raw if isinstance(self._raw, list) else []
        for part in parts or ([None] if self.required else []):
            yield Shown(self.field, self._asked, part, required=self.required, kind="text")

    def __len__(self) -> int:
        return len(self._raw) if isinstance(self._raw, list) else int(bool(self))

    def __contains__(self, item: object) -> bool:
        if isinstance(self._raw, list):
            return item in self._raw
        return isinstance(item, str) and item in self.words


class ShownColumn:
    """A column of a table as templates see it."""

    __slots__ = ("_column", "id")

    def __init__(self, key: str, column: Column) -> None:
        self.id = key
        self._column = column

    @property
    def label(self) -> str:
        """The column's name."""
        return self._column.label

    @property
    def heading(self) -> str:
        """The column's name with its unit."""
        return heading(self._column)

    @property
    def width(self) -> float:
        """Its share of the table's width, 0 where the content decides."""
        return self._column.width

    @property
    def numbers_rows(self) -> bool:
        """Whether it is the form's own 序号."""
        return self.id in _ROW_NUMBERS

    @property
    def align(self) -> Align:
        """Amounts and measures lie right, long texts left, counts and what is short in the middle."""
        if self._column.kind == "money" or (self._column.kind == "number" and self._column.unit):
            return "right"
        return "left" if self._column.kind in _LEFT_ALIGNED else "center"


class ShownRow:
    """A row of a table; its cells by column id, as attributes or in brackets."""

    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[str, Shown]) -> None:
        self._cells = cells

    def __getattr__(self, name: str) -> Shown:
        try:
            return self._cells[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> Shown:
        return self._cells[name]


class ShownTable(Shown):
    """A table's answer: iterates its rows, knows the columns that are written."""

    __slots__ = ("_columns", "columns")

    def __init__(self, field: str, asked: Field, raw: Any, *, required: bool = False) -> None:
        super().__init__(field, asked, raw, required=required)
        self._columns = asked.columns
        self.columns = tuple(
            ShownColumn(key, column) for key, column in asked.columns.items() if self._is_written(key, column)
        )
        """The columns to write: an empty one is left out where it may be empty or must not be public."""

    def _is_written(self, key: str, column: Column) -> bool:
        if any(not is_empty(row.get(key)) for row in self._rows()):
            return True
        return not _left_out(column) and (column.required is True or not self._rows())

    def _rows(self) -> Sequence[Mapping[str, Any]]:
        return self._raw if isinstance(self._raw, list) else ()

    def __iter__(self) -> Iterator[ShownRow]:  # type: ignore[override]  # rows, not parts of an answer
        rows: Iterable[Mapping[str, Any]] = self._rows() or ([{}] if self.required else ())
        for number, row in enumerate(rows):
            yield ShownRow({key: self._cell(number, key, row) for key in self._columns})

    def _cell(self, number: int, key: str, row: Mapping[str, Any]) -> Shown:
        column = self._columns[key]
        required = column.required is True and not _left_out(column)
        return Shown(f"{self.field}.{number}.{key}", column, row.get(key), required=required)

    def total(self, key: str) -> Shown:
        """Return the sum of a column; missing where a cell is."""
        column = self._columns[key]
        cells = [typed_or_none(column.kind, row.get(key), column) for row in self._rows()]
        known = cells and all(isinstance(cell, Decimal) for cell in cells)
        raw = f"{sum(cells, Decimal(0)):f}" if known else None
        return Shown(self.field, column, raw, required=True)


def _left_out(asked: Field | Column) -> bool:
    return asked.personal.startswith("omit")


def template_values(
    fields: Mapping[str, Field], values: Mapping[str, Any], required: Iterable[str]
) -> dict[str, Shown]:
    """Return what templates may name: every field, answered or not.

    Args:
        values: public answers only.
        required: fields that must be answered now; those that are left out of public outputs show no gap.
    """
    wanted = {key for key in required if fields[key].public and not _left_out(fields[key])}
    return {
        key: (ShownTable if field.kind == "table" else Shown)(
            key, field, values.get(key), required=key in wanted
        )
        for key, field in fields.items()
    }
