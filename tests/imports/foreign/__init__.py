"""Workbooks by makers that the tests cannot call, kept as files; `README.md` beside them says how they were made."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
VARIANTS = (
    "official-headings",
    "own-words-in-yuan",
    "title-total-foot",
    "two-row-heading",
    "day-formats",
    "month-by-month",
    "list-merged-groups",
    "list-with-identity",
    "lost-digits",
    "list-errors",
)
"""Those of the corpus that they wrote."""
