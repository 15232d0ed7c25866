"""When something must be public, with the computation that a clerk can follow day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Protocol

from desktop_app.core.calendar.dates import day_of
from desktop_app.core.calendar.notice import Notice
from desktop_app.core.calendar.wording import full


class Rule(Protocol):
    """What a deadline follows from."""

    @property
    def text(self) -> str:
        """The limit in Chinese words for people."""

    @property
    def source(self) -> str:
        """Its legal basis."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline (到期日).

    Args:
        at: the last day, or the last minute, on which publishing is in time.
        safe_on: the last working day on or before `raw`, never before the event; earlier still where a
            notice that is still to come may move days.
        raw: the last day as counted, before it was moved to a working day.
        limit: the rule it follows from.
        steps: the computation, phrase by phrase, in Chinese.
        skipped: non-working days that were not counted, or past which the last day was moved.
        provisional: True where a year's notice is missing that may move the deadline.
        others: the deadlines by less strict limits, in order of time; the last one is the outermost.
        notices: the arrangements of holidays by which its days were counted; empty where hours run through all.
    """

    at: date
    safe_on: date
    raw: date
    limit: Rule
    steps: tuple[str, ...]
    skipped: tuple[tuple[date, str], ...] = ()
    provisional: bool = False
    others: tuple[Due, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def ends(self) -> datetime:
        """The moment after which it is late; a day ends at midnight (民法典 art. 203)."""
        return self.at if isinstance(self.at, datetime) else datetime.combine(self.at, time.max)

    def explain(self) -> str:
        """Return the deadline, its rule and its computation in Chinese, one line each."""
        lines = [f"最迟公开：{full(self.at)}", f"规则：{_rule(self.limit)}", f"计算：{'，'.join(self.steps)}"]
        if self.safe_on != day_of(self.at):
            lines.append(f"稳妥日期：{full(self.safe_on)}或更早")
        lines += [f"另有期限：{_rule(other.limit)}，{full(other.at)}到期" for other in self.others[:-1]]
        lines += [f"最长期限：{_rule(other.limit)}，{full(other.at)}到期" for other in self.others[-1:]]
        return "\n".join(lines)

    def as_json(self) -> dict[str, Any]:
        """Return plain values: dates as ISO 8601, minutes where the limit is in hours."""
        return {
            "due": _iso(self.at),
            "safe_on": _iso(self.safe_on),
            "raw": _iso(self.raw),
            "rule": self.limit.text,
            "source": self.limit.source,
            "steps": list(self.steps),
            "skipped": [{"date": _iso(day), "name": name} for day, name in self.skipped],
            "provisional": self.provisional,
            "others": [other.as_json() for other in self.others],
        }


def strictest(dues: Sequence[Due]) -> Due:
    """Return the earliest deadline, with the others beside it.

    Args:
        dues: one or more.
    """
    first, *others = sorted(dues, key=lambda due: due.ends)
    return replace(first, others=tuple(others))


def _rule(limit: Rule) -> str:
    return f"{limit.text}（{limit.source}）" if limit.source else limit.text


def _iso(moment: date) -> str:
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
