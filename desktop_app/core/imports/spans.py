"""Spans of days that a list says in two columns: when something begins and when it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from desktop_app.core.imports.targets import Target, bare

SPANS = frozenset({"date_range", "datetime_range"})
JOINED = "和开始的那一列合成一个期限。"
_OF_DAYS = "(?:日期|时间|日)?"
_START = re.compile(rf"(.*?)(?:开始|起始|起)(?:于)?{_OF_DAYS}")
_END = re.compile(rf"(.*?)(?:结束|截止|截至|终止|届满|止)(?:于)?{_OF_DAYS}")
_SPAN_WORD = re.compile(r"(?:起止|起讫)?(?:期限|期间|日期|时间|时限|时段|期)$|起止$")
_BOTH = re.compile(r"至|到|[~～—–]")


def spans(headings: Mapping[int, str], targets: Sequence[Target]) -> Iterator[tuple[int, int, Target]]:
    """Yield the columns in which spans begin and end, with the field that each pair is about.

    Args:
        headings: by column, of those that go nowhere yet.
        targets: fields for spans that no column goes to yet.
    """
    starts = {match[1]: at for at, text in headings.items() if (match := _START.fullmatch(bare(text)))}
    ends = {match[1]: at for at, text in headings.items() if (match := _END.fullmatch(bare(text)))}
    open_targets = list(targets)
    for subject, start in starts.items():
        found = [one for one in open_targets if _is_about(one, subject)] or ([] if subject else open_targets)
        if subject in ends and len(found) == 1:
            open_targets.remove(found[0])
            yield start, ends[subject], found[0]


def _is_about(target: Target, subject: str) -> bool:
    """公示开始日期 is about 公示期限, 公示期起 as well."""
    return bool(subject) and _SPAN_WORD.sub("", subject) == _SPAN_WORD.sub("", bare(target.asked.label))


def joined_span(start: str, end: str) -> str:
    """Return both ends as one text; a beginning that a person wrote with its end stands alone."""
    start, end = start.strip(), end.strip()
    return start if (not end and not start) or _BOTH.search(start) else f"{start}至{end}"
