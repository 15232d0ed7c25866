"""What is asked when something about a board is written down."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.core.board.records import OUTCOME_WORDS, Outcome
from desktop_app.core.forms.spec import Column, Field

SHEETS = ("盖章件原件", "盖章件打印件", "打印件")
WAYS = ("当面", "电话", "书面", "网上留言")
OUTCOMES = {OUTCOME_WORDS[one]: one for one in (Outcome.REJECTED, Outcome.UPHELD)}
PHOTO_HINT = "会核对拍摄时间和地点；存档时去掉位置和手机信息，只留在本机。"


def posting(places: Sequence[str]) -> dict[str, Field]:
    """Return the fields of a record of posting.

    Args:
        places: the office's own boards.
    """
    return {
        "place": Field(
            kind="choice",
            label="贴在哪里",
            required=True,
            choices=tuple(places),
            help="名单在“公示栏名单”里改。",
        ),
        "posted_on": Field(
            kind="date",
            label="张贴日期",
            required=True,
            help="补登以前的日期，要有当天的照片，否则从今天起算。",
        ),
        "posted_by": Field(kind="person", label="张贴人", required=True),
        "witness": Field(kind="person", label="见证人", help="村务监督委员会成员或者村民。"),
        "sheet": Field(kind="choice", label="贴的是", required=True, choices=SHEETS),
        "notes": Field(kind="text", label="备注", help="栏锁了、换了位置等异常情况。"),
    }


def taking_down(*, early: str) -> dict[str, Field]:
    """Return the fields of taking a sheet down.

    Args:
        early: which clocks still run; "" where both have ended.
    """
    fields = {
        "on": Field(kind="date", label="取下日期", required=True),
        "by": Field(kind="person", label="取下人", required=True),
    }
    if early:
        fields["early_reason"] = Field(
            kind="text", label="提前取下的原因", required=True, wide=True, help="会记进办理经过和记录表。"
        )
    return fields


OBJECTION = {
    "received_at": Field(kind="datetime", label="收到时间", required=True),
    "way": Field(kind="choice", label="反映方式", required=True, choices=WAYS),
    "summary": Field(
        kind="long_text",
        label="反映的内容",
        required=True,
        help="只写反映的事，不写是谁反映的；会进结果报告。",
    ),
    "contact": Field(
        kind="text",
        label="反映人和联系方式",
        wide=True,
        help="为反映人保密：只存在登记里，任何文书、报表都不带。",
    ),
}
CONCLUSION = {
    "handled": Field(
        kind="long_text", label="核查情况", required=True, help="怎么查的、查到什么；会进结果报告。"
    ),
    "outcome": Field(kind="choice", label="结论", required=True, choices=tuple(OUTCOMES)),
    "answered_on": Field(kind="date", label="答复反映人的日期", required=True),
}
PLACES = {
    "boards": Field(
        kind="table",
        label="公示栏名单",
        help="村、社区的栏写村名；本单位的栏村名空着。经纬度填了才能核对照片的拍摄地点。",
        columns={
            "village": Column(label="村（社区）", width=24, example="永发村"),
            "name": Column(label="公示栏", width=36, required=True, example="村委会公示栏"),
            "latitude": Column(label="纬度", kind="number", width=20, example="47.3370"),
            "longitude": Column(label="经度", kind="number", width=20, example="123.1800"),
        },
    )
}
