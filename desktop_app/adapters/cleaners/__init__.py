"""Cleaners: bytes in, a copy without what must not leave out, one module for each kind of file.

A cleaner is a function `clean(content, values) -> Cleaned`. It removes what the kind can hide and masks the values
that the checks have found; whether the copy is clean is for the checks to say again. Add a kind by a line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_app.adapters.cleaners.values import Values


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A copy.

    Args:
        done: what was removed or masked, Chinese clauses with their counts; never a value.
        undone: what could not be done, and why.
        ending: `.docx` and the like, where the copy is of another kind than the file; empty where it is not.
    """

    content: bytes
    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    ending: str = ""


Cleaner = Callable[[bytes, Values], Cleaned]


def _text() -> Cleaner:
    from desktop_app.adapters.cleaners.text import clean_text

    return clean_text


def _csv() -> Cleaner:
    from desktop_app.adapters.cleaners.text import clean_table

    return clean_table


def _image() -> Cleaner:
    from desktop_app.adapters.cleaners.image import clean

    return clean


def _pdf() -> Cleaner:
    from desktop_app.adapters.cleaners.pdf.cleaner import clean

    return clean


def _docx() -> Cleaner:
    from desktop_app.adapters.cleaners.docx import clean

    return clean


def _xlsx() -> Cleaner:
    from desktop_app.adapters.cleaners.xlsx import clean

    return clean


def _pptx() -> Cleaner:
    from desktop_app.adapters.cleaners.pptx import clean

    return clean


def _ofd() -> Cleaner:
    from desktop_app.adapters.cleaners.ofd import clean

    return clean


def _html() -> Cleaner:
    from desktop_app.adapters.cleaners.html import clean

    return clean


KINDS: Mapping[str, Callable[[], Cleaner]] = {
    "txt": _text,
    "csv": _csv,
    "image": _image,
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "pptx": _pptx,
    "ofd": _ofd,
    "html": _html,
}
"""By the name that a reader gives the kind; each imports its cleaner only when it is called."""
