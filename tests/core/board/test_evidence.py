"""Photos against the record that they are to prove."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from desktop_app.core.board.evidence import Taken, distance_m, remarks
from desktop_app.core.board.place import Place
from desktop_app.core.board.records import Stage

D = date.fromisoformat
BOARD = Place("永发村", "村委会公示栏", 47.3370, 123.1800)
HERE = (47.3372, 123.1801)


def said(taken: Taken, stage: Stage = Stage.POSTED, place: Place = BOARD, down: date | None = None) -> str:
    return "".join(remarks(taken, stage, place, D("2026-11-24"), D("2026-12-01"), down))


def test_a_photo_of_the_day_and_the_place_is_not_remarked_on() -> None:
    assert said(Taken(datetime(2026, 11, 24, 9), *HERE)) == ""


@pytest.mark.parametrize(
    ("taken", "stage", "words"),
    [
        (Taken(datetime(2026, 11, 20, 9), *HERE), Stage.POSTED, "不是张贴当日"),
        (Taken(datetime(2026, 11, 20, 9), *HERE), Stage.BETWEEN, "不在张贴期间"),
        (Taken(datetime(2027, 1, 1), *HERE), Stage.BETWEEN, "晚于今天"),
        (Taken(datetime(2026, 11, 28), *HERE), Stage.BEFORE_TAKING_DOWN, "不是取下当日"),
        (Taken(None, *HERE), Stage.POSTED, "没有拍摄时间"),
        (Taken(datetime(2026, 11, 24)), Stage.POSTED, "没有拍摄地点"),
        (Taken(datetime(2026, 11, 24), 47.40, 123.18), Stage.POSTED, "约 7.0 公里"),
    ],
)
def test_what_does_not_fit_is_said(taken: Taken, stage: Stage, words: str) -> None:
    assert words in said(taken, stage)


def test_a_board_that_was_never_measured_proves_no_place() -> None:
    words = said(Taken(datetime(2026, 11, 24), *HERE), place=Place("永发村", "村委会公示栏"))
    assert "没有登记位置" in words


def test_a_degree_of_latitude_is_some_111_kilometres() -> None:
    assert distance_m((47.0, 123.0), (48.0, 123.0)) == pytest.approx(111_195, abs=10)
