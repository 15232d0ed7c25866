"""The sheet that goes round for signatures on paper, tied to the content that it was printed from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop_app.core.disclosure.slip import is_slip_text, slip_code, slip_text
from desktop_app.core.openness import OPENNESS_WORDS
from desktop_app.services.documents import Documents
from desktop_app.services.drafts import Opened
from desktop_app.services.ports import Clock
from desktop_app.services.routes import Routes
from desktop_app.settings import Settings


class Slips:
    """Writes 信息公开保密审查和发布审批表."""

    def __init__(
        self, documents: Documents, routes: Routes, clock: Clock, settings: Callable[[], Settings]
    ) -> None:
        self._documents = documents
        self._routes = routes
        self._clock = clock
        self._settings = settings

    def write(self, opened: Opened, out: Path, kind: str = "pdf") -> Path:
        """Write the sheet of a disclosure as it is now, prefilled, and return its path.

        Args:
            kind: docx or pdf.

        Raises:
            FileUnwritable: the disk refuses.
        """
        item, spec = opened.item, opened.form.spec
        today = self._clock().date()
        names = {
            "day": _day(today.isoformat()),
            "title": item.title,
            "doc_no": str(opened.answers.values.get(spec.document.doc_no) or ""),
            "form": spec.name,
            "author": item.author,
            "phone": self._settings().office_phone,
            "openness": OPENNESS_WORDS[item.openness] if item.openness else "",
            "due": _day(item.due),
            "ways": "、".join(spec.channels),
            "files": "；".join(file.title or file.name for file in item.attachments) or "无",
            "steps": [step.name for step in self._routes.of(item.form).steps],
            "code": slip_code(opened.seal),
            "slip": slip_text(item.id, opened.seal),
        }
        return self._documents.paper("approval-sheet", names, out, kind, today)

    def code_on(self, scan: Path) -> str:
        """Return the code that a scan or photo of a sheet shows; empty where none is to be seen."""
        from desktop_app.adapters.readers.codes import qr_texts

        try:
            content = scan.read_bytes()
        except OSError:
            return ""
        return next((text for text in qr_texts(content) if is_slip_text(text)), "")


def _day(iso: str) -> str:
    if not iso:
        return ""
    day = datetime.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
