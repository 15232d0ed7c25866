"""The evidence bundle (留痕材料): everything that shows how a disclosure was made, reviewed, published and posted."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from desktop_app.core.board.records import OUTCOME_WORDS
from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.disclosure.story import Event, verb_words
from desktop_app.core.errors import OutsideError
from desktop_app.core.progress import Progress, silent
from desktop_app.services.documents import Documents, file_stem
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.hanging import Sheets
from desktop_app.services.objections import Objections
from desktop_app.services.ports import Clock, Workspace

if TYPE_CHECKING:
    from desktop_app.services.board_papers import BoardPapers

_DOCUMENTS = ("docx", "pdf", "html")
_MOMENT = (2020, 1, 1, 0, 0, 0)
"""The archive's own times are all the same: two bundles of the same evidence are the same bytes but for the cover."""
_DIGEST_SHOWN = 16


class EvidenceUnwritable(OutsideError):
    """The bundle could not be written."""

    code = "EV01"
    hint = "请检查文件夹和磁盘空间；如果同名文件正打开着，请先关闭。"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the bundle; `name` is its path in it."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Digest of the content."""
        return hashlib.sha256(self.content).hexdigest()


class Evidence:
    """Collects the evidence of one disclosure into a zip, what was never public too: it is for the office's files."""

    def __init__(
        self,
        workspace: Workspace,
        drafts: Drafts,
        documents: Documents,
        sheets: Sheets,
        objections: Objections,
        board_papers: BoardPapers,
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._documents = documents
        self._sheets = sheets
        self._objections = objections
        self._board_papers = board_papers
        self._clock = clock

    def write(self, item_id: str, out: Path, progress: Progress = silent) -> Path:
        """Write the bundle and return its path.

        Args:
            out: a zip, or a folder in which it gets its name from id and title.

        Raises:
            NotFound: there is no such disclosure.
            EvidenceUnwritable: the disk refuses; nothing half written is left.
        """
        opened = self._drafts.open(item_id)
        events = self._workspace.events(item_id)
        pieces = list(self._pieces(opened, events, progress))
        pieces.insert(0, Piece("目录.pdf", self._cover(opened, events, pieces)))
        manifest = "".join(f"{piece.sha256}  {piece.name}\n" for piece in pieces)
        pieces.append(Piece("manifest-sha256.txt", manifest.encode()))
        path = out if out.suffix == ".zip" else out / f"留痕材料-{item_id}-{file_stem(opened.item.title)}.zip"
        return _write_zip(path, pieces)

    # ── pieces ────────────────────────────

    def _pieces(self, opened: Opened, events: list[Event], progress: Progress) -> Iterator[Piece]:
        for number, kind in enumerate(_DOCUMENTS):
            progress("整理公开的文书", number / 10)
            made = self._documents.render(opened, kind)
            yield Piece(f"文书/{made.name}", made.content)
        for file in opened.item.attachments:
            progress("整理附件", 0.3)
            yield Piece(f"附件/{_safe(file.name)}", self._workspace.content(file.sha256))
        yield from self._approvals(events)
        progress("整理发布回执和网页", 0.5)
        yield from self._publications(opened, events)
        progress("整理张贴记录和照片", 0.7)
        yield from self._board(opened)
        yield Piece("办理经过.json", _json([_event(one) for one in events]))

    def _approvals(self, events: list[Event]) -> Iterator[Piece]:
        # one sheet may bear the signatures of several steps, each of them an event
        scans = {str(event.data["scan"]): event.number for event in events if event.data.get("scan")}
        for digest, number in scans.items():
            content = self._workspace.content(digest)
            yield Piece(f"审批/{number:06d}-签字件{_ending(content)}", content)

    def _publications(self, opened: Opened, events: list[Event]) -> Iterator[Piece]:
        for event in events:
            if page := event.data.get("page"):
                yield Piece(
                    f"发布/{event.number:06d}-{verb_words(event.verb)}后的网页.html",
                    self._workspace.content(str(page)),
                )
        for job in self._workspace.jobs_of(opened.item.id):
            if job.receipt is not None:
                yield Piece(f"发布/回执-{_safe(job.portal)}-{_safe(job.id)}.json", _json(asdict(job.receipt)))

    def _board(self, opened: Opened) -> Iterator[Piece]:
        hung = self._sheets.of(opened.item.id)
        if not hung:
            return
        with TemporaryDirectory() as folder:
            sheet = self._board_papers.record_sheet(opened.item.id, Path(folder))
            yield Piece(f"张贴/{sheet.name}", sheet.read_bytes())
        for number, one in enumerate(hung, start=1):
            for photo in one.posting.photos:
                name = f"张贴/照片-{number:02d}-{_safe(str(one.posting.place))}-{_safe(photo.name)}"
                yield Piece(name, self._workspace.content(photo.sha256))

    # ── cover ────────────────────────────

    def _cover(self, opened: Opened, events: list[Event], pieces: list[Piece]) -> bytes:
        item = opened.item
        names = {
            "title": item.title,
            "id": item.id,
            "form": opened.form.spec.name,
            "state": STATE_WORDS[State(item.state)],
            "published_on": item.published_at.date().isoformat() if item.published_at else "",
            "due": item.due.replace("T", " "),
            "url": item.url,
            **_versions(events),
            "story": [_story_row(event) for event in events],
            "objections": [
                {
                    "received_at": f"{one.received_at:%Y-%m-%d %H:%M}",
                    "way": one.way,
                    "summary": one.summary,
                    "handled": f"{OUTCOME_WORDS[one.outcome]}　{one.handled}".strip(),
                }
                for one in self._objections.of(item.id)
            ],
            "files": [
                {"name": one.name, "size": len(one.content), "digest": one.sha256[:_DIGEST_SHOWN]}
                for one in pieces
            ],
            "head": events[-1].digest if events else "—",
        }
        with TemporaryDirectory() as folder:
            path = self._documents.paper("evidence-cover", names, Path(folder), "pdf", self._clock().date())
            return path.read_bytes()


def _versions(events: list[Event]) -> dict[str, Any]:
    """Return the rules by which somebody vouched last, as the story kept them."""
    vouched = next((event for event in reversed(events) if event.data.get("rules")), None)
    data = vouched.data if vouched else {}
    return {"rules": str(data.get("rules") or ""), "made_by": [str(one) for one in data.get("made_by") or ()]}


def _story_row(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "at": f"{event.at:%Y-%m-%d %H:%M}",
        "what": verb_words(event.verb),
        "who": str(event.data.get("by") or event.who),
        "note": str(event.data.get("reason") or event.data.get("url") or ""),
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "words": verb_words(event.verb),
        "who": event.who,
        "data": dict(event.data),
        "previous": event.previous,
        "digest": event.digest,
    }


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, default=str).encode()


def _safe(name: str) -> str:
    """Return a name that no archive program takes for a folder."""
    return PurePosixPath(name.replace("\\", "/")).name.replace("/", "_") or "文件"


def _ending(content: bytes) -> str:
    """Return the ending that a scan's content calls for; scans are kept without their names."""
    if content.startswith(b"%PDF"):
        return ".pdf"
    if content.startswith(b"\x89PNG"):
        return ".png"
    return ".tif" if content[:4] in (b"II*\0", b"MM\0*") else ".jpg"


def _write_zip(path: Path, pieces: list[Piece]) -> Path:
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            for piece in pieces:
                archive.writestr(zipfile.ZipInfo(piece.name, _MOMENT), piece.content, zipfile.ZIP_DEFLATED)
        fresh.replace(path)
    except OSError as error:
        raise EvidenceUnwritable(f"留痕材料“{path.name}”没有写成（{error.strerror}）。") from error
    return path
