"""What the portal holds: items as its database knows them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class ItemFile:
    """A file of an item; its bytes lie in the store under `sha256`."""

    sha256: str
    name: str
    title: str
    media_type: str
    size: int = 0

    @property
    def ending(self) -> str:
        """Lower-case ending of the name without its dot; empty where there is none."""
        return self.name.rpartition(".")[2].lower() if "." in self.name else ""


@dataclass(frozen=True)
class Draft:
    """An item as it was sent in, already sanitised.

    Args:
        key: 信息编号, given by the sender.
        metadata: names of `<meta>` tags to content, as far as the sender may decide them.
        replaces: key of the item that this one corrects, or None.
        reason: why it corrects another, or why its content was replaced; readers see it.
    """

    key: str
    title: str
    column_path: str
    form: str
    issuer: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    doc_no: str = ""
    issued_on: date | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    files: tuple[ItemFile, ...] = ()
    replaces: str | None = None
    reason: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over what a reader gets, computed as the sender computes it."""
        return digest_of(self.title, self.text, self.files)


@dataclass(frozen=True)
class Item:
    """A published item.

    Args:
        id: the portal's own running number, from 1.
        published_at: Beijing time.
        replaced_at: when its content was last replaced by another; None where never.
    """

    id: int
    digest: str
    published_at: datetime
    draft: Draft
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""
    replaced_at: datetime | None = None

    @property
    def index_no(self) -> str:
        """索引号, which this portal assigns: day of publication and running number."""
        return f"{self.published_at:%Y%m%d}-{self.id:06d}"

    @property
    def address(self) -> str:
        """Path of the public page; never changes."""
        return f"/art/{self.published_at:%Y/%m/%d}/art_{self.id}.html"

    def file_address(self, position: int) -> str:
        """Path of a file; positions count from 1."""
        ending = self.draft.files[position - 1].ending
        return f"/art/{self.published_at:%Y/%m/%d}/art_{self.id}_{position}.{ending}"

    @property
    def validity(self) -> str:
        """有效性 as the sender gave it, otherwise 有效."""
        return self.draft.metadata.get("Validity") or "有效"


def digest_of(title: str, text: str, files: Sequence[ItemFile]) -> str:
    """Return the digest that a receipt carries: title, text, then each file's name and SHA-256."""
    parts = [title, text, *(f"{file.name}\0{file.sha256}" for file in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
