"""The columns of the board page's two lists: by disclosure, and by board."""

from __future__ import annotations

from desktop_app.services.board import BoardRow
from desktop_app.services.board_duties import BoardState
from desktop_app.ui.models.rows import Column
from desktop_app.ui.models.words import NONE, board_chip, day_words, short_span
from desktop_app.ui.pages.form.notices import state_words


def _state_chip(one: BoardState) -> tuple[str, str]:
    if one.due:
        return f"{one.due} 件可以取下", "amber"
    return ("本季度未公布", "red") if one.is_silent else ("", "")


def _span(row: BoardRow) -> str:
    if row.period is None:
        return NONE
    return (
        f"{short_span(row.period.first_day, row.period.last_day)}（{row.period.days}{row.period.unit_name}）"
    )


COLUMNS = (
    Column[BoardRow]("标题", lambda row: row.item.title),
    Column[BoardRow]("事项类型", lambda row: row.form_name, width=200, is_quiet=True, is_spare=True),
    Column[BoardRow](
        "状态",
        lambda row: state_words(row.item.state)[0],
        lambda row: state_words(row.item.state)[1],
        width=92,
    ),
    Column[BoardRow](
        "公示期", _span, width=260, order=lambda row: row.period.first_day.toordinal() if row.period else 0
    ),
    Column[BoardRow]("进度", lambda row: board_chip(row)[0], lambda row: board_chip(row)[1], width=96),
    Column[BoardRow](
        "可以取下",
        lambda row: day_words(row.period.take_down_on) if row.period else NONE,
        width=106,
        is_quiet=True,
        is_spare=True,
    ),
    Column[BoardRow](
        "在贴",
        lambda row: f"{row.hangs} 处" if row.hung else "未登记",
        width=74,
        is_quiet=True,
        is_spare=True,
    ),
)


STATE_COLUMNS = (
    Column[BoardState]("村（社区）", lambda one: one.place.village or "本单位", width=150),
    Column[BoardState]("公示栏", lambda one: one.place.name),
    Column[BoardState](
        "在贴",
        lambda one: str(len(one.hanging)),
        width=70,
        order=lambda one: len(one.hanging),
        is_number=True,
    ),
    Column[BoardState](
        "最早可以取下",
        lambda one: day_words(one.hanging[0].clocks.may_come_down_on) if one.hanging else NONE,
        width=120,
    ),
    Column[BoardState]("最近张贴", lambda one: day_words(one.last_on), width=120, is_quiet=True),
    Column[BoardState](
        "本季度", lambda one: f"{one.this_quarter} 件", width=80, order=lambda one: one.this_quarter
    ),
    Column[BoardState]("提醒", lambda one: _state_chip(one)[0], lambda one: _state_chip(one)[1], width=130),
)
