"""What is sent to a portal, what it answers, and what is read back: all of it frozen data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from desktop_app.core.progress import Progress


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file that goes along: an attachment or a rendering of the document.

    Args:
        name: file name with its ending, as readers of the page will save it.
        title: what the page calls it.
        sha256: lower-case hexadecimal digest of the content; computed here unless somebody just has.
    """

    name: str
    title: str
    media_type: str
    content: bytes = field(repr=False)
    sha256: str = ""

    def __post_init__(self) -> None:
        """Compute the digest once: it is asked for at every step, and contents are large."""
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True, slots=True)
class Submission:
    """One disclosure on its way to a portal, frozen when it was queued.

    Args:
        key: stands in the published page; the same key never makes a second page.
        column: path of the portal column, parts joined with `/`.
        html: the article's body, a fragment without the page around it.
        text: the same words as plain text, for search and for comparing what was published.
        metadata: names of the mandated `<meta>` tags to their content.
        replaces: key of the item that this one corrects, or None.
        reason: why it corrects or replaces another; readers see it. Empty for a first publication.
    """

    key: str
    title: str
    column: str
    form: str
    issuer: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    issued_on: date | None = None
    doc_no: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    files: tuple[SubmittedFile, ...] = ()
    replaces: str | None = None
    reason: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 over title, text and the files' digests: what a portal must give back unchanged."""
        parts = [self.title, self.text, *(f"{f.name}\0{f.sha256}" for f in self.files)]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A portal's word that it holds an item.

    Args:
        url: public address of the page, or of the folder or package that was handed over.
        digest: the digest that the portal computed over what it holds; empty where it computes none.
    """

    key: str
    portal: str
    remote_id: str
    url: str
    received_at: datetime
    digest: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """What anyone can read at a receipt's address.

    Args:
        files: name to SHA-256 of each file that could be fetched.
        html: the page itself, as it is kept for evidence; empty where there is none.
    """

    key: str
    title: str
    text: str = field(repr=False)
    files: Mapping[str, str] = field(default_factory=dict)
    withdrawn: bool = False
    html: bytes = field(default=b"", repr=False)


class Portal(Protocol):
    """A place where disclosures are published. Errors are those of `core.outbox.errors`.

    Attributes:
        at_once: how many items it may be sent at the same time, each from a thread of its own.
    """

    name: str
    at_once: int

    def find(self, key: str) -> Receipt | None:
        """Return the receipt of an item that the portal already holds, or None."""

    def publish(self, submission: Submission, progress: Progress) -> Receipt:
        """Send a submission; with a key that the portal holds already, return that item's receipt."""

    def replace(self, submission: Submission, progress: Progress) -> Receipt:
        """Put new content in the place of what the portal shows under the same key; its address stays."""

    def read_back(self, receipt: Receipt) -> PublishedPage:
        """Fetch the public page and its files as any citizen would."""

    def withdraw(self, key: str, reason: str) -> Receipt:
        """Take the item down; its address then says that it was withdrawn, and why."""
