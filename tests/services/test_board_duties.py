"""What boards ask for, from the day a sheet hangs to the day it is down and reported on."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from desktop_app.services.board_duties import Duty
from desktop_app.services.desk import Desk
from tests.services.conftest import FixedClock
from tests.services.test_postings import BOARD, DATES, HALL, OTHER, D, post
from tests.ui.pages.office import ALLOWANCE, OUTAGE, Office

pytestmark = pytest.mark.on_both_databases


@pytest.fixture(autouse=True)
def _boards(desk: Desk) -> None:
    desk.save_settings(
        msgspec.structs.replace(
            desk.settings, office_name="龙江县丰泽镇人民政府", person="孙演示", boards=(BOARD, OTHER, HALL)
        )
    )


def test_the_township_sees_each_board(desk: Desk, clock: FixedClock) -> None:
    office = Office(desk)
    first, second = office.approved(ALLOWANCE, **DATES), office.approved(OUTAGE)
    post(desk, first.id)
    post(desk, second.id)
    post(desk, second.id, HALL)
    states = {str(state.place): state for state in desk.board_duties.overview()}
    assert len(states[str(BOARD)].hanging) == 2
    assert states[str(OTHER)].is_silent
    assert not states[str(HALL)].is_silent
    assert states[str(BOARD)].last_on == D("2026-09-28")
    clock.pass_by(days=20)
    states = {str(state.place): state for state in desk.board_duties.overview()}
    assert states[str(BOARD)].due == 2
    assert states[str(BOARD)].is_silent, "the fourth quarter has begun"


def test_each_duty_comes_in_its_time_and_goes_when_it_is_done(
    desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    posting = post(desk, item.id)

    def asked() -> set[Duty]:
        return {one.duty for one in desk.board_duties.todo()}

    assert asked() == set()
    clock.pass_by(days=9)
    assert asked() == {Duty.ENDS_SOON}
    clock.pass_by(days=3)
    assert asked() == {Duty.REPORT}
    clock.pass_by(days=4)
    assert asked() == {Duty.TAKE_DOWN, Duty.REPORT}
    desk.postings.take_down(posting, D("2026-10-14"))
    desk.board_papers.result(item.id, tmp_path)
    assert asked() == set()
