"""Requests on application (依申请公开): the register, the running clock, and the letters.

What an applicant said of themselves stays in the register and in the letters to them: the story tells numbers only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from desktop_app.core.disclosure.item import NOT_REVIEWED
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.story import Event, Verb
from desktop_app.core.errors import UserError
from desktop_app.core.forms.answers import Answers
from desktop_app.core.requests.clock import EXTENSION_DAYS, RequestClock, clock, receipt_day
from desktop_app.core.requests.record import WAY_WORDS, Answer, Applicant, Consultation, Request, Way
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.drafts import Drafts, new_id
from desktop_app.services.ports import Clock, Workspace
from desktop_app.settings import Settings

REGISTRATION = "disclosure-system.request-registration"
NOTICE = "disclosure-system.procedural-notice"

_LETTERS: dict[Answer, tuple[str, dict[str, str]]] = {
    Answer.PUBLIC_ALREADY: (
        "disclosure-system.reply-grant",
        {"reply_kind": "已主动公开(告知获取方式途径)"},
    ),
    Answer.GRANTED: ("disclosure-system.reply-grant", {"reply_kind": "可以公开(提供信息)"}),
    Answer.PARTLY: ("disclosure-system.reply-partial", {}),
    Answer.REFUSED: ("disclosure-system.reply-refuse", {}),
    Answer.NOT_EXISTING: (
        "disclosure-system.reply-unable",
        {"unable_reason": "本机关不掌握(信息不存在)(第36条第(四)项)"},
    ),
    Answer.NOT_OURS: (
        "disclosure-system.reply-unable",
        {"unable_reason": "不属于本机关负责公开(第36条第(五)项)"},
    ),
    Answer.REPEATED: (
        "disclosure-system.reply-no-process",
        {"no_process_reason": "重复申请相同信息(第36条第(六)项)"},
    ),
    Answer.SPECIAL_REGIME: (
        "disclosure-system.reply-refuse",
        {"refuse_reason": "行政查询事项(第36条第(七)项)"},
    ),
}
"""Answer to the form of its letter and what is settled by the kind of answer."""


class RequestRefused(UserError):
    """A request's record cannot be changed like that."""

    code = "Q201"


@dataclass(frozen=True, slots=True)
class Running:
    """A request with its clock.

    Args:
        days_left: calendar days until the answer is due, negative when overdue.
    """

    request: Request
    clock: RequestClock
    days_left: int

    @property
    def is_open(self) -> bool:
        """Say whether the answer has not gone out."""
        return self.request.answered_on is None

    @property
    def state(self) -> tuple[str, str]:
        """Return the word for where it stands, and its colour."""
        if not self.is_open:
            late = self.request.answered_on is not None and self.request.answered_on > self.clock.due_on
            return ("逾期答复", "red") if late else ("已答复", "green")
        if self.clock.waits:
            return "等待补正", ""
        if self.days_left < 0:
            return f"逾期 {-self.days_left} 天", "red"
        if self.clock.paused:
            return "征求意见", "amber"
        return ("今天到期", "amber") if not self.days_left else (f"还有 {self.days_left} 天", "blue")


class Requests:
    """The register of requests.

    Args:
        settings: returns the office's own data at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        deadlines: Deadlines,
        drafts: Drafts,
        settings: Callable[[], Settings],
        now: Clock,
    ) -> None:
        self._workspace = workspace
        self._store = workspace.requests
        self._deadlines = deadlines
        self._drafts = drafts
        self._settings = settings
        self._clock = now

    # ── looking ────────────────────────────

    def rows(self) -> list[Running]:
        """Return the register, open ones first, those due first at the top."""
        return sorted(map(self._running, self._store.all()), key=_urgency)

    def open_rows(self) -> list[Running]:
        """Return what is not answered yet, the most urgent first."""
        return sorted(map(self._running, self._store.all(open_only=True)), key=_urgency)

    def get(self, request_id: str) -> Running:
        """Return one request."""
        return self._running(self._store.get(request_id))

    # ── registering ────────────────────────────

    def register(
        self,
        way: Way,
        submitted_on: date,
        content: str,
        applicant: Applicant,
        *,
        confirmed_on: date | None = None,
        obtain_way: str = "纸质",
        obtain_path: str = "当面领取",
    ) -> Request:
        """Take a request into the register; its number is the next of the year in which it was received.

        Raises:
            NotReceived: the day that makes it received is missing.
            RequestRefused: what is asked for, or who asks, is missing, or a day has not come yet.
        """
        received = receipt_day(way, submitted_on, confirmed_on)
        if received > self._deadlines.today() or received < submitted_on:
            raise RequestRefused("收到申请的日期不能晚于今天，也不能早于提交的日期。")
        if not content.strip() or not applicant.name.strip():
            raise RequestRefused("请照申请表填写申请人和所需信息的内容。")
        with self._workspace.together():
            request = Request(
                id=new_id(self._clock().strftime("%Y%m%d")),
                number=self._next_number(received.year),
                way=way,
                submitted_on=submitted_on,
                confirmed_on=confirmed_on,
                content=content.strip(),
                applicant=applicant,
                obtain_way=obtain_way,
                obtain_path=obtain_path,
                handler=self._settings().person,
            )
            self._store.put(request)
            self._tell(request, "request", {"received_on": received.isoformat()})
        return request

    # ── on the way ────────────────────────────

    def ask_correction(self, request_id: str, on: date) -> Request:
        """Note that the applicant was asked, once, to correct their request.

        Raises:
            RequestRefused: they were asked before, or the seven working days are over.

        Source: 政府信息公开条例 art. 30.
        """
        kept = self._open(request_id)
        if kept.request.correction_asked_on is not None:
            raise RequestRefused("补正只能要求一次，已经要求过了。")
        self._check_day(on, kept.clock.received_on)
        if on > kept.clock.correction_by:
            raise RequestRefused(
                f"补正告知应当在收到申请后 7 个工作日内作出，最迟 {kept.clock.correction_by}。",
                "已经过了，请按现有内容办理答复。",
            )
        return self._change(kept.request, "correction_asked", correction_asked_on=on)

    def take_correction(self, request_id: str, on: date) -> Request:
        """Note that the correction came; the clock begins anew.

        Raises:
            RequestRefused: none was asked for.
        """
        request = self._open(request_id).request
        if request.correction_asked_on is None or request.correction_received_on is not None:
            raise RequestRefused("没有等待中的补正。")
        self._check_day(on, request.correction_asked_on)
        return self._change(request, "correction_received", correction_received_on=on)

    def consult(self, request_id: str, whom: str, on: date) -> Request:
        """Note that a third party (`third_party`) or another organ (`organ`) was asked: the clock stops.

        Source: 政府信息公开条例 art. 32 to 34.
        """
        kept = self._open(request_id)
        self._check_day(on, kept.clock.counted_from)
        asked = (*kept.request.consultations, Consultation(whom, on))
        return self._change(kept.request, f"consult_{whom}", consultations=asked)

    def end_consultation(self, request_id: str, on: date) -> Request:
        """Note that all who were asked have answered, or will not: the clock runs on.

        Raises:
            RequestRefused: nobody is being asked.
        """
        request = self._open(request_id).request
        waiting = [one for one in request.consultations if one.answered_on is None]
        if not waiting:
            raise RequestRefused("没有正在征求的意见。")
        self._check_day(on, max(one.sent_on for one in waiting))
        ended = tuple(
            one if one.answered_on else msgspec.structs.replace(one, answered_on=on)
            for one in request.consultations
        )
        return self._change(request, "consultation_ended", consultations=ended)

    def extend(self, request_id: str, working_days: int, approver: str, reason: str) -> Request:
        """Extend the time for the answer, once, before it has run out.

        Raises:
            RequestRefused: too long, not approved, no reason, twice, or too late.

        Source: 政府信息公开条例 art. 33.
        """
        kept = self._open(request_id)
        if kept.request.extended_by:
            raise RequestRefused("已经延长过一次，不能再延长。")
        if not 1 <= working_days <= EXTENSION_DAYS:
            raise RequestRefused("延长最长不超过 20 个工作日。")
        if not approver.strip() or not reason.strip():
            raise RequestRefused("延长要经政府信息公开工作机构负责人同意，请写批准人和理由。")
        if kept.days_left < 0:
            raise RequestRefused("答复期限已经过了，不能再延长。")
        return self._change(
            kept.request,
            "extended",
            extended_by=working_days,
            extension_approver=approver.strip(),
            extension_reason=reason.strip(),
        )

    def answered(self, request_id: str, answer: Answer, on: date) -> Request:
        """Note that the answer was given to the applicant.

        Raises:
            RequestRefused: it was answered before, or the day does not fit.
        """
        kept = self._open(request_id)
        self._check_day(on, kept.clock.counted_from)
        changed = msgspec.structs.replace(kept.request, answer=answer, answered_on=on)
        with self._workspace.together():
            self._store.put(changed)
            late = on > kept.clock.due_on
            self._tell(changed, "request_answer", {"answer": str(answer), "late": late})
        return changed

    # ── letters ────────────────────────────

    def letter(self, request_id: str, answer: Answer) -> Item:
        """Begin the answer letter of a request, filled in as far as the register knows, and return its draft."""
        kept = self._open(request_id)
        form, settled = _LETTERS[answer]
        item = self._begin(form, {**self._common(kept), **settled})
        changed = msgspec.structs.replace(kept.request, answer=answer, letter=item.id)
        self._store.put(changed)
        return item

    def notice(self, request_id: str, kind: str) -> Item:
        """Begin a notice on the way (补正告知书, 延期答复告知书 …) and return its draft."""
        kept = self._open(request_id)
        known = self._common(kept)
        third = kind.startswith(("征求", "第三方"))
        values = {
            "notice_kind": kind,
            "addressee": "" if third else kept.request.applicant.name,
            "request_no": kept.request.number,
            "receive_date": known["receive_date"],
            "request_content": kept.request.content,
            "extension_to": kept.clock.due_on.isoformat() if kind == "延期答复告知书" else None,
            "extension_reason": kept.request.extension_reason,
            "approver": kept.request.extension_approver,
            **{key: known[key] for key in ("issuer_org", "contact_phone", "issue_date")},
        }
        return self._begin(NOTICE, values)

    def registration(self, request_id: str) -> Item:
        """Begin the registration sheet of a request and return its draft."""
        kept = self.get(request_id)
        request, one = kept.request, kept.request.applicant
        values = {
            **self._common(kept),
            "applicant_type": one.kind,
            "applicant_name": one.name,
            "contact": one.contact or one.name,
            "phone": one.phone,
            "address": one.address,
            "email": one.email,
            "obtain_way": request.obtain_way,
            "obtain_path": request.obtain_path,
            "receive_way": WAY_WORDS[request.way],
            "correction_date": _text(request.correction_asked_on),
            "deadline": kept.clock.due_on.isoformat(),
            "extension_days": request.extended_by or None,
            "extension_approver": request.extension_approver,
        }
        return self._begin(REGISTRATION, values)

    # ── within ────────────────────────────

    def _common(self, kept: Running) -> dict[str, Any]:
        """Return what every letter repeats from the register."""
        request, office = kept.request, self._settings()
        return {
            "request_no": request.number,
            "applicant": request.applicant.name,
            "receive_date": kept.clock.received_on.isoformat(),
            "correction_received": _text(request.correction_received_on),
            "request_content": request.content,
            "submit_way": {"网上查询": "网上提供"}.get(request.obtain_path, request.obtain_path),
            "handler": request.handler or office.person,
            "issuer_org": office.office_name,
            "contact_phone": office.office_phone,
            "issue_date": self._deadlines.today().isoformat(),
        }

    def _begin(self, form_id: str, values: Mapping[str, Any]) -> Item:
        item = self._drafts.create(form_id)
        opened = self._drafts.open(item.id)
        known = {
            key: raw for key, raw in values.items() if key in opened.form.fields and raw not in (None, "")
        }
        answers = Answers(opened.form, {**opened.answers.values, **known}, self._drafts.context())
        answers.suggest_all()
        return self._drafts.save(item.id, answers.values, item.openness, NOT_REVIEWED, item.revision)

    def _running(self, request: Request) -> Running:
        found = clock(request, self._deadlines.calendar)
        return Running(request, found, (found.due_on - self._deadlines.today()).days)

    def _open(self, request_id: str) -> Running:
        kept = self.get(request_id)
        if not kept.is_open:
            raise RequestRefused(f"申请 {kept.request.number} 已经答复，不能再改。")
        return kept

    def _check_day(self, day: date, earliest: date) -> None:
        if not earliest <= day <= self._deadlines.today():
            raise RequestRefused(f"日期不能早于 {earliest}，也不能晚于今天。")

    def _change(self, request: Request, what: str, **changed: Any) -> Request:
        fresh: Request = msgspec.structs.replace(request, **changed)
        with self._workspace.together():
            self._store.put(fresh)
            self._tell(fresh, "request_change", {"what": what})
        return fresh

    def _tell(self, request: Request, verb: Verb, data: Mapping[str, Any]) -> None:
        told = {"number": request.number, **data}
        self._workspace.tell(Event(0, self._clock(), verb, request.id, self._settings().person, told))

    def _next_number(self, year: int) -> str:
        last = max((int(one.partition("-")[2]) for one in self._store.numbers(year)), default=0)
        return f"{year}-{last + 1:03d}"


def _urgency(one: Running) -> tuple[bool, date, str]:
    return (not one.is_open, one.clock.due_on, one.request.number)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
