"""A portal that a person fills in by hand: CAPTCHA, USB key, or a back end that only a browser reaches.

We hand over the pieces in the order of its form, and read the public page back when the person gives its address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from urllib.parse import unquote, urlsplit

import httpx

from desktop_app.adapters.portals.hand_piece import HandPiece
from desktop_app.adapters.portals.http import Answer, Http, Line, is_web_address, joined
from desktop_app.adapters.portals.published import block_text, parsed
from desktop_app.adapters.portals.recipe.names import column_of, filled, is_true, item_names, text_of
from desktop_app.adapters.portals.recipe.spec import ReadBack, Words
from desktop_app.core.errors import UserError
from desktop_app.core.outbox.errors import ByHand, RetryLater
from desktop_app.core.outbox.handover import Handover, Piece
from desktop_app.core.outbox.submission import PublishedPage, Receipt, Submission
from desktop_app.core.progress import Progress

_MOST_LINKS = 100
_FILES = (
    "pdf",
    "doc",
    "docx",
    "xls",
    "xlsx",
    "ppt",
    "pptx",
    "ofd",
    "wps",
    "et",
    "txt",
    "csv",
    "zip",
    "jpg",
    "png",
)


class WrongAddress(UserError):
    """The address that was given is no page of this portal."""

    code = "P207"
    hint = "请在浏览器里打开已公开的网页，把地址栏里的网址整个复制过来。"


class AssistedPortal:
    """Hands over and reads back.

    Args:
        entry_url: of the back end's form, opened in the browser; empty where it is reached otherwise.
        page_prefix: what the address of a public page begins with.
        advice: sentences for the person, shown above the pieces.
    """

    def __init__(
        self,
        line: Line,
        pieces: tuple[HandPiece, ...],
        columns: Mapping[str, Words],
        marks: ReadBack,
        *,
        entry_url: str = "",
        page_prefix: str = "",
        advice: str = "",
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.name, self.at_once = line.name, 1
        self._http = Http(line, transport)
        self._pieces = pieces
        self._columns = columns
        self._marks = marks
        self._entry_url = entry_url
        self._prefix = page_prefix
        self._advice = advice

    # ── what only a person can do ────────────────────────────

    def find(self, key: str) -> Receipt | None:
        """Ask for a person: nothing here can be searched."""
        raise self._by_hand()

    def publish(self, submission: Submission, progress: Progress) -> Receipt:
        """Ask for a person."""
        raise self._by_hand()

    def replace(self, submission: Submission, progress: Progress) -> Receipt:
        """Ask for a person."""
        raise self._by_hand()

    def withdraw(self, key: str, reason: str) -> Receipt:
        """Ask for a person."""
        raise self._by_hand()

    def _by_hand(self) -> ByHand:
        return ByHand(f"门户“{self.name}”要由人录入：请在发件箱里点“手工录入”。")

    # ── handing over ────────────────────────────

    def handover(self, submission: Submission) -> Handover:
        """Return the pieces in the order of the back end's form."""
        names = item_names(submission, column_of(self._columns, submission))
        return Handover(self._entry_url, self._advice, tuple(self._filled(submission, names)))

    def _filled(self, submission: Submission, names: Mapping[str, object]) -> Iterator[Piece]:
        for piece in self._pieces:
            if piece.when and not is_true(piece.when, names):
                continue
            if piece.put == "files":
                for file in submission.files:
                    yield Piece(piece.label, file.name, file=file)
                continue
            value = text_of(filled(piece.value, names))
            text = submission.text if piece.put == "html" else value
            yield Piece(
                piece.label, text, html=value if piece.put == "html" else "", is_choice=piece.put == "choose"
            )

    # ── reading back ────────────────────────────

    def read_back(self, receipt: Receipt) -> PublishedPage:
        """Read the page as any citizen does; files are named by their links' words.

        A page that is gone counts as withdrawn.

        Raises:
            WrongAddress: the address belongs to another site.
        """
        self._refuse_foreign(receipt.url)
        answer = self._http.fetch(receipt.url)
        if answer.status in (404, 410):
            return PublishedPage(receipt.key, "", "", {}, withdrawn=True, html=answer.content)
        root = parsed(answer.content) if answer.status == 200 else None
        if root is None:
            raise RetryLater(f"网页 {receipt.url} 还打不开，稍后再核对。")
        article = root.xpath(self._marks.article)
        title = root.xpath(self._marks.title)
        return PublishedPage(
            key=receipt.key,
            title=_said(title),
            text=block_text(article[0]) if article else "",
            files=dict(self._files(root, answer)),
            html=answer.content,
        )

    def _refuse_foreign(self, url: str) -> None:
        if not is_web_address(url):
            raise WrongAddress("这不是完整的网址。")
        if self._prefix and not url.startswith(self._prefix):
            raise WrongAddress(f"网址应当以 {self._prefix} 开头。")

    def _files(self, root: object, answer: Answer) -> Iterator[tuple[str, str]]:
        host = urlsplit(answer.url).netloc  # other sites' files are none of ours
        links = [(one, joined(answer.url, one.get("href", ""))) for one in root.iter("a")]  # type: ignore[attr-defined]
        files = [(link, address) for link, address in links if _is_file(address, host)]
        for link, address in files[:_MOST_LINKS]:
            fetched = self._http.fetch(address)
            if fetched.status == 200:
                words = " ".join(link.text_content().split())
                name = unquote(urlsplit(address).path.rpartition("/")[2])
                yield f"{words}（{name}）", sha256(fetched.content).hexdigest()


def _is_file(address: str, host: str) -> bool:
    parts = urlsplit(address)
    return parts.netloc == host and parts.path.rpartition(".")[2].lower() in _FILES


def _said(found: object) -> str:
    first = found[0] if isinstance(found, list) and found else ""
    return str(first) if isinstance(first, str) else " ".join(first.text_content().split())
