"""What a person carries into a portal's own form, piece by piece."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.core.outbox.comparing import squeezed
from desktop_app.core.outbox.submission import PublishedPage, Submission, SubmittedFile


@dataclass(frozen=True, slots=True)
class Piece:
    """One field of the form.

    Args:
        label: as the form calls it.
        text: what goes there as plain text; of a file, its name.
        html: the same with its markup; empty where plain text goes there.
        is_choice: whether it is picked from a list instead of pasted.
        file: what is uploaded there; None for words.
    """

    label: str
    text: str
    html: str = ""
    is_choice: bool = False
    file: SubmittedFile | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """All pieces in the order of the form.

    Args:
        entry_url: where the form is; empty where it is reached otherwise.
        advice: for the person.
    """

    entry_url: str
    advice: str
    pieces: tuple[Piece, ...]


def as_sent(submission: Submission, page: PublishedPage) -> PublishedPage:
    """Return a page that people made, with our names where its content is ours.

    Such a page may say more around the article, and names its files as it likes: our words must stand in it one after
    the other, and our files must be among its own, byte for byte.
    """
    digests = set(page.files.values())
    files = {one.name: one.sha256 for one in submission.files if one.sha256 in digests}
    has_text = squeezed(submission.text) in squeezed(page.text)
    has_title = squeezed(submission.title) in squeezed(page.title)
    return replace(
        page,
        title=submission.title if has_title else page.title,
        text=submission.text if has_text else page.text,
        files=files,
    )
