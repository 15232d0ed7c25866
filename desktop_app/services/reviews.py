"""Review: submitted, approved under a seal, or sent back with a remark."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.core.disclosure.gate import HeldBack, flag_findings
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import move
from desktop_app.core.errors import UserError
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.ports import Clock, Workspace


class ReviewerMissing(UserError):
    """A review needs the name of who reviewed."""

    code = "R101"
    hint = "请写审查人的姓名。"


class RemarkMissing(UserError):
    """Sending back needs a reason."""

    code = "R102"
    hint = "请写明哪里要改，经办人才知道怎么办。"


class Reviews:
    """What a reviewer does with a disclosure."""

    def __init__(self, workspace: Workspace, drafts: Drafts, clock: Clock) -> None:
        self._workspace = workspace
        self._drafts = drafts
        self._clock = clock

    def submit(self, item_id: str) -> Item:
        """Hand a draft to the reviewer."""
        item = self._workspace.item(item_id)
        return self._save(replace(item, state=move(item.state, "submit"), remark=""), "submit")

    def approve(self, item_id: str, reviewer: str, confidentiality: Confidentiality) -> Item:
        """Approve exactly the content as it is now.

        Args:
            confidentiality: the outcome of the confidentiality review, which always comes first.

        Raises:
            ReviewerMissing: nobody is named.
            HeldBack: the confidentiality review or the openness is not settled.
        """
        if not reviewer.strip():
            raise ReviewerMissing("还没有写审查人。")
        item = self._workspace.item(item_id)
        state = move(item.state, "approve")
        opened = self._drafts.opened(replace(item, confidentiality=confidentiality))
        return self.seal(opened, reviewer, replace(opened.item, state=state))

    def seal(self, opened: Opened, reviewer: str, item: Item) -> Item:
        """Seal a disclosure whose flags are settled."""
        if unsettled := flag_findings(opened.disclosure):
            raise HeldBack(unsettled)
        return self._save(
            replace(item, sealed=opened.seal, remark=""), "approve", {"by": reviewer, "seal": opened.seal}
        )

    def send_back(self, item_id: str, reviewer: str, remark: str) -> Item:
        """Give a disclosure back to its author, with the reason."""
        if not remark.strip():
            raise RemarkMissing("退回要写理由。")
        item = self._workspace.item(item_id)
        returned = replace(item, state=move(item.state, "send_back"), remark=remark, sealed="")
        return self._save(returned, "send_back", {"by": reviewer})

    def _save(self, item: Item, verb: str, data: dict[str, str] | None = None) -> Item:
        with self._workspace.together():
            saved = self._workspace.save_item(replace(item, updated_at=self._clock()))
            self._drafts.tell(saved, verb, data)
        return saved
