"""Reporting permits and penalties to the credit platforms, from the same answers that are published.

The file goes from office to office and never to the public: it holds the identity numbers that pages leave out. Only
what was reviewed gets into it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core.credit.standard import SHEETS, row_of
from desktop_app.core.credit.validate import CreditFault, faults
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.errors import UserError
from desktop_app.core.imports.batch import Batch
from desktop_app.services.batches import Batches
from desktop_app.services.drafts import Drafts
from desktop_app.services.files import write_file
from desktop_app.services.ports import Clock

_REVIEWED = frozenset({State.APPROVED, State.QUEUED, State.PUBLISHED})


class NotReported(UserError):
    """Disclosures of this type are not reported to the credit platforms."""

    code = "I110"
    hint = "只有行政许可、行政处罚两种双公示表单可以导出报送文件。"


class NothingReviewed(UserError):
    """No disclosure of a batch has passed its review as it is now."""

    code = "I112"
    hint = "请先送审、审签，再写报送文件。"


class UnknownEnding(UserError):
    """The platforms take no such file."""

    code = "I111"
    hint = "文件名请以 .xls、.xlsx 或 .json 结尾。"


@dataclass(frozen=True, slots=True)
class Submission:
    """An exchange file and what is wrong with it.

    Args:
        held: disclosures that are not in it, because they were not reviewed yet.
    """

    path: Path
    rows: int
    faults: tuple[CreditFault, ...]
    held: tuple[Item, ...] = ()


class Credit:
    """Writes exchange files.

    Args:
        office_code: the credit code under which this office decides; "" where nobody wrote it down.
    """

    def __init__(
        self, drafts: Drafts, batches: Batches, clock: Clock, office_code: Callable[[], str]
    ) -> None:
        self._drafts = drafts
        self._batches = batches
        self._clock = clock
        self._office_code = office_code

    def knows(self, form_id: str) -> bool:
        """Say whether disclosures of a type are reported."""
        return form_id in SHEETS

    def write_batch(self, batch: Batch, out: Path) -> Submission:
        """Write the reviewed disclosures of a batch; raises as `write`."""
        return self.write(batch.form, self._batches.items(batch), out)

    def write(self, form_id: str, items: Sequence[Item], out: Path) -> Submission:
        """Write the reviewed disclosures of a type into one file, in their order.

        Args:
            out: xls, xlsx or JSON by its ending.

        Raises:
            NotReported: the type is not reported.
            UnknownEnding: there is no such kind of file.
            NothingReviewed: none of them may leave yet; no file is written.
            FileUnwritable: the disk refuses.
        """
        from desktop_app.adapters.credit.writing import WRITERS

        if form_id not in SHEETS:
            raise NotReported("这一类事项不往信用平台报送。")
        if out.suffix.lower() not in WRITERS:
            raise UnknownEnding(f"不会写“{out.suffix}”文件。")
        name, columns = SHEETS[form_id]
        ready = [item for item in items if self._is_reviewed(item)]
        if not ready:
            raise NothingReviewed(f"{len(items)} 件都还没有审查通过，没有可以报送的。")
        rows = [row_of(columns, self._typed(item)) for item in ready]
        written = write_file(out, WRITERS[out.suffix.lower()](name, columns, rows))
        held = tuple(item for item in items if item not in ready)
        own = [code] if (code := self._office_code().strip()) else []
        found = faults(columns, rows, self._clock().date(), own)
        return Submission(written, len(rows), tuple(found), held)

    def _is_reviewed(self, item: Item) -> bool:
        """Say whether a disclosure is as it was approved; what passed the gate already is."""
        if item.state is State.APPROVED:
            return self._drafts.opened(item).seal == item.sealed
        return item.state in _REVIEWED

    def _typed(self, item: Item) -> dict[str, object]:
        answers = self._drafts.opened(item).answers
        return {key: answers.typed(key) for key in answers.form.fields}


def held_words(held: Sequence[Item]) -> str:
    """Say what is not in a file, and why; "" where everything is."""
    if not held:
        return ""
    changed = "审查以后改过"
    words = (changed if item.state in _REVIEWED else STATE_WORDS[item.state] for item in held)
    states = "、".join(dict.fromkeys(words))
    return f"{len(held)} 件还没有审查通过（{states}），没有写进报送文件。"
