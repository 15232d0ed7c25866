"""What a reader filters by, as an expression of the full-text index of either database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from desktop_app.adapters.workspace.database import Dialect
from desktop_app.core.grams import long_phrases, match_loosely, phrases, tsquery
from desktop_app.core.ledger.filters import Filters


def sought(dialect: Dialect, filters: Filters) -> tuple[str, list[str]]:
    """Return the expression, empty where none needs the index, and what must occur in the words of what it finds."""
    return _WAYS[dialect](filters)


def _fts5(filters: Filters) -> tuple[str, list[str]]:
    parts = [f'facets : "{facet.replace(chr(34), "")}"' for facet in _facets(filters)]
    if filters.text.strip():
        # words of which nothing can be looked for (punctuation alone) are found nowhere
        parts.append(f"words : ({match_loosely(filters.text) or 'none_such'})")
    return " AND ".join(parts), long_phrases(filters.text)


def _tsquery(filters: Filters) -> tuple[str, list[str]]:
    quoted = [facet.replace("\\", "").replace("'", "") for facet in _facets(filters)]
    parts = [f"'{facet}'" for facet in quoted]
    if filters.text.strip():
        parts.append(tsquery(filters.text) or "'none_such'")
    return " & ".join(parts), phrases(filters.text)


def _facets(filters: Filters) -> Iterator[str]:
    wanted = (
        ("area", filters.area),
        ("form", filters.form),
        ("state", filters.state),
        ("time", filters.timeliness),
    )
    return (f"{name}_{value}" for name, value in wanted if value)


_WAYS: dict[Dialect, Callable[[Filters], tuple[str, list[str]]]] = {"sqlite": _fts5, "postgres": _tsquery}
