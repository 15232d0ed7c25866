"""What changed between two versions of a disclosure, as a document to be read or printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import UserError
from desktop_app.core.forms.answers import Answers
from desktop_app.services.documents import Documents, Rendered
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.ports import Workspace

if TYPE_CHECKING:
    from desktop_app.core.document.blocks import Document


class NothingToCompare(UserError):
    """There is no earlier version, or it does not differ."""

    code = "D120"
    hint = "审核人看过、或者是更正稿，并且正文有改动的，才有对照稿。"


class Redlines:
    """Finds a disclosure's earlier version and marks what became of it."""

    def __init__(self, workspace: Workspace, drafts: Drafts, documents: Documents) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._documents = documents

    def of(self, opened: Opened, kind: str = "pdf") -> Rendered:
        """Return the redline against the original of a correction, else against what was read last.

        Args:
            kind: pdf or docx.

        Raises:
            NothingToCompare: nobody has read it yet, or its text is the same.
        """
        return self.between(self._before(opened), self._documents.of(opened), kind)

    def between(self, before: Document, after: Document, kind: str = "pdf") -> Rendered:
        """Return the redline of two documents.

        Raises:
            NothingToCompare: their text is the same.
        """
        from desktop_app.core.document.redline import is_changed, redline

        marked = redline(before, after)
        if not is_changed(marked):
            raise NothingToCompare("正文没有改动。")
        return self._documents.as_file(marked, kind, "修改对照稿")

    def write(self, before: Document, after: Document, out: Path, kind: str) -> Path:
        """Write the redline of two documents into a folder and return its path."""
        return self._documents.keep(self.between(before, after, kind), out)

    def _before(self, opened: Opened) -> Document:
        link = self._workspace.successions.of(opened.item.id)
        if link is not None:
            return self._documents.of(self._drafts.open(link.original))
        last = self._workspace.reviews.last_reading(opened.item.id)
        if last is None:
            raise NothingToCompare("还没有人审阅过，没有可以对照的稿子。")
        answers = Answers(opened.form, last.values, self._drafts.context())
        titles = [file.title or file.name for file in opened.outgoing]
        return self._documents.document(answers, titles)
