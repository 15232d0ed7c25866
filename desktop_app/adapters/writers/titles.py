"""Titles as paper shows them: with the breaks that `core.document.titles` chooses among the words of a dictionary."""

from __future__ import annotations

from functools import lru_cache

from desktop_app.core.document.blocks import Document, Runs, text_of
from desktop_app.core.document.gbt9704 import SIZE_2, TYPE_HEIGHT, TYPE_WIDTH, points
from desktop_app.core.document.titles import title_lines, title_width, with_breaks


def broken_title(runs: Runs, most: float) -> Runs:
    """Return a title's runs with a line feed where a line ends; a title that its template broke stays as it is.

    Args:
        most: how many characters of the title's size fit a line.
    """
    text = text_of(runs)
    if "\n" in text or title_width(text) <= most:
        return runs
    return with_breaks(runs, _lines(text, most))


def line_chars(document: Document) -> float:
    """Return how many characters of 二号 fit the type area's width."""
    return points(TYPE_HEIGHT if document.landscape else TYPE_WIDTH) / SIZE_2


@lru_cache(maxsize=256)
def _lines(text: str, most: float) -> tuple[str, ...]:
    """Return a title's lines; a preview asks for the same ones at every keystroke."""
    return title_lines(text, most, _words)


def _words(text: str) -> list[str]:
    import rjieba  # its dictionary takes a tenth of a second, which most titles never pay

    return list(rjieba.cut(text))
