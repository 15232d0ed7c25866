"""How long a sheet has to hang."""

from __future__ import annotations

import msgspec
import pytest

from desktop_app.services.desk import Desk
from tests.services.conftest import FixedClock
from tests.services.test_postings import BOARD, DATES, HALL, OTHER, D, post
from tests.ui.pages.office import ALLOWANCE, Office

pytestmark = pytest.mark.on_both_databases


@pytest.fixture(autouse=True)
def _boards(desk: Desk) -> None:
    desk.save_settings(
        msgspec.structs.replace(
            desk.settings, office_name="龙江县丰泽镇人民政府", person="孙演示", boards=(BOARD, OTHER, HALL)
        )
    )


def test_list_and_posting_agree_on_a_sheet_that_promises_more_days(desk: Desk) -> None:
    longer = {**DATES, "period": {"start": "2026-09-29", "end": "2026-10-20"}}
    item = Office(desk).approved(ALLOWANCE, **longer)
    post(desk, item.id)
    (row,), (hanging,) = desk.board.rows(), desk.sheets.of(item.id)
    assert row.period is not None
    assert hanging.clocks.objection is not None
    assert row.period.last_day == hanging.clocks.objection.last_day == D("2026-10-20")
    assert row.period.take_down_on == hanging.clocks.may_come_down_on


def test_of_what_was_taken_down_the_days_are_still_told(desk: Desk, clock: FixedClock) -> None:
    item = Office(desk).approved(ALLOWANCE, **DATES)
    posting = post(desk, item.id)
    clock.pass_by(days=16)
    (before,) = desk.sheets.of(item.id)
    assert before.is_due(D("2026-10-14"))

    desk.postings.take_down(posting, D("2026-10-14"))

    (after,) = desk.sheets.of(item.id)
    assert after.clocks == before.clocks
    assert not after.is_due(D("2026-10-14"))
    assert [one.posting.id for one in desk.sheets.all()] == [posting]
