"""Sheets on bulletin boards: recorded, proven by photos, counted, and taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.core.board.clocks import (
    Clocks,
    counted_from,
    moved,
    objection_clock_of,
)
from desktop_app.core.board.evidence import remarks
from desktop_app.core.board.place import Place
from desktop_app.core.board.records import (
    Photo,
    Posting,
    Stage,
)
from desktop_app.core.calendar.wording import full
from desktop_app.core.disclosure.gate import ApprovalUnproven
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.signing import APPROVE, is_approved
from desktop_app.core.disclosure.states import STATE_WORDS, State, WrongState
from desktop_app.core.errors import UserError
from desktop_app.core.progress import Progress, silent
from desktop_app.services.board import printed_period
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.drafts import Drafts, Opened, new_id
from desktop_app.services.hanging import Sheets
from desktop_app.services.ports import Clock as Now
from desktop_app.services.ports import Workspace

if TYPE_CHECKING:
    from desktop_app.services.board import Board
    from desktop_app.services.outbox import Outbox

_RELEASED = (State.APPROVED, State.QUEUED, State.PUBLISHED)
PAGE_DOWN_REASON = "公示期满，网页上的个人信息按规定撤下"


class PostingRefused(UserError):
    """A sheet cannot be recorded like that."""

    code = "B201"


class TooEarly(UserError):
    """Both clocks have to end before a sheet comes down or its result is reported."""

    code = "B202"


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo as the person chose it."""

    name: str
    content: bytes
    stage: Stage = Stage.POSTED


class Postings:
    """Records what hangs where, and what came of it.

    Args:
        person: returns the clerk's name.
    """

    def __init__(
        self,
        workspace: Workspace,
        deadlines: Deadlines,
        drafts: Drafts,
        sheets: Sheets,
        board: Board,
        outbox: Callable[[], Outbox],
        person: Callable[[], str],
        clock: Now,
    ) -> None:
        self._workspace = workspace
        self._store = workspace.boards
        self._deadlines = deadlines
        self._drafts = drafts
        self._sheets = sheets
        self._board = board
        self._outbox = outbox
        self._person = person
        self._clock = clock

    # ── posting ────────────────────────────

    def record(
        self,
        item_id: str,
        place: Place,
        posted_on: date,
        photos: Sequence[PhotoFile] = (),
        *,
        posted_by: str = "",
        witness: str = "",
        sheet: str = "",
        notes: str = "",
        progress: Progress = silent,
    ) -> Posting:
        """Write down that a sheet was posted.

        Args:
            posted_on: a day that has passed counts only when a photo of that day shows the sheet.

        Raises:
            WrongState, ApprovalUnproven: it is not approved.
            PostingRefused: the day has not come yet, or it hangs there already.
        """
        opened = self._drafts.open(item_id)
        approved_on = self._approved_on(opened)
        self._check_new(opened.item, place, posted_on)
        now = self._clock()
        draft = Posting(
            id=new_id(now.strftime("%Y%m%d")),
            item=item_id,
            place=place,
            posted_on=posted_on,
            counted_from=posted_on,
            recorded_at=now,
            posted_by=posted_by or self._person(),
            witness=witness,
            sheet=sheet,
            notes=notes,
        )
        kept, contents = self._cleaned(draft, photos, progress)
        day = counted_from(posted_on, now.date(), approved_on, kept)
        posting = replace(draft, counted_from=day, photos=tuple(kept))
        with self._workspace.together():
            if opened.form.spec.posted_only and opened.item.state is State.APPROVED:
                self._board.post(item_id, progress)
            self._store.put_posting(posting)
            self._keep(kept, contents)
            data = {"posting": posting.id, "place": str(place), "counted_from": day.isoformat()}
            self._drafts.tell(opened.item, "hang", data)
        return posting

    def warnings(self, posting: Posting) -> list[str]:
        """Say what does not fit about a posting: its dates, its photos."""
        found = []
        if posting.counted_from != posting.posted_on:
            found.append(
                f"登记的张贴日是 {full(posting.posted_on)}，没有当天的照片证明（或早于审批），"
                f"期限从 {full(posting.counted_from)}起算，不能倒签。"
            )
        opened = self._drafts.open(posting.item)
        found.append(moved(printed_period(opened), self._sheets.clocks(opened, posting).objection))
        found += [f"“{photo.name}”：{remark}" for photo in posting.photos for remark in photo.remarks]
        return [one for one in found if one]

    def add_photo(self, posting_id: str, photo: PhotoFile, progress: Progress = silent) -> Photo:
        """Keep a further photo of a sheet that hangs, or hung."""
        posting = self._store.posting(posting_id)
        kept, contents = self._cleaned(posting, [photo], progress)
        with self._workspace.together():
            self._keep(kept, contents)
            told = {"posting": posting_id, "stage": str(photo.stage), "sha256": kept[0].sha256}
            self._drafts.tell(self._workspace.item(posting.item), "photo", told)
        return kept[0]

    def take_down(
        self,
        posting_id: str,
        on: date,
        photos: Sequence[PhotoFile] = (),
        *,
        by: str = "",
        early_reason: str = "",
        progress: Progress = silent,
    ) -> Posting:
        """Write down that a sheet was taken down.

        Args:
            early_reason: why it came down before both clocks had ended (damaged, wrong, withdrawn).

        Raises:
            TooEarly: a clock still runs, and no reason is given.
            PostingRefused: it was taken down already, or the day does not fit.
        """
        posting = self._store.posting(posting_id)
        item = self._workspace.item(posting.item)
        if not posting.hangs:
            raise PostingRefused("这张告示已经登记取下。")
        if not posting.counted_from <= on <= self._deadlines.today():
            raise PostingRefused("取下的日期要在张贴之后，不能晚于今天。")
        running = self._running(self._sheets.clocks(self._drafts.open(item.id), posting), on)
        if running and not early_reason.strip():
            raise TooEarly(
                f"还不能取下：{running}。", "确实要提前取下（破损、内容有误、撤回）的，请写明原因。"
            )
        ended = replace(
            posting,
            taken_down_on=on,
            taken_down_by=by or self._person(),
            early_reason=early_reason.strip() if running else "",
        )
        kept, contents = self._cleaned(ended, photos, progress)
        with self._workspace.together():
            self._store.put_posting(ended)
            self._keep(kept, contents)
            self._drafts.tell(item, "take_down", {"posting": posting_id, "early": bool(running)})
        return replace(ended, photos=(*posting.photos, *kept))

    def photo(self, photo: Photo) -> bytes:
        """Return a kept photo."""
        return self._workspace.content(photo.sha256)

    # ── the web page ────────────────────────────

    def take_page_down(self, item_id: str) -> None:
        """Take the web page down when the period has ended, so that its personal data do not stay.

        Raises:
            TooEarly: objections are still taken.
            OutsideError: the portal's trouble; nothing is changed then.
        """
        clock = objection_clock_of([one.clocks for one in self._sheets.of(item_id)])
        if clock is None or self._deadlines.today() <= clock.last_day:
            raise TooEarly("公示期还没有满，网页不能撤下。")
        self._outbox().withdraw(item_id, PAGE_DOWN_REASON)

    # ── within ────────────────────────────

    def _approved_on(self, opened: Opened) -> date:
        item = opened.item
        if item.state not in _RELEASED:
            raise WrongState(f"这条信息现在是“{STATE_WORDS[item.state]}”，审批通过后才能张贴。")
        events = self._workspace.events(item.id)
        if not is_approved(events, item.sealed) or opened.seal != item.sealed:
            raise ApprovalUnproven(f"“{item.title}”标着已审，但办理经过里没有对应的审批。")
        return max(
            event.at.date()
            for event in events
            if event.verb == APPROVE and event.data.get("seal") == item.sealed
        )

    def _check_new(self, item: Item, place: Place, posted_on: date) -> None:
        if posted_on > self._deadlines.today():
            raise PostingRefused("张贴日期不能晚于今天，贴出以后再登记。")
        if any(one.hangs and str(one.place) == str(place) for one in self._store.postings(item.id)):
            raise PostingRefused(f"“{item.title}”已经贴在“{place}”，不用重复登记。")

    def _cleaned(
        self, posting: Posting, photos: Sequence[PhotoFile], progress: Progress
    ) -> tuple[list[Photo], list[bytes]]:
        import hashlib

        from desktop_app.services.photos import clean_photo

        kept, contents = [], []
        for number, file in enumerate(photos):
            progress(f"读取照片“{file.name}”", number / len(photos))
            clean = clean_photo(file.name, file.content, progress)
            said = remarks(
                clean.taken,
                file.stage,
                posting.place,
                posting.posted_on,
                self._deadlines.today(),
                posting.taken_down_on,
            )
            sha256 = hashlib.sha256(clean.content).hexdigest()
            now = self._clock()
            kept.append(Photo(posting.id, file.stage, file.name, sha256, clean.taken.at, now, said))
            contents.append(clean.content)
        return kept, contents

    def _keep(self, photos: Iterable[Photo], contents: Iterable[bytes]) -> None:
        for photo, content in zip(photos, contents, strict=True):
            self._workspace.keep(content)
            self._store.put_photo(photo)

    def _running(self, both: Clocks, on: date) -> str:
        named = (("公示期", both.objection), ("张贴期", both.posting))
        return "，".join(
            f"{name}到 {full(clock.last_day)}才满" for name, clock in named if clock and on <= clock.last_day
        )
