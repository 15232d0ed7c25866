"""Answers as text units for the leak rules: only what would leave the office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.forms.kinds import shown
from desktop_app.core.forms.spec import Field, FormSpec


def answer_units(spec: FormSpec, public_values: Mapping[str, Any]) -> Iterator[Unit]:
    """Yield a unit for each public answer, line by line for long texts and cell by cell for tables.

    Args:
        public_values: from `Answers.public_values`, so that hidden and internal answers are not even looked at.
    """
    for key, raw in public_values.items():
        asked = spec.fields[key]
        if asked.kind == "table":
            yield from _table_units(key, asked, raw)
            continue
        for line in shown(asked.kind, raw, asked).splitlines():
            if line.strip():
                yield Unit(
                    line,
                    Place(field=f"values.{key}"),
                    label=asked.label,
                    published_contact=asked.published_contact,
                )


def _table_units(key: str, asked: Field, rows: list[Mapping[str, Any]]) -> Iterator[Unit]:
    headers = tuple((column.label, "") for column in asked.columns.values())
    texts = [{name: shown(c.kind, row.get(name), c) for name, c in asked.columns.items()} for row in rows]
    for name, column in asked.columns.items():
        below = tuple(row[name] for row in texts)
        if any(below):
            place = Place(field=f"values.{key}")
            yield Unit(
                column.label,
                place,
                UnitKind.HEADER,
                row=headers,
                column=below,
                published_contact=column.published_contact,
            )
    for number, row in enumerate(texts):
        labelled = tuple((asked.columns[name].label, text) for name, text in row.items() if text)
        for name, text in row.items():
            if text:
                yield Unit(
                    text,
                    Place(field=f"values.{key}.{number}.{name}", row=number + 1),
                    UnitKind.CELL,
                    label=asked.columns[name].label,
                    row=labelled,
                    published_contact=asked.columns[name].published_contact,
                )
