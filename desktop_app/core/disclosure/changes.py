"""What changed between two readings of a disclosure, field by field and line by line, in the clerk's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from desktop_app.core.forms.kinds import is_empty, shown
from desktop_app.core.forms.spec import Field, FormSpec


@dataclass(frozen=True, slots=True)
class Changed:
    """One difference.

    Args:
        path: dotted path of the answer, as findings name it without `values.`.
        label: where it stands, in the form's words.
        before: what was read last time; empty where nothing stood there.
        after: what stands there now; empty where it was taken out.
    """

    path: str
    label: str
    before: str
    after: str


def changed(spec: FormSpec, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """Return every difference between two sets of visible answers, in the form's order."""
    return [
        one
        for key, field in spec.fields.items()
        if before.get(key) != after.get(key)
        for one in _of_field(key, field, before.get(key), after.get(key))
    ]


def _of_field(key: str, field: Field, before: Any, after: Any) -> Iterator[Changed]:
    if field.kind == "table":
        yield from _of_table(key, field, before or [], after or [])
    else:
        yield Changed(key, field.label, _words(field, before), _words(field, after))


def _of_table(key: str, field: Field, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Changed]:
    old, new = [_line(field, row) for row in before], [_line(field, row) for row in after]
    for tag, first, last, start, stop in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for offset in range(max(last - first, stop - start)):
            was = old[first + offset] if first + offset < last else ""
            now = new[start + offset] if start + offset < stop else ""
            row = min(start + offset, max(len(new) - 1, 0))
            yield Changed(f"{key}.{row}", f"{field.label}第 {row + 1} 行", was, now)


def _line(field: Field, row: Mapping[str, Any]) -> str:
    cells = (_words(column, row.get(name)) for name, column in field.columns.items())
    return "，".join(cell for cell in cells if cell)


def _words(field: Any, raw: Any) -> str:
    return "" if is_empty(raw) else shown(field.kind, raw, field)
