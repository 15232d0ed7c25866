"""A list becomes disclosures that are checked, reviewed, rendered, published and reported together."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.adapters.portals.memory import MemoryPortal
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import Cancelled
from desktop_app.core.imports.batch import Batch
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.services.desk import Desk
from tests.forms.files import FORMS
from tests.imports.filling import filled_rows
from tests.imports.sheets import PENALTY, uscc

pytestmark = pytest.mark.on_both_databases

CLEARED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)


@pytest.fixture
def batch(desk: Desk) -> Batch:
    return imported(desk, 5)


def imported(desk: Desk, count: int) -> Batch:
    sample = FORMS[PENALTY].spec.sample
    rows = [
        {
            **sample,
            "party": f"龙江县第{number}示例农资有限公司",
            "party_uscc": uscc(f"91230221MA0EX{number:04d}"),
            "doc_no": f"龙市监罚〔2026〕{number}号",
            "title": f"龙江县第{number}示例农资有限公司行政处罚决定公示",
        }
        for number in range(1, count + 1)
    ]
    content = filled_rows(desk.imports.blank(PENALTY), FORMS[PENALTY].spec, rows)
    session = desk.imports.open(PENALTY, "九月处罚.xlsx", content)
    assert session.unused == []
    desk.imports.keep(session)
    return desk.batches.all()[0]


def states(desk: Desk, batch: Batch) -> set[State]:
    return {item.state for item in desk.batches.items(batch)}


def approved(desk: Desk, batch: Batch) -> None:
    assert all(one.done for one in desk.batches.submit(batch))
    assert all(one.done for one in desk.batches.approve(batch, "王审查", CLEARED))


def test_a_clean_batch_goes_all_the_way(
    desk: Desk, batch: Batch, portal: MemoryPortal, tmp_path: Path
) -> None:
    assert [one.message for one in desk.batches.check(batch)] == [""] * 5
    approved(desk, batch)
    assert all(one.done for one in desk.batches.render(batch, tmp_path, ["docx"]))
    assert len(list(tmp_path.glob("*.docx"))) == 5
    assert all(one.done for one in desk.batches.publish(batch))
    assert states(desk, batch) == {State.PUBLISHED}


def test_what_blocks_holds_back_its_own_disclosure_only(desk: Desk, batch: Batch) -> None:
    first = desk.drafts.open(batch.items[0])
    values = dict(first.answers.values) | {"facts": ""}
    desk.drafts.save(
        first.item.id, values, first.item.openness, first.item.confidentiality, first.item.revision
    )
    outcomes = desk.batches.submit(batch)
    assert [one.done for one in outcomes] == [False, True, True, True, True]
    assert "违法事实" in outcomes[0].message


def test_a_pause_leaves_the_rest_and_going_on_publishes_nothing_twice(
    desk: Desk, batch: Batch, portal: MemoryPortal
) -> None:
    approved(desk, batch)

    def pause(what: str, share: float) -> None:
        if what.startswith("发布第 3/"):
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.batches.publish(batch, progress=pause)
    published = [item.state for item in desk.batches.items(batch)]
    assert published.count(State.PUBLISHED) == 2
    assert len(desk.batches.publish(batch)) == 3
    assert states(desk, batch) == {State.PUBLISHED}
    assert len({row.item.url for row in desk.batches.rows(batch)}) == 5


def test_a_portals_trouble_with_one_is_told_and_the_others_go_out(
    desk: Desk, batch: Batch, portal: MemoryPortal
) -> None:
    approved(desk, batch)
    portal.fail("publish", RetryLater("连不上门户，请检查网络。"))
    outcomes = desk.batches.publish(batch)
    assert [one.done for one in outcomes].count(False) == 1
    assert "连不上" in next(one.message for one in outcomes if not one.done)


def test_what_differs_stands_side_by_side_and_what_is_alike_once(desk: Desk, batch: Batch) -> None:
    found = desk.batches.differences(batch)
    assert [key for key, _label in found.varying] == ["party", "party_uscc", "doc_no", "title"]
    assert ("处罚机关", "龙江县市场监督管理局") in found.shared
    assert found.rows[2][0] == "龙江县第3示例农资有限公司"


def test_the_report_says_where_each_is_public(desk: Desk, batch: Batch) -> None:
    approved(desk, batch)
    desk.batches.publish(batch)
    sheet = load_workbook(BytesIO(desk.batches.report(batch))).worksheets[0]
    assert sheet.max_row == 6
    assert [cell.value for cell in sheet[2]][6].startswith("memory:") or "://" in str(sheet["G2"].value)


def test_a_batch_is_sent_back_with_one_reason(desk: Desk, batch: Batch) -> None:
    desk.batches.submit(batch)
    desk.batches.send_back(batch, "王审查", "处罚依据写错")
    assert states(desk, batch) == {State.DRAFT}
    assert {item.remark for item in desk.batches.items(batch)} == {"处罚依据写错"}


def test_a_forgotten_batch_leaves_its_disclosures(desk: Desk, batch: Batch) -> None:
    desk.batches.forget(batch.id)
    assert desk.batches.all() == []
    assert len(desk.drafts.items(State.DRAFT)) == 5
