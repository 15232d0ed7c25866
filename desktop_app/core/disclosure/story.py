"""The story: everything that happened, append-only, each event chained to the one before by digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

GENESIS = "0" * 64
"""What the first event is chained to."""


Verb = Literal[
    "create",
    "edit",
    "delete",
    "submit",
    "sign",
    "approve",
    "send_back",
    "look_again",
    "queue",
    "deliver",
    "refuse",
    "post",
    "withdraw",
    "hang",
    "take_down",
    "photo",
    "objection",
    "objection_answer",
    "result_report",
    "request",
    "request_change",
    "request_answer",
    "stop",
    "accept",
    "reopen",
    "due_moved",
    "succeed",
    "give_way",
    "overwrite",
    "leave",
]
"""What can happen."""

VERB_WORDS: Mapping[str, str] = {
    "create": "新建",
    "edit": "改动（审后）",
    "delete": "删除草稿",
    "submit": "送审",
    "sign": "审核签字",
    "approve": "审批通过",
    "send_back": "退回",
    "look_again": "补审",
    "queue": "交付发布",
    "deliver": "发布并核对",
    "refuse": "门户退回",
    "post": "张贴",
    "withdraw": "撤回",
    "hang": "张贴登记",
    "take_down": "取下登记",
    "photo": "张贴照片",
    "objection": "收到异议",
    "objection_answer": "答复异议",
    "result_report": "公示结果报告",
    "request": "收到依申请公开申请",
    "request_change": "依申请公开办理",
    "request_answer": "依申请公开答复",
    "stop": "拦下带密级标志的文件",
    "accept": "接受检查结果",
    "reopen": "收回接受",
    "due_moved": "期限因放假安排变动",
    "succeed": "拟更正或替换稿",
    "give_way": "网页已换成新的一条",
    "overwrite": "确认覆盖门户上的改动",
    "leave": "保留门户上的改动",
}
"""What people call it; papers and window show these."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Args:
        number: from 1, without gaps.
        verb: a `Verb`; of a newer program's story any word.
        who: the person, as the office calls them.
        data: facts of the event, JSON; never the disclosure's own text.
        previous: digest of the event before.
    """

    number: int
    at: datetime
    verb: str
    disclosure: str
    who: str
    data: Mapping[str, Any] = field(default_factory=dict)
    previous: str = GENESIS
    digest: str = ""


def verb_words(verb: str) -> str:
    """Return what people call a verb; one that only a newer program knows stays as it is."""
    return VERB_WORDS.get(verb, verb)


def chained(event: Event, previous: str) -> Event:
    """Return the event with its place in the chain."""
    linked = replace(event, previous=previous, digest="")
    return replace(linked, digest=_digest(linked))


def is_intact(event: Event) -> bool:
    """Say whether an event still says what it said when it was told."""
    return event.digest == _digest(event)


def first_break(events: Iterable[Event]) -> Event | None:
    """Return the first event that does not follow from the one before, or None where the chain is whole."""
    previous = GENESIS
    for number, event in enumerate(events, start=1):
        if event.number != number or event.previous != previous or not is_intact(event):
            return event
        previous = event.digest
    return None


def written(event: Event) -> str:
    """Return the canonical words of an event, over which its digest is taken."""
    parts = [
        event.number,
        event.at.isoformat(),
        event.verb,
        event.disclosure,
        event.who,
        dict(event.data),
        event.previous,
    ]
    return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(event: Event) -> str:
    return hashlib.sha256(written(event).encode()).hexdigest()
