"""What stands in an input for a kept answer, and back: the same for fields and for table cells."""

from __future__ import annotations

import re
from typing import Any

from desktop_app.core.forms.kinds import KINDS, Asked, Fault, is_empty, shown

_DIGITS_ONLY = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SHOWN_KINDS = frozenset({"money", "number", "bool", "orgs", "multi_choice"})


def kept_answer(text: str, kind: str, asked: Asked) -> Any:
    """Return the answer to keep for what was written.

    What the kind cannot read yet is kept as written, so that nothing typed is lost and the rules can say
    what is wrong with it.
    """
    if not text.strip():
        return ""
    if kind == "date":
        text = _DIGITS_ONLY.sub(r"\1-\2-\3", text.strip())
    try:
        return KINDS[kind].parse(text, asked)
    except Fault:
        return text


def written(raw: Any, kind: str, asked: Asked) -> str:
    """Return the text that an input shows for a kept answer: ISO dates, amounts in the field's unit."""
    if is_empty(raw):
        return ""
    if kind == "datetime" and isinstance(raw, str):
        return raw.replace("T", " ")
    if kind in _SHOWN_KINDS:
        return shown(kind, raw, asked)
    if isinstance(raw, dict):
        return f"{written_end(raw, 'start')}至{written_end(raw, 'end')}"
    return str(raw)


def written_end(raw: Any, end: str) -> str:
    """Return the text of one end of a range; of anything else that was kept, the whole as its start."""
    if isinstance(raw, dict):
        return str(raw.get(end) or "").replace("T", " ")
    return str(raw or "") if end == "start" else ""


def fault_of(raw: Any, kind: str, asked: Asked) -> str:
    """Return what the kind has against an answer, "" where nothing; an empty one is never refused here."""
    if is_empty(raw):
        return ""
    try:
        KINDS[kind].typed(raw, asked)
    except Fault as fault:
        return str(fault)
    return ""
