from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.services.chain import Head, HeadUnreadable, NothingToReport, read_head
from desktop_app.services.desk import Desk
from tests.services.conftest import FixedClock
from tests.workspaces import tampering

pytestmark = pytest.mark.on_both_databases


@pytest.fixture
def told(desk: Desk, workspace: OfficeWorkspace) -> list[str]:
    """Six events of three drafts, handed in; their digests."""
    for _ in range(3):
        desk.reviews.submit(desk.drafts.create("policy.document").id)
    return [event.digest for event in workspace.story()]


def test_an_untouched_story_is_whole(desk: Desk, told: list[str]):
    verdict = desk.chain.verify(Head(6, told[-1]))

    assert verdict.is_whole
    assert verdict.words == "办理经过完整，共 6 条，没有改动、删除和调换。"


def _edit(sql: str) -> Callable[[OfficeWorkspace], None]:
    def tamper(workspace: OfficeWorkspace) -> None:
        with tampering(workspace) as connection:
            for statement in sql.split(";"):
                connection.execute(statement)

    return tamper


@pytest.mark.parametrize(
    ("tamper", "number"),
    [
        (_edit("update event set who = '别人' where number = 3"), 3),
        (_edit("update event set at = '2026-09-01T08:00:00' where number = 5"), 5),
        (_edit("delete from event where number = 4"), 5),
        (_edit("update event set number = 99 where number = 2; update event set number = 2 where number = 3;"
               "update event set number = 3 where number = 99"), 2),
    ],
    ids=["edited", "backdated", "deleted", "reordered"],
)  # fmt: skip
def test_tampering_is_found_and_the_event_is_named(
    desk: Desk,
    workspace: OfficeWorkspace,
    told: list[str],
    tamper: Callable[[OfficeWorkspace], None],
    number: int,
):
    tamper(workspace)

    verdict = desk.chain.verify()

    assert verdict.broken is not None
    assert verdict.broken.number == number
    assert f"第 {number} 条" in verdict.words


def test_a_tail_that_was_cut_off_is_found_against_the_signed_sheet(
    desk: Desk, workspace: OfficeWorkspace, told: list[str]
):
    _edit("delete from event where number > 4")(workspace)

    assert desk.chain.verify().is_whole
    assert "末尾缺失" in desk.chain.verify(Head(6, told[-1])).words


def test_a_story_that_was_written_anew_is_found_against_the_signed_sheet(desk: Desk, told: list[str]):
    assert "改写过" in desk.chain.verify(Head(6, told[2])).words


def test_the_sheet_shows_the_head_that_verification_takes(desk: Desk, told: list[str], tmp_path: Path):
    sheet = desk.chain.sheet(date(2026, 9, 1), tmp_path)

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(sheet))
    assert told[-1] in "".join(text.split())
    assert desk.chain.verify(read_head(f"GKS1:6:{told[-1]}")).is_whole


def test_the_sheet_of_a_month_ends_with_that_month(
    desk: Desk, clock: FixedClock, told: list[str], tmp_path: Path
):
    clock.pass_by(days=5)
    desk.drafts.create("policy.document")

    sheet = desk.chain.sheet(date(2026, 9, 30), tmp_path, "docx")

    assert sheet.name == "政务公开办理经过月报表（2026年9月）.docx"
    with pytest.raises(NothingToReport):
        desk.chain.sheet(date(2026, 8, 1), tmp_path)


@pytest.mark.parametrize("text", ["", "6", "6:abc", f"x:{'0' * 64}"])
def test_what_is_no_head_is_refused(text: str):
    with pytest.raises(HeadUnreadable):
        read_head(text)


def test_a_head_may_be_typed_with_a_chinese_colon_and_capitals():
    assert read_head(f" 6：{'AB' * 32} ") == Head(6, "ab" * 32)
