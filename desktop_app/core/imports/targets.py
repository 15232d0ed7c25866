"""Where a column of a workbook can go: the fields of a form, or the columns of one of its tables."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from desktop_app.core.forms.spec import Column, Field, FormSpec

_NO_CELLS = frozenset({"table", "file"})
"""Kinds that no single cell can fill."""
_BRACKETS = re.compile(r"[（(\[【〔][^（）()\[\]【】〔〕]*[）)\]】〕]")
_DECORATION = re.compile(r"[\s*＊:：_\-—\"“”'、，,。./\\|]+")
_UNIT_LINE = re.compile(r"\s*单位\s*[:：]\s*([^（）()\s]{1,6})$")
_UNIT = re.compile(r"[（(](?:单位[:：]?)?([^（）()]{1,6})[）)]\s*[*＊]?$")


@dataclass(frozen=True, slots=True)
class Target:
    """A field of the form or a column of one of its tables.

    Args:
        key: the field's, or the column's within `table`.
        table: key of the table; empty for a field of its own.
        heading: how the blank workbook calls it.
        section: title of the step in which the field stands.
    """

    key: str
    heading: str
    asked: Field | Column = field(compare=False)
    table: str = ""
    section: str = ""

    @property
    def path(self) -> str:
        """`field`, or `table.column`."""
        return f"{self.table}.{self.key}" if self.table else self.key


def field_targets(spec: FormSpec) -> list[Target]:
    """Return the fields that a cell can fill, in the order of the screen."""
    sections = {key: step.title for step in spec.steps for key in step.fields}
    fields = {key: spec.fields[key] for key in sections if spec.fields[key].kind not in _NO_CELLS}
    twice = _twice(one.label for one in fields.values())
    return [
        Target(key, _heading(one, sections[key] if one.label in twice else ""), one, "", sections[key])
        for key, one in fields.items()
    ]


def table_targets(spec: FormSpec, table: str) -> list[Target]:
    """Return the columns of a table field, in order."""
    columns: Mapping[str, Column] = spec.fields[table].columns
    twice = _twice(one.label for one in columns.values())
    return [
        Target(key, _heading(one, key if one.label in twice else ""), one, table)
        for key, one in columns.items()
    ]


def tables_of(spec: FormSpec) -> list[str]:
    """Return the keys of a form's tables, the main list first: required before optional, wide before narrow."""
    keys = [key for step in spec.steps for key in step.fields if spec.fields[key].kind == "table"]
    return sorted(
        keys, key=lambda key: (spec.fields[key].required is not True, -len(spec.fields[key].columns))
    )


def _twice(labels: Iterable[str]) -> set[str]:
    return {label for label, count in Counter(labels).items() if count > 1}


def _heading(asked: Field | Column, distinction: str) -> str:
    unit = f"（{asked.unit}）" if asked.unit and asked.unit not in asked.label else ""
    return f"{asked.label}{unit}{f'【{distinction}】' if distinction else ''}"


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """Return a heading without blanks, punctuation and marks, width and case folded."""
    return _DECORATION.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=20_000)
def bare(text: str) -> str:
    """Return a normal heading without what stands in brackets, and without a line that says its unit."""
    folded = unicodedata.normalize("NFKC", text)
    return normal(_BRACKETS.sub("", _UNIT_LINE.sub("", folded) or folded))


def unit_of(heading: str) -> str:
    """Return the unit that a heading names at its end, in brackets or as `单位：元`; "" where none."""
    match = _UNIT.search(heading.strip()) or _UNIT_LINE.search(heading.strip())
    return match.group(1) if match else ""
