"""Review: handed in, signed step by step under a seal, or sent back with remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop_app.core.disclosure.gate import HeldBack, flag_findings
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.reading import Reading, Remark, SecondLook, since
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.route import ReviewStep, Route
from desktop_app.core.disclosure.signing import APPROVE, SIGN, Manner, SignOff, next_step, sign_offs
from desktop_app.core.disclosure.states import move
from desktop_app.core.disclosure.story import Verb
from desktop_app.core.errors import UserError
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.intake import refuse_marked
from desktop_app.services.people import People
from desktop_app.services.ports import Clock, Workspace
from desktop_app.services.routes import Routes

if TYPE_CHECKING:
    from desktop_app.core.disclosure.changes import Changed


class ReviewerMissing(UserError):
    """A review needs the name of who reviewed."""

    code = "R101"
    hint = "请写审查人的姓名。"


class RemarkMissing(UserError):
    """Sending back needs a reason."""

    code = "R102"
    hint = "请写明哪里要改，经办人才知道怎么办。"


class SecondPersonMissing(UserError):
    """Nobody approves what they wrote themselves, unless they say why."""

    code = "R103"
    hint = "请另一个人审核；实在没有人的，写明理由，发布后会一直提醒补审。"


class NotAllowedToSign(UserError):
    """The signature of this person does not count at this step."""

    code = "R104"
    hint = "请由“设置—人员”里有这一步审核权限的人签字。"


class SheetOfOtherContent(UserError):
    """The signed sheet belongs to another content than the one that waits."""

    code = "R105"
    hint = "请核对是不是拿错了表；内容改过的，要重新打印审批表、重新签字。"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and how it is known.

    Args:
        password: proves a registered person.
        alone: why the author signs for themselves; empty otherwise.
    """

    who: str
    password: str = ""
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the review of a disclosure has come.

    Args:
        signed: signatures that hold for the content as it is now.
        turn: whose turn it is; None where all have signed.
    """

    route: Route
    signed: tuple[SignOff, ...]
    turn: ReviewStep | None


class Reviews:
    """What reviewers do with a disclosure."""

    def __init__(
        self, workspace: Workspace, drafts: Drafts, routes: Routes, people: People, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._routes = routes
        self._people = people
        self._clock = clock

    # ── how it stands ────────────────────────────

    def standing(self, opened: Opened) -> Standing:
        """Return how far the review of a disclosure has come."""
        route = self._routes.of(opened.item.form)
        signed = sign_offs(self._workspace.events(opened.item.id), opened.seal)
        return Standing(route, tuple(signed), next_step(route, signed))

    def changes(self, opened: Opened) -> tuple[Reading, list[Changed]] | None:
        """Return the last reading and what changed since; None where nobody has read it yet."""
        last = self._workspace.reviews.last_reading(opened.item.id)
        if last is None:
            return None
        return last, since(opened.form.spec, last, self._reading(opened, ""))

    def remarks(self, item_id: str) -> list[Remark]:
        """Return what reviewers remarked at the fields, oldest first."""
        return self._workspace.reviews.remarks(item_id)

    def owed(self) -> list[tuple[SecondLook, Item]]:
        """Return what was approved without a second reader and still waits for one, oldest first."""
        owed = ((look, self._workspace.item(look.item)) for look in self._workspace.reviews.second_looks())
        return [(look, item) for look, item in owed if item.sealed]

    # ── verbs ────────────────────────────

    def submit(self, item_id: str) -> Item:
        """Hand a draft to the reviewer."""
        item = self._workspace.item(item_id)
        return self._save(replace(item, state=move(item.state, "submit"), remark=""), "submit")

    def remark(self, item_id: str, path: str, words: str, who: str) -> None:
        """Write a remark at a field of what waits for review; empty words take it back."""
        item = self._workspace.item(item_id)
        move(item.state, "send_back")
        if words.strip():
            self._workspace.reviews.put_remark(Remark(item_id, path, words.strip(), who, self._clock()))
        else:
            self._workspace.reviews.drop_remark(item_id, path)

    def approve(
        self, item_id: str, by: str | Signature, confidentiality: Confidentiality | None = None
    ) -> Item:
        """Sign the step whose turn it is; the last signature approves exactly the content as it is now.

        Args:
            by: who signs; a name alone where nobody is registered.
            confidentiality: the outcome of the confidentiality review, which the first step settles.

        Raises:
            ReviewerMissing: nobody is named.
            NotProven, NotAllowedToSign: a registered person has not proven themselves, or may not.
            SecondPersonMissing: the author signs without a reason.
            HeldBack: the confidentiality review or the openness is not settled.
        """
        signature = Signature(by) if isinstance(by, str) else by
        item = self._workspace.item(item_id)
        move(item.state, "approve")
        opened = self._reviewed(item, confidentiality)
        standing = self.standing(opened)
        step = standing.turn or standing.route.steps[-1]
        manner = self._prove(signature, step, item)
        return self._sign(opened, standing, step, signature, manner)

    def approve_on_paper(
        self,
        item_id: str,
        signers: Mapping[str, str],
        code: str,
        scan: bytes,
        confidentiality: Confidentiality,
    ) -> Item:
        """Register a signed sheet: all remaining steps at once.

        Args:
            signers: id of each remaining step to the name under it.
            code: what the sheet says of the content it was printed from, see `core.disclosure.slip`.
            scan: of the signed sheet, kept as evidence.

        Raises:
            ReviewerMissing: a remaining step has no name.
            SheetOfOtherContent: the sheet was printed from another content.
        """
        from desktop_app.core.disclosure.slip import is_slip_of

        item = self._workspace.item(item_id)
        move(item.state, "approve")
        opened = self._reviewed(item, confidentiality)
        if not is_slip_of(code, item.id, opened.seal):
            raise SheetOfOtherContent("这张审批表不是从现在的内容打印的，没有登记。")
        refuse_marked("审批表扫描件", scan)
        digest = self._workspace.keep(scan)
        with self._workspace.together():
            while (standing := self.standing(opened)).turn is not None:
                step = standing.turn
                who = signers.get(step.id, "")
                if not who.strip():
                    raise ReviewerMissing(f"审批表上“{step.name}”一栏没有登记签字人。")
                if who.strip() == item.author:
                    raise SecondPersonMissing(f"审批表上“{step.name}”一栏是经办人自己签的。")
                signed = self._sign(opened, standing, step, Signature(who), "paper", digest)
                opened = self._drafts.opened(signed)
        return opened.item

    def send_back(self, item_id: str, reviewer: str, remark: str) -> Item:
        """Give a disclosure back to its author, with the reason; remarks at fields go with it."""
        remarks = self.remarks(item_id)
        if not remark.strip() and not remarks:
            raise RemarkMissing("退回要写理由。")
        item = self._workspace.item(item_id)
        words = remark.strip() or f"有 {len(remarks)} 处意见，见各项旁边。"
        returned = replace(item, state=move(item.state, "send_back"), remark=words, sealed="")
        facts = {"by": reviewer, "fields": [one.path for one in remarks]}
        with self._workspace.together():
            self._workspace.reviews.add_reading(self._reading(self._drafts.opened(item), reviewer))
            return self._save(returned, "send_back", facts)

    def look_again(self, item_id: str, by: Signature) -> None:
        """Note that a second person has read what went out without one.

        Raises:
            SecondPersonMissing: it is the same person again.
        """
        item = self._workspace.item(item_id)
        first = sign_offs(self._workspace.events(item_id), item.sealed)
        signature = replace(by, alone="")
        step = self._routes.of(item.form).steps[-1]
        if by.who.strip() in {item.author, *(one.who for one in first if one.alone)}:
            raise SecondPersonMissing("补审要由另一个人来做。")
        manner = self._prove(signature, step, item)
        with self._workspace.together():
            self._workspace.reviews.settle_second_look(item_id)
            self._drafts.tell(item, "look_again", {"by": by.who, "seal": item.sealed, "manner": manner})

    # ── parts ────────────────────────────

    def _reviewed(self, item: Item, confidentiality: Confidentiality | None) -> Opened:
        """Return the disclosure with the review's outcome; once a step is signed, that is settled."""
        opened = self._drafts.opened(item)
        is_first = not self.standing(opened).signed
        if is_first and confidentiality is not None:
            return self._drafts.opened(replace(item, confidentiality=confidentiality))
        return opened

    def _prove(self, signature: Signature, step: ReviewStep, item: Item) -> Manner:
        if not signature.who.strip():
            raise ReviewerMissing("还没有写审查人。")
        if signature.who.strip() == item.author and not signature.alone.strip():
            raise SecondPersonMissing("审查人和经办人是同一个人。")
        if not self._people.are_registered:
            return "named"
        if not self._people.prove(signature.who, signature.password).may_sign(step.id):
            raise NotAllowedToSign(f"“{signature.who}”没有“{step.name}”的权限。")
        return "password"

    def _sign(
        self,
        opened: Opened,
        standing: Standing,
        step: ReviewStep,
        signature: Signature,
        manner: Manner,
        scan: str = "",
    ) -> Item:
        if unsettled := flag_findings(opened.disclosure):
            raise HeldBack(unsettled)
        facts: dict[str, Any] = {
            "by": signature.who.strip(), "seal": opened.seal, "step": step.id, "manner": manner
        }  # fmt: skip
        if signature.alone.strip():
            facts["alone"] = signature.alone.strip()
        if scan:
            facts["scan"] = scan
        item = opened.item
        if accepted := [one.id for one in self._workspace.decisions.of(item.id)]:
            facts["accepted"] = accepted
        done = SignOff(step.id, signature.who, self._clock(), opened.seal)
        is_last = next_step(standing.route, [*standing.signed, done]) is None
        with self._workspace.together():
            self._workspace.reviews.add_reading(self._reading(opened, signature.who))
            if not is_last:
                return self._save(item, SIGN, facts)
            self._workspace.reviews.drop_remarks(item.id)
            if signature.alone.strip():
                look = SecondLook(item.id, signature.alone.strip(), self._clock())
                self._workspace.reviews.owe_second_look(look)
            else:
                self._workspace.reviews.settle_second_look(item.id)
            return self._save(
                replace(item, state=move(item.state, "approve"), sealed=opened.seal, remark=""),
                APPROVE,
                facts,
            )

    def _reading(self, opened: Opened, who: str) -> Reading:
        return Reading(
            item=opened.item.id,
            who=who,
            at=self._clock(),
            values=opened.answers.visible_values(),
            openness=opened.item.openness,
            files={file.title or file.name: file.sha256 for file in opened.item.attachments},
        )

    def _save(self, item: Item, verb: Verb, data: Mapping[str, Any] | None = None) -> Item:
        with self._workspace.together():
            saved = self._workspace.save_item(replace(item, updated_at=self._clock()))
            self._drafts.tell(saved, verb, data)
        return saved
