"""Sheets on bulletin boards: recorded, proven by photos, counted, and taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.board.clocks import (
    Clock,
    Clocks,
    PostingRule,
    clocks,
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
from desktop_app.core.shapes import shaped
from desktop_app.services.board import printed_period
from desktop_app.services.catalogue import Catalogue
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.drafts import Drafts, Opened, new_id
from desktop_app.services.objections import Objections
from desktop_app.services.ports import Clock as Now
from desktop_app.services.ports import Workspace

if TYPE_CHECKING:
    from desktop_app.services.board import Board
    from desktop_app.services.outbox import Outbox

RULES = "posting.yaml"
_RELEASED = (State.APPROVED, State.QUEUED, State.PUBLISHED)
_ENDS_SOON_DAYS = 2
PAGE_DOWN_REASON = "公示期满，网页上的个人信息按规定撤下"


class PostingRefused(UserError):
    """A sheet cannot be recorded like that."""

    code = "B201"


class TooEarly(UserError):
    """Both clocks have to end before a sheet comes down or its result is reported."""

    code = "B202"


class Duty(StrEnum):
    """What boards ask of a clerk, the most urgent first."""

    OBJECTION = "objection"
    TAKE_DOWN = "take_down"
    PAGE_DOWN = "page_down"
    REPORT = "report"
    ENDS_SOON = "ends_soon"


DUTY_WORDS = {
    Duty.OBJECTION: "有异议要答复",
    Duty.TAKE_DOWN: "可以取下",
    Duty.PAGE_DOWN: "网页待撤下",
    Duty.REPORT: "待出结果报告",
    Duty.ENDS_SOON: "公示期快满",
}


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo as the person chose it."""

    name: str
    content: bytes
    stage: Stage = Stage.POSTED


@dataclass(frozen=True, slots=True)
class Hanging:
    """A sheet with its clocks."""

    item: Item
    posting: Posting
    clocks: Clocks

    def is_due(self, today: date) -> bool:
        """Say whether it hangs although both clocks have ended."""
        return self.posting.hangs and self.clocks.ended(today)


@dataclass(frozen=True, slots=True)
class BoardState:
    """One bulletin board of the office's list.

    Args:
        hanging: what hangs there, the first to come down first.
        due: how many of them may come down.
        last_on: the day of the last posting there; None where there never was one.
        this_quarter: how many sheets were posted there in this quarter.
    """

    place: Place
    hanging: tuple[Hanging, ...]
    due: int
    last_on: date | None
    this_quarter: int

    @property
    def is_silent(self) -> bool:
        """Say whether a village's board shows nothing new in this quarter.

        Source: 村民委员会组织法 (2025) art. 35 (general matters at least once a quarter).
        """
        return self.place.is_of_village and not self.this_quarter


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that a board asks for."""

    duty: Duty
    item: Item
    words: str
    on: date


class Postings:
    """Records what hangs where, and what came of it.

    Args:
        rule_files: for how long the law has sheets hang; the first that exists is read.
        places: returns the office's own list of boards at this moment.
        person: returns the clerk's name.
    """

    def __init__(
        self,
        workspace: Workspace,
        catalogue: Catalogue,
        deadlines: Deadlines,
        drafts: Drafts,
        objections: Objections,
        board: Board,
        outbox: Callable[[], Outbox],
        rule_files: Sequence[Path],
        places: Callable[[], tuple[Place, ...]],
        person: Callable[[], str],
        clock: Now,
    ) -> None:
        self._workspace = workspace
        self._store = workspace.boards
        self._catalogue = catalogue
        self._deadlines = deadlines
        self._drafts = drafts
        self._objections = objections
        self._board = board
        self._outbox = outbox
        self._rule_files = rule_files
        self._places = places
        self._person = person
        self._clock = clock

    @cached_property
    def rules(self) -> list[PostingRule]:
        """For how long the law has sheets hang."""
        import yaml

        file = next(file for file in self._rule_files if file.is_file())
        return shaped(yaml.safe_load(file.read_text("utf-8")), list[PostingRule])

    def places(self) -> tuple[Place, ...]:
        """Return the office's own list of boards."""
        return self._places()

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
        found.append(moved(printed_period(opened), self._clocks(opened, posting).objection))
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
        running = self._running(self._clocks(self._drafts.open(item.id), posting), on)
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

    # ── looking ────────────────────────────

    def of(self, item_id: str) -> list[Hanging]:
        """Return the sheets of a disclosure, those taken down too."""
        opened = self._drafts.open(item_id)
        return [
            Hanging(opened.item, posting, self._clocks(opened, posting))
            for posting in self._store.postings(item_id)
        ]

    def overview(self) -> list[BoardState]:
        """Return every board of the office's list, and those of which only postings tell."""
        today = self._deadlines.today()
        hung = self._hung()
        listed = list(self.places())
        known = {str(place) for place in listed}
        listed += [
            one.place
            for one in {str(one.posting.place): one.posting for one in hung}.values()
            if str(one.place) not in known
        ]
        return [_state(place, hung, today) for place in listed]

    def todo(self) -> list[Todo]:
        """Return what boards ask for, the most urgent first."""
        found: list[Todo] = []
        by_item: dict[str, list[Hanging]] = {}
        for one in self._hung():
            by_item.setdefault(one.item.id, []).append(one)
        for hung in by_item.values():
            found += self._todo_of(hung)
        order = list(Duty)
        return sorted(found, key=lambda todo: (order.index(todo.duty), todo.on, todo.item.id))

    # ── the web page ────────────────────────────

    def take_page_down(self, item_id: str) -> None:
        """Take the web page down when the period has ended, so that its personal data do not stay.

        Raises:
            TooEarly: objections are still taken.
            OutsideError: the portal's trouble; nothing is changed then.
        """
        clock = objection_clock_of([one.clocks for one in self.of(item_id)])
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

    def _clocks(self, opened: Opened, posting: Posting) -> Clocks:
        printed = printed_period(opened)
        return clocks(
            opened.form.spec.publicity_period,
            self.rules,
            posting.place,
            posting.counted_from,
            self._deadlines.calendar,
            printed[1] if printed else None,
        )

    def _running(self, both: Clocks, on: date) -> str:
        named = (("公示期", both.objection), ("张贴期", both.posting))
        return "，".join(
            f"{name}到 {full(clock.last_day)}才满" for name, clock in named if clock and on <= clock.last_day
        )

    def _hung(self) -> list[Hanging]:
        """Return all sheets of disclosures that the workspace still has."""
        found: dict[str, list[Posting]] = {}
        for posting in self._store.postings():
            found.setdefault(posting.item, []).append(posting)
        if not found:
            return []  # most offices, most days: no disclosure is read for it
        opened = [self._drafts.opened(item) for item in self._workspace.items_with(found)]
        return [
            Hanging(one.item, posting, self._clocks(one, posting))
            for one in opened
            for posting in found[one.item.id]
        ]

    def _todo_of(self, hung: Sequence[Hanging]) -> list[Todo]:
        today, item = self._deadlines.today(), hung[0].item
        found = [
            Todo(
                Duty.OBJECTION,
                item,
                f"{one.received_at:%Y-%m-%d} 收到异议，还没有答复",
                one.received_at.date(),
            )
            for one in self._objections.of(item.id)
            if not one.is_concluded
        ]
        found += [
            Todo(Duty.TAKE_DOWN, item, f"{one.posting.place}：两个期限都满了", one.clocks.may_come_down_on)
            for one in hung
            if one.is_due(today)
        ]
        clock = objection_clock_of([one.clocks for one in hung])
        if clock is not None and today > clock.last_day:
            found += self._after_period(item, clock)
        elif clock is not None and (clock.last_day - today).days <= _ENDS_SOON_DAYS:
            found.append(Todo(Duty.ENDS_SOON, item, f"公示期到 {full(clock.last_day)}", clock.last_day))
        return found

    def _after_period(self, item: Item, clock: Clock) -> list[Todo]:
        found = []
        if not any(event.verb == "result_report" for event in self._workspace.events(item.id)):
            words = f"公示期 {full(clock.last_day)}已满，可以出结果报告"
            found.append(Todo(Duty.REPORT, item, words, clock.last_day))
        if item.state is State.PUBLISHED and item.url and self._names_people(item.form):
            words = "公示期已满，网页上还有个人信息，请撤下，或在发件箱里换成去掉个人信息的"
            found.append(Todo(Duty.PAGE_DOWN, item, words, clock.last_day))
        return found

    def _names_people(self, form_id: str) -> bool:
        """Say whether a type's web page shows people, if only by masked names."""
        fields = self._catalogue.form(form_id).fields.values()
        treated = [field.personal for field in fields]
        treated += [column.personal for field in fields for column in field.columns.values()]
        return any(one.startswith("mask") for one in treated)


def _state(place: Place, hung: Sequence[Hanging], today: date) -> BoardState:
    here = [one for one in hung if str(one.posting.place) == str(place)]
    hanging = sorted((one for one in here if one.posting.hangs), key=lambda one: one.clocks.may_come_down_on)
    return BoardState(
        place,
        tuple(hanging),
        sum(one.is_due(today) for one in hanging),
        max((one.posting.counted_from for one in here), default=None),
        sum(_quarter(one.posting.counted_from) == _quarter(today) for one in here),
    )


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
