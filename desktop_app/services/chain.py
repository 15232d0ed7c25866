"""Whether the story is still what was told: verified against itself and against the signed monthly sheets."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.core.disclosure.story import Event, first_break, verb_words, written
from desktop_app.core.errors import UserError
from desktop_app.core.progress import Progress, silent
from desktop_app.services.documents import Documents
from desktop_app.services.ports import Clock, Workspace

_PREFIX = "GKS1"
_REPORT_EVERY = 10_000
_HEAD = re.compile(rf"(?:{_PREFIX}:)?(\d{{1,12}})\s*[:：\s]\s*([0-9a-fA-F]{{64}})")


class HeadUnreadable(UserError):
    """What was typed is no head of the chain."""

    code = "V101"
    hint = "请照月报表输入：条号，冒号，64 位的 SHA-256，例如 128:3f2a…。"


class NothingToReport(UserError):
    """A month in which nothing happened has no sheet."""

    code = "V102"
    hint = "请选有办理记录的月份。"


@dataclass(frozen=True, slots=True)
class Head:
    """What a signed sheet says the chain ended in.

    Args:
        digest: of the event with this number, lower-case hexadecimal.
    """

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found.

    Args:
        count: how many events there are.
        broken: the first event that was changed, or that does not follow from the one before; None where none is.
        is_cut: whether events that the sheet knows are no longer there.
        is_other: whether the event that the sheet names has another digest.
    """

    count: int
    broken: Event | None = None
    is_cut: bool = False
    is_other: bool = False

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was found."""
        return self.broken is None and not self.is_cut and not self.is_other

    @property
    def words(self) -> str:
        """Return what was found, for people."""
        if self.broken is not None:
            place = f"第 {self.broken.number} 条（{self.broken.at:%Y-%m-%d %H:%M}，{verb_words(self.broken.verb)}）"
            return f"办理经过被改动过：{place}与前后对不上。请保留现在的文件，用备份对照，并报告单位负责人。"
        if self.is_cut:
            return f"办理经过的末尾缺失：现在只有 {self.count} 条，少于签字的月报表上的条号。请用备份恢复。"
        if self.is_other:
            return "办理经过与签字的月报表不一致：表上那一条的校验值对不上，记录被整体改写过。请用备份对照。"
        return f"办理经过完整，共 {self.count} 条，没有改动、删除和调换。"


class Chain:
    """Verifies the story and prints its head."""

    def __init__(self, workspace: Workspace, documents: Documents, clock: Clock) -> None:
        self._workspace = workspace
        self._documents = documents
        self._clock = clock

    def verify(self, head: Head | None = None, progress: Progress = silent) -> Verdict:
        """Read the whole story and say whether it is what was told.

        Args:
            head: of a signed sheet; without it a tail that was cut off leaves no trace.
        """
        digests: dict[int, str] = {}
        count = 0

        def seen() -> Iterator[Event]:
            nonlocal count
            for event in self._workspace.story():
                count += 1
                if head is not None and event.number == head.number:
                    digests[event.number] = event.digest
                if count % _REPORT_EVERY == 0:
                    progress(f"已核对 {count} 条", 0.0)
                yield event

        broken = first_break(seen())
        if broken is not None or head is None:
            return Verdict(count, broken)
        if head.number not in digests:
            return Verdict(count, is_cut=True)
        return Verdict(count, is_other=digests[head.number] != head.digest)

    def sheet(self, month: date, out: Path, kind: str = "pdf") -> Path:
        """Write the sheet of a month, to be signed and kept.

        Args:
            month: any day of it.
            kind: docx or pdf.

        Raises:
            NothingToReport: nothing happened in that month.
        """
        told = self._month(month)
        if told.last is None:
            raise NothingToReport(f"{month.year}年{month.month}月没有办理记录。")
        names = {
            "month": f"{month.year}年{month.month}月",
            "count": told.counts.total(),
            "first": told.first,
            "last": told.last.number,
            "rows": [{"what": verb_words(verb), "times": times} for verb, times in told.counts.most_common()],
            "sha256": told.last.digest,
            "sm3": told.sm3,
            "head": f"{_PREFIX}:{told.last.number}:{told.last.digest}",
        }
        return self._documents.paper("story-sheet", names, out, kind, self._clock().date())

    def _month(self, month: date) -> _Told:
        """Count a month; its digest goes over everything told up to its end."""
        told = _Told(Counter())
        sm3 = hashlib.new("sm3") if "sm3" in hashlib.algorithms_available else None
        for event in self._workspace.story():
            if (event.at.year, event.at.month) > (month.year, month.month):
                break
            if sm3 is not None:
                sm3.update(written(event).encode() + b"\n")
            if (event.at.year, event.at.month) == (month.year, month.month):
                told.counts[event.verb] += 1
                told.first = told.first or event.number
                told.last = event
        told.sm3 = sm3.hexdigest() if sm3 is not None else ""
        return told


@dataclass(slots=True)
class _Told:
    """What was told in a month.

    Args:
        sm3: of all events up to its end, a line each; empty where this machine's OpenSSL lacks SM3.
    """

    counts: Counter[str]
    first: int = 0
    last: Event | None = None
    sm3: str = ""


def read_head(text: str) -> Head:
    """Return the head that a sheet shows, typed or scanned.

    Raises:
        HeadUnreadable: it is none.
    """
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        raise HeadUnreadable("这不是月报表上的链尾。")
    return Head(int(found[1]), found[2].lower())
