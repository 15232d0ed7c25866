"""A disclosure as the workspace keeps it: the content and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.core.disclosure.item import NOT_REVIEWED, Confidentiality
from desktop_app.core.disclosure.states import State
from desktop_app.core.openness import Openness


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An attachment that the workspace holds.

    Args:
        name: unique within the disclosure; what a `file` field's answer lists.
        size: in bytes.
    """

    name: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Item:
    """One disclosure in the workspace.

    Args:
        revision: grows with every save; who saves an older one is told instead of overwriting.
        sealed: digest of what was reviewed and approved; empty while nothing was.
        due: last day or minute by which it must be public, ISO 8601; empty where not known yet.
        remark: what the reviewer wrote when sending it back.
        published_at: when the portal's page was verified; None before.
    """

    id: str
    form: str
    form_version: int
    title: str
    state: State
    values: dict[str, Any] = field(repr=False)
    created_at: datetime
    updated_at: datetime
    openness: Openness | None = None
    confidentiality: Confidentiality = NOT_REVIEWED
    attachments: tuple[StoredFile, ...] = ()
    revision: int = 0
    sealed: str = ""
    due: str = ""
    remark: str = ""
    author: str = ""
    published_at: datetime | None = None
    url: str = ""
