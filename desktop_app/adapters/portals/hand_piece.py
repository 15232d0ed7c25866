"""One field of a form that a person fills in by hand."""

from __future__ import annotations

from typing import Literal

import msgspec


class HandPiece(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field of the back end's form.

    Args:
        label: as the form calls it.
        value: template of what goes there; empty for files.
        put: `text` to paste, `html` to paste with its tables and headings, `choose` to be picked from a list there,
            `files` for all attachments one after the other.
        when: expression; the piece is left out where it is not true.
    """

    label: str
    value: str = ""
    put: Literal["text", "html", "choose", "files"] = "text"
    when: str = ""
