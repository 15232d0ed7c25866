"""What a reviewer had before them when they last read a disclosure, and what they remarked at its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.core.disclosure.changes import Changed, changed
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.openness import OPENNESS_WORDS, Openness


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading that ended in a signature or in sending back.

    Args:
        values: the visible answers as they were read.
        files: name of each attachment to its SHA-256.
    """

    item: str
    who: str
    at: datetime
    values: Mapping[str, Any] = field(repr=False)
    openness: Openness | None = None
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer wrote at a field.

    Args:
        path: key of the field, or of one of the release's own fields.
    """

    item: str
    path: str
    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A disclosure that went out without a second reader.

    Args:
        reason: why, in the author's words.
    """

    item: str
    reason: str
    since: datetime


def since(spec: FormSpec, last: Reading, now: Reading) -> list[Changed]:
    """Return what is another than at the last reading: answers, openness, attachments."""
    return [*changed(spec, last.values, now.values), *_openness(last, now), *_files(last, now)]


def _openness(last: Reading, now: Reading) -> list[Changed]:
    if last.openness == now.openness:
        return []
    return [Changed("openness", "公开属性", _word(last.openness), _word(now.openness))]


def _word(openness: Openness | None) -> str:
    return OPENNESS_WORDS[openness] if openness else ""


def _files(last: Reading, now: Reading) -> list[Changed]:
    gone = [name for name in last.files if name not in now.files]
    new = [name for name in now.files if last.files.get(name) != now.files[name]]
    return [
        *(Changed("attachments", "附件", name, "") for name in gone),
        *(Changed("attachments", "附件", name if name in last.files else "", name) for name in new),
    ]
