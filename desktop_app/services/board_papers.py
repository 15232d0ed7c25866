"""What boards leave on paper: the record of posting and the report of the result."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.core.board.clocks import Clock, objection_clock_of
from desktop_app.core.board.records import OUTCOME_WORDS, STAGE_WORDS, Objection, Photo, Posting
from desktop_app.core.board.result import conclusion, objections_sentence
from desktop_app.core.calendar.wording import chinese_date, full
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.documents import Documents
from desktop_app.services.drafts import Drafts
from desktop_app.services.hanging import Hanging, Sheets
from desktop_app.services.objections import Objections
from desktop_app.services.postings import PostingRefused, TooEarly


class BoardPapers:
    """Writes them from the registers."""

    def __init__(
        self,
        sheets: Sheets,
        objections: Objections,
        deadlines: Deadlines,
        drafts: Drafts,
        documents: Documents,
    ) -> None:
        self._sheets = sheets
        self._objections = objections
        self._deadlines = deadlines
        self._drafts = drafts
        self._documents = documents

    def record_sheet(self, item_id: str, out: Path, kind: str = "pdf") -> Path:
        """Write the record of posting (现场公示情况记录).

        Raises:
            PostingRefused: nothing was posted yet.
        """
        hung = self._posted(item_id)
        item = hung[0].item
        rows = [_sheet_row(one) for one in hung]
        photos = [_photo_row(one.posting, photo) for one in hung for photo in one.posting.photos]
        clock = objection_clock_of([one.clocks for one in hung])
        names = {"title": item.title, "rows": rows, "photos": photos, "period": _span(clock)}
        return self._documents.paper("posting-record", names, out, kind, self._deadlines.today())

    def result(self, item_id: str, out: Path, kind: str = "pdf") -> Path:
        """Write the report of the result (公示结果报告); the objections register decides its words.

        Raises:
            PostingRefused: nothing was posted.
            TooEarly: objections are still taken.
        """
        hung = self._posted(item_id)
        item, today = hung[0].item, self._deadlines.today()
        clock = objection_clock_of([one.clocks for one in hung])
        if clock is not None and today <= clock.last_day:
            raise TooEarly(f"公示期到 {full(clock.last_day)}才满，期满后再出结果报告。")
        objections = self._objections.of(item_id)
        names = {
            "title": item.title,
            "places": "、".join(str(one.posting.place) for one in hung),
            "ways": "公示栏张贴" + ("、网站公开" if item.url else ""),
            "period": _span(clock),
            "posted_until": _longest_posting(hung),
            "sentence": objections_sentence(objections),
            "conclusion": conclusion(objections),
            "objections": [_objection_row(one) for one in objections],
        }
        path = self._documents.paper("publicity-result", names, out, kind, today)
        told = {"objections": len(objections), "open": sum(not one.is_concluded for one in objections)}
        self._drafts.tell(item, "result_report", told)
        return path

    def _posted(self, item_id: str) -> list[Hanging]:
        hung = self._sheets.of(item_id)
        if not hung:
            raise PostingRefused("还没有登记张贴，先登记贴在哪里、哪天贴的。")
        return hung


def _span(clock: Clock | None) -> str:
    if clock is None:
        return ""
    return f"{chinese_date(clock.first_day)}至{chinese_date(clock.last_day)}（{clock.days}天）"


def _longest_posting(hung: Sequence[Hanging]) -> str:
    found = [one.clocks.posting for one in hung if one.clocks.posting is not None]
    if not found:
        return ""
    last = max(found, key=lambda clock: clock.last_day)
    return f"{chinese_date(last.last_day)}（不少于{last.days}天）"


def _sheet_row(one: Hanging) -> dict[str, str]:
    posting, law = one.posting, one.clocks.posting
    down = chinese_date(posting.taken_down_on) if posting.taken_down_on else "张贴中"
    return {
        "place": str(posting.place),
        "posted_on": chinese_date(posting.posted_on),
        "counted_from": chinese_date(posting.counted_from),
        "posted_by": posting.posted_by,
        "witness": posting.witness,
        "sheet": posting.sheet,
        "posted_until": chinese_date(law.last_day) if law else "",
        "down": f"{down}（提前取下：{posting.early_reason}）" if posting.early_reason else down,
        "notes": posting.notes,
    }


def _photo_row(posting: Posting, photo: Photo) -> dict[str, str]:
    return {
        "place": str(posting.place),
        "stage": STAGE_WORDS[photo.stage],
        "name": photo.name,
        "taken_at": f"{photo.taken_at:%Y-%m-%d %H:%M}" if photo.taken_at else "照片里没有",
        "remarks": "".join(photo.remarks) or "与登记相符",
    }


def _objection_row(one: Objection) -> dict[str, str]:
    """Return what the report says of an objection: never by whom."""
    return {
        "received": chinese_date(one.received_at.date()),
        "way": one.way,
        "summary": one.summary,
        "handled": one.handled,
        "outcome": OUTCOME_WORDS[one.outcome],
        "answered": chinese_date(one.answered_on) if one.answered_on else "尚未答复",
    }
