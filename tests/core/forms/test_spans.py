"""Spans of days and of minutes, as documents write them and as clerks paste them."""

from __future__ import annotations

import pytest

from desktop_app.core.forms.kinds import KINDS
from desktop_app.core.forms.spec import Field

ONE_DAY = {"start": "2026-11-25T08:00", "end": "2026-11-25T17:30"}
OVERNIGHT = {"start": "2026-11-25T22:00", "end": "2026-11-26T05:00"}
DAYS = {"start": "2026-10-08", "end": "2026-11-09"}


@pytest.mark.parametrize(
    ("kind", "raw", "words"),
    [
        pytest.param("datetime_range", ONE_DAY, "2026年11月25日8:00至17:30", id="within-a-day"),
        pytest.param(
            "datetime_range", OVERNIGHT, "2026年11月25日22:00至2026年11月26日5:00", id="over-midnight"
        ),
        pytest.param("date_range", DAYS, "2026年10月8日至2026年11月9日", id="days"),
    ],
)
def test_span_is_written_without_repeating_its_day_and_read_back(
    kind: str, raw: dict[str, str], words: str
) -> None:
    asked = Field(kind=kind, label="时间")  # type: ignore[arg-type]

    assert KINDS[kind].shown(raw, asked) == words
    assert KINDS[kind].parse(words, asked) == raw


@pytest.mark.parametrize(
    "text", ["2026-11-25 8:00～17:30", "2026年11月25日 8：00 至 17：30", "2026.11.25 8时到17时30分"]
)
def test_bare_clock_at_the_end_is_of_the_same_day(text: str) -> None:
    asked = Field(kind="datetime_range", label="停水起止时间")

    assert KINDS["datetime_range"].parse(text, asked) == ONE_DAY
