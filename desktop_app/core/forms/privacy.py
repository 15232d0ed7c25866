"""What public outputs show of personal data: nothing, or a masked value, as the form declares it.

Masking replaces characters and keeps the length, so that nothing lies under it (GB/T 37964-2019 names suppression
and masking; the shapes are those in use on county sites).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.core import identifiers
from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.forms.spec import Audience, Column, Field


def treat(asked: Field | Column, raw: Any, audience: Audience) -> Any:
    """Return the answer as the audience may see it; None where it is left out.

    Args:
        raw: the kept answer; of a table, its rows.
    """
    if is_empty(raw):
        return None
    if isinstance(asked, Field) and asked.kind == "table":
        return _rows(asked.columns, raw, audience)
    action, _, where = asked.personal.partition("_")
    if action == "none" or (where == "online" and audience == "board"):
        return raw
    if action == "omit":
        return None
    text = str(raw)
    is_public = asked.kind == "person" and identifiers.names_organisation(text)
    return (
        text if is_public or identifiers.is_masked(asked.kind, text) else identifiers.mask(asked.kind, text)
    )


def _rows(columns: Mapping[str, Column], raw: Any, audience: Audience) -> list[dict[str, Any]]:
    """Return the treated rows; what is no row has its finding and is not shown."""
    rows = raw if isinstance(raw, list) else []
    return [_row(columns, row, audience) for row in rows if isinstance(row, Mapping)]


def _row(columns: Mapping[str, Column], row: Mapping[str, Any], audience: Audience) -> dict[str, Any]:
    treated = ((key, treat(column, row.get(key), audience)) for key, column in columns.items())
    return {key: raw for key, raw in treated if raw is not None}


def hidden_for_good(fields: Mapping[str, Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers in which nothing of a person is left, for when the time is over in which they may be public.

    Characters become `*` one by one; amounts, areas and the names of organisations stay.
    """
    return {key: _hidden(fields[key], raw) if key in fields else raw for key, raw in values.items()}


def _hidden(asked: Field | Column, raw: Any) -> Any:
    if is_empty(raw):
        return raw
    if isinstance(asked, Field) and asked.kind == "table":
        rows = raw if isinstance(raw, list) else []
        return [_hidden_row(asked.columns, row) for row in rows if isinstance(row, Mapping)]
    text = str(raw)
    if asked.personal == "none" or (asked.kind == "person" and identifiers.names_organisation(text)):
        return raw
    return "*" * len(text.strip())


def _hidden_row(columns: Mapping[str, Column], row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _hidden(columns[key], raw) if key in columns else raw for key, raw in row.items()}
