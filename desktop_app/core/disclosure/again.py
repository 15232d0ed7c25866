"""The same matter once more: last time's answers without what belonged to last time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.core.forms.answers import Answers, kept
from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.forms.spec import Field

ANEW = frozenset({"date", "date_range", "datetime", "datetime_range", "doc_no", "file"})
"""Kinds whose answers are never taken over: old dates, numbers and attachments are the mistakes that copies bring."""
_OF_ONE_TIME = re.compile(
    r"年度|年份|季度|月份|学期|收购季|报告期|批次|期号|期数|期次|第几[次批期轮]|编号|令号|归档号"
)
"""What fields of plain kinds are called whose answers are one time's alone: its year, its batch, its number."""
_NAMED = frozenset({"text", "number", "choice"})
_COUNTED = frozenset({"money", "number"})
_PERIOD = re.compile(
    r"(?:19|20)\d{2}\s*[年./-]|\d{1,2}\s*月|第[一二三四]季度|[上下]半年|[〔\[［(（](?:19|20)\d{2}[〕\]］)）]"
)


@dataclass(frozen=True, slots=True)
class Again:
    """What a new disclosure begins with.

    Args:
        values: without defaults and without what the form computes.
        anew: fields that had an answer last time and must get another.
        check: fields whose answer was taken over and speaks of a period, counts something, or holds a list.
    """

    values: Mapping[str, Any]
    anew: tuple[str, ...]
    check: tuple[str, ...]


def again(last: Answers) -> Again:
    """Return what can be taken over from last time.

    What the form had computed is computed anew; in tables, days and numbers of documents are left empty.
    """
    form = last.form
    values: dict[str, Any] = {}
    anew: list[str] = []
    check: list[str] = []
    for key, raw in last.values.items():
        asked = form.fields.get(key)
        if asked is None or is_empty(raw):
            continue
        if must_be_new(asked):
            anew.append(key)
        elif not _is_computed(last, key, raw):
            values[key] = _rows(raw, asked.columns) if asked.kind == "table" else raw
            if asked.kind == "table" or asked.kind in _COUNTED or _PERIOD.search(str(raw)):
                check.append(key)
    return Again(values, tuple(anew), tuple(check))


def must_be_new(asked: Field) -> bool:
    """Say whether last time's answer to a field is none this time."""
    return asked.kind in ANEW or (asked.kind in _NAMED and _OF_ONE_TIME.search(asked.label) is not None)


def _is_computed(last: Answers, key: str, raw: Any) -> bool:
    compute = last.form.computed.get(key)
    return compute is not None and kept(compute(last.names)) == raw


def _rows(rows: Any, columns: Mapping[str, Any]) -> Any:
    stale = {name for name, column in columns.items() if column.kind in ANEW}
    return [{name: cell for name, cell in row.items() if name not in stale} for row in rows]
