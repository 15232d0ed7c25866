"""Corrections and replacements of what is public: a new draft, reviewed like any other, that knows its original."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from desktop_app.core.disclosure.record import Item, StoredFile
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import UserError
from desktop_app.core.forms.privacy import hidden_for_good
from desktop_app.core.outbox.succession import SUCCESSION_WORDS, Link, Succession
from desktop_app.core.progress import Progress, silent
from desktop_app.services.drafts import Drafts
from desktop_app.services.outbox import NotDelivered, ReasonMissing
from desktop_app.services.ports import Workspace

MASKING_REASON = "公示期已满，个人信息已作处理"


class SuccessorWaits(UserError):
    """Another correction or replacement of the same disclosure is under way."""

    code = "X107"
    hint = "请先办完或删除那一条。"


class Successions:
    """Begins what takes the place of a published disclosure."""

    def __init__(self, workspace: Workspace, drafts: Drafts) -> None:
        self._workspace = workspace
        self._drafts = drafts

    def begin(self, original_id: str, kind: Succession, reason: str, progress: Progress = silent) -> Item:
        """Return a draft with the original's answers and files; masked ones where they are to be masked.

        Args:
            reason: told to the public.

        Raises:
            NotDelivered: no portal holds the original.
            SuccessorWaits: one is under way.
        """
        if not reason.strip():
            raise ReasonMissing(f"{SUCCESSION_WORDS[kind]}要写理由。")
        opened = self._drafts.open(original_id)
        if opened.item.state is not State.PUBLISHED or not opened.item.url:
            raise NotDelivered(f"“{opened.item.title}”没有在门户上公开，不能更正或替换。")
        self._refuse_second(original_id)
        draft = self._drafts.duplicate(original_id)
        values = dict(opened.item.values)
        if kind is Succession.MASK:
            values = hidden_for_good(opened.form.fields, values)
        with self._workspace.together():
            self._workspace.save_item(
                replace(
                    draft,
                    values=values,
                    title=opened.item.title,
                    openness=opened.item.openness,
                    due=opened.item.due,
                )
            )
            self._workspace.successions.put(Link(draft.id, original_id, kind, reason.strip()))
            self._drafts.tell(
                draft, "succeed", {"of": original_id, "kind": str(kind), "reason": reason.strip()}
            )
        if kind is Succession.MASK:
            self._mask_files(draft.id, draft.attachments, progress)
        return self._workspace.item(draft.id)

    def of(self, item_id: str) -> Link | None:
        """Return what a disclosure takes the place of, or None."""
        return self._workspace.successions.of(item_id)

    def _refuse_second(self, original_id: str) -> None:
        under_way = {State.DRAFT, State.IN_REVIEW, State.APPROVED, State.QUEUED}
        known = {item.id: item for item in self._workspace.items(*under_way)}
        waiting = [one for one in self._workspace.successions.successors(original_id) if one.item in known]
        if waiting:
            words = SUCCESSION_WORDS[waiting[0].kind]
            raise SuccessorWaits(f"“{known[waiting[0].item].title}”的{words}稿正在办理。")

    def _mask_files(self, item_id: str, files: tuple[StoredFile, ...], progress: Progress) -> None:
        """Put cleaned copies in the files' places; what cannot be cleaned stays for the person to see to."""
        from desktop_app.services.cleaning import CannotClean, clean_file

        for number, file in enumerate(files):
            progress(f"处理附件：{file.title or file.name}", number / len(files))
            with suppress(CannotClean):
                cleaned = clean_file(file.name, self._workspace.content(file.sha256), progress)
                self._workspace.attach(item_id, file.name, file.title, cleaned.content)
