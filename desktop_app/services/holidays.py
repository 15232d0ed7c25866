"""A new arrangement of holidays: read from the notice's own words, checked, adopted, and what it moves is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.calendar.notice import Notice, write_notice
from desktop_app.core.calendar.notice_text import parse_notice_text
from desktop_app.core.calendar.workdays import WorkCalendar, load_calendar
from desktop_app.core.disclosure.record import Item
from desktop_app.core.errors import OutsideError, UserError
from desktop_app.services.deadlines import OPEN_ITEMS, Deadlines
from desktop_app.services.drafts import Drafts
from desktop_app.services.ports import Workspace

if TYPE_CHECKING:
    from desktop_app.settings import Settings


class SecondPersonMissing(UserError):
    """Nobody but the person who pasted it has compared the arrangement with the notice."""

    code = "H101"
    hint = "放假安排影响所有期限，请另一个人对照原文核对，并写上姓名。"


class CalendarUnwritable(OutsideError):
    """The arrangement could not be kept."""

    code = "H102"
    hint = "请检查数据文件夹的权限和磁盘空间；期限没有改动。"


@dataclass(frozen=True, slots=True)
class Moved:
    """A disclosure whose deadline is another by the new arrangement; ISO 8601."""

    item: Item
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An arrangement that was read, and what adopting it would move."""

    notice: Notice
    moved: tuple[Moved, ...]


class Holidays:
    """Takes in arrangements of holidays.

    Args:
        folder: where the office's own are kept.
        settings: returns the office's own data at this moment.
    """

    def __init__(
        self,
        workspace: Workspace,
        deadlines: Deadlines,
        drafts: Drafts,
        folder: Path,
        settings: Callable[[], Settings],
    ) -> None:
        self._workspace = workspace
        self._deadlines = deadlines
        self._drafts = drafts
        self._folder = folder
        self._settings = settings

    def years(self) -> list[tuple[int, bool]]:
        """Return the years that there is data for, and whether their arrangement is final."""
        calendar = self._deadlines.calendar
        return [(year, not calendar.is_provisional(date(year, 7, 1))) for year in sorted(calendar.statutory)]

    def read(self, text: str, issued_on: date | None = None) -> Proposal:
        """Read a notice as it is pasted, and say what it would move; nothing is changed.

        Raises:
            NoticeTextError: it cannot be read, or contradicts itself, the week or the law.
        """
        found = parse_notice_text(text, self._deadlines.calendar.statutory)
        notice = _dated(found, issued_on)
        return Proposal(notice, tuple(self._moves(self._with(notice))))

    def adopt(self, proposal: Proposal, checked_by: str) -> tuple[Moved, ...]:
        """Keep an arrangement, count by it from now on, and move the deadlines that it moves.

        Args:
            checked_by: who compared it with the notice.

        Raises:
            SecondPersonMissing: nobody did, or the person who pasted it.
            CalendarUnwritable: the disk refuses; nothing is changed.
        """
        name = checked_by.strip()
        if not name or name == self._settings().person:
            raise SecondPersonMissing("放假安排还没有由第二个人核对。")
        calendar = self._with(proposal.notice)
        moved = tuple(self._moves(calendar))
        self._keep(proposal.notice, name)
        self._deadlines.take_calendar(calendar)
        self._move(moved, {"by": proposal.notice.source, "checked_by": name})
        return moved

    def settle(self) -> tuple[Moved, ...]:
        """Move the deadlines that the program's own data moves: a newer program may bring a newer arrangement."""
        moved = tuple(self._moves(self._deadlines.calendar))
        self._move(moved, {"by": "程序自带的放假安排"})
        return moved

    def _move(self, moved: Sequence[Moved], why: Mapping[str, str]) -> None:
        with self._workspace.together():
            for one in moved:
                self._workspace.move_due(one.item.id, one.after)
                facts = {"from": one.before, "to": one.after, **why}
                self._drafts.tell(one.item, "due_moved", facts)

    def _with(self, notice: Notice) -> WorkCalendar:
        texts = {**self._deadlines.calendar_files(), self._name(notice): write_notice(notice)}
        return load_calendar(texts)

    def _name(self, notice: Notice) -> str:
        return f"{self._folder.name}/{notice.year}.yaml"

    def _moves(self, calendar: WorkCalendar) -> Sequence[Moved]:
        """Return the open disclosures whose deadline is another by a calendar, those due first at the top."""
        found = []
        for item in self._workspace.items(*OPEN_ITEMS):
            if not item.due:
                continue
            opened = self._drafts.opened(item)
            due = self._deadlines.due(opened.form, opened.answers, calendar)
            after = due.at.isoformat() if due else ""
            if after and after != item.due:
                found.append(Moved(item, item.due, after))
        return sorted(found, key=lambda moved: (moved.after, moved.item.id))

    def _keep(self, notice: Notice, checked_by: str) -> None:
        who = self._settings().person or "未填姓名"
        head = f"# 由{who}按通知原文录入，{checked_by}核对。\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{notice.year}.yaml").write_text(head + write_notice(notice), "utf-8")
        except OSError as error:
            raise CalendarUnwritable(f"{notice.year} 年的放假安排没有存成（{error.strerror}）。") from error


def _dated(notice: Notice, issued_on: date | None) -> Notice:
    import msgspec

    return notice if issued_on is None else msgspec.structs.replace(notice, issued_on=issued_on)
