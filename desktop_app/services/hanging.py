"""Sheets on bulletin boards with their clocks: how long each has to hang, and whether it still does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from desktop_app.core.board.clocks import Clocks, PostingRule, clocks
from desktop_app.core.board.records import Posting
from desktop_app.core.disclosure.record import Item
from desktop_app.core.shapes import shaped
from desktop_app.services.board import printed_period
from desktop_app.services.deadlines import Deadlines
from desktop_app.services.drafts import Drafts, Opened
from desktop_app.services.ports import Workspace
from desktop_app.services.resource_files import read_yaml

RULES = "posting.yaml"


@dataclass(frozen=True, slots=True)
class Hanging:
    """A sheet with its clocks."""

    item: Item
    posting: Posting
    clocks: Clocks

    def is_due(self, today: date) -> bool:
        """Say whether it hangs although both clocks have ended."""
        return self.posting.hangs and self.clocks.ended(today)


class Sheets:
    """Reads what was posted, and counts.

    Args:
        rule_files: for how long the law has sheets hang; the first that exists is read.
    """

    def __init__(
        self, workspace: Workspace, deadlines: Deadlines, drafts: Drafts, rule_files: Sequence[Path]
    ) -> None:
        self._workspace = workspace
        self._store = workspace.boards
        self._deadlines = deadlines
        self._drafts = drafts
        self._rule_files = rule_files

    @cached_property
    def rules(self) -> list[PostingRule]:
        """For how long the law has sheets hang."""
        file = next(file for file in self._rule_files if file.is_file())
        return shaped(read_yaml(file), list[PostingRule])

    def of(self, item_id: str) -> list[Hanging]:
        """Return the sheets of a disclosure, those taken down too."""
        opened = self._drafts.open(item_id)
        return [
            Hanging(opened.item, posting, self.clocks(opened, posting))
            for posting in self._store.postings(item_id)
        ]

    def all(self) -> list[Hanging]:
        """Return all sheets of disclosures that the workspace still has."""
        found: dict[str, list[Posting]] = {}
        for posting in self._store.postings():
            found.setdefault(posting.item, []).append(posting)
        if not found:
            return []  # most offices, most days: no disclosure is read for it
        opened = [self._drafts.opened(item) for item in self._workspace.items_with(found)]
        return [
            Hanging(one.item, posting, self.clocks(one, posting))
            for one in opened
            for posting in found[one.item.id]
        ]

    def clocks(self, opened: Opened, posting: Posting) -> Clocks:
        """Return a sheet's clocks."""
        printed = printed_period(opened)
        return clocks(
            opened.form.spec.publicity_period,
            self.rules,
            posting.place,
            posting.counted_from,
            self._deadlines.calendar,
            printed[1] if printed else None,
        )
