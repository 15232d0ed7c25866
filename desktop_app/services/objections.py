"""The register of objections: received, looked into, answered; who objected stays here alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from desktop_app.core.board.records import Objection, Outcome
from desktop_app.core.errors import UserError
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.drafts import Drafts, new_id
from desktop_app.services.ports import Clock, Workspace


class ObjectionRefused(UserError):
    """An objection cannot be written down like that."""

    code = "B204"


class Objections:
    """What was objected during publicity periods, and what came of it."""

    def __init__(self, workspace: Workspace, deadlines: Deadlines, drafts: Drafts, clock: Clock) -> None:
        self._workspace = workspace
        self._store = workspace.boards
        self._deadlines = deadlines
        self._drafts = drafts
        self._clock = clock

    def take(
        self, item_id: str, received_at: datetime, way: str, summary: str, contact: str = ""
    ) -> Objection:
        """Write down an objection; who objected stays in the register alone.

        Raises:
            ObjectionRefused: it says nothing, says personal data that the report would print, or has not come yet.
        """
        if not summary.strip():
            raise ObjectionRefused("请写异议内容的摘要。", "不写反映人是谁，只写反映的事。")
        _refuse_personal(summary)
        if received_at > self._clock():
            raise ObjectionRefused("收到异议的时间不能晚于现在。")
        item = self._workspace.item(item_id)
        fresh = new_id(self._clock().strftime("%Y%m%d"))
        objection = Objection(fresh, item_id, received_at, way, summary.strip(), contact.strip())
        with self._workspace.together():
            self._store.put_objection(objection)
            self._drafts.tell(item, "objection", {"objection": objection.id, "way": way})
        return objection

    def conclude(self, objection_id: str, handled: str, outcome: Outcome, answered_on: date) -> Objection:
        """Write down how an objection was looked into, decided and answered.

        Raises:
            ObjectionRefused: something of it is missing, or it holds personal data that the report would print.
        """
        kept = self._store.objection(objection_id)
        if not handled.strip() or outcome is Outcome.OPEN:
            raise ObjectionRefused("请写明怎样核查、结论是什么，再登记答复。")
        _refuse_personal(handled)
        if not kept.received_at.date() <= answered_on <= self._deadlines.today():
            raise ObjectionRefused("答复日期要在收到异议之后，不能晚于今天。")
        concluded = replace(kept, handled=handled.strip(), outcome=outcome, answered_on=answered_on)
        with self._workspace.together():
            self._store.put_objection(concluded)
            told = {"objection": objection_id, "outcome": str(outcome)}
            self._drafts.tell(self._workspace.item(kept.item), "objection_answer", told)
        return concluded

    def of(self, item_id: str) -> list[Objection]:
        """Return the objections to a disclosure."""
        return self._store.objections(item_id)


def _refuse_personal(text: str) -> None:
    """Keep numbers and addresses of people out of what the report prints."""
    from desktop_app.core.checks.engine import check_units
    from desktop_app.core.checks.finding import Place as Somewhere
    from desktop_app.core.checks.finding import Severity
    from desktop_app.core.checks.unit import Unit

    found = check_units([Unit(text, Somewhere())])
    held = next(
        (one for one in found if one.severity is not Severity.NOTE and one.rule.startswith("pii.")), None
    )
    if held is not None:
        raise ObjectionRefused(
            f"这段话会印进结果报告，里面不能有个人信息：{held.message}",
            "反映人的情况写在“反映人和联系方式”里。",
        )
