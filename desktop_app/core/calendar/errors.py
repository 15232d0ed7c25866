"""What a person can get wrong about dates, and what to do about it."""

from __future__ import annotations

from desktop_app.core.errors import UserError


class CalendarDataError(UserError):
    """A file of `resources/calendars` does not follow the format, or contradicts itself."""

    code = "C101"
    hint = "请对照国务院办公厅的放假通知改正这个文件。"


class NoticeTextError(UserError):
    """The pasted text of a State Council notice cannot be relied upon."""

    code = "C102"
    hint = "请重新粘贴通知的七项安排原文；原文确有此处时，请核对后手工填写。"


class EventTimeMissing(UserError):
    """A limit in hours starts at a minute, but only the day was given."""

    code = "C103"


class EventOutOfRange(UserError):
    """The event lies so far away that it must be a slip of the pen."""

    code = "C104"
    hint = "请检查年份。"
