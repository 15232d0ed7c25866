"""The ledger: everything is found by what it holds, lines follow each other, and what becomes late is told."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.adapters.workspace.workspace import OfficeWorkspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.errors import Cancelled
from desktop_app.core.ledger.filters import Filters
from desktop_app.services.desk import Desk
from desktop_app.services.ledger_export import export
from desktop_app.services.workbooks import ExportFailed
from tests.services.conftest import FixedClock

pytestmark = pytest.mark.on_both_databases

GUIDE, PENALTY = "service-items.guide", "market-supervision.penalty-publicity"
_STATES = (State.DRAFT, State.APPROVED, State.PUBLISHED, State.WITHDRAWN)


def item(number: int, form: str, state: State, at: datetime, **more: object) -> Item:
    values = {"title": f"第{number}件", "party_name": "龙江县示例粮油店", **dict(more.pop("values", {}))}
    published = at if state in (State.PUBLISHED, State.WITHDRAWN) else None
    return Item(
        id=f"i{number:04d}",
        form=form,
        form_version=1,
        title=str(more.pop("title", f"第{number}件")),
        state=state,
        values=values,
        created_at=at,
        updated_at=at,
        published_at=published,
        **more,
    )


def ids(desk: Desk, **asked: object) -> list[str]:
    return [row.id for row in desk.ledger.rows(Filters(**asked))]


def test_every_filter_with_every_other_finds_what_reading_everything_finds(
    desk: Desk, workspace: OfficeWorkspace, clock: FixedClock
) -> None:
    chance = random.Random(3)
    kept = []
    for number in range(300):
        at = datetime(2025, 1, 1, 8) + timedelta(days=chance.randrange(600), seconds=chance.randrange(60))
        due = chance.choice(["", "2025-03-01", "2026-05-01", "2027-01-01"])
        word = chance.choice(["低保", "低温雨雪", "保障房", "村务"])
        kept.append(
            item(
                number,
                chance.choice([GUIDE, PENALTY]),
                chance.choice(_STATES),
                at,
                due=due,
                title=f"{word}第{number}件",
            )
        )
        workspace.add_item(kept[-1])
    clock.now = datetime(2026, 9, 28, 10)

    def fits(one: Item, asked: Filters) -> bool:
        reached = one.published_at or clock.now
        late = bool(one.due) and reached.date().isoformat() > one.due
        in_time = not late and bool(one.due) and one.published_at is not None
        return (
            asked.text in one.title
            and one.form.startswith(asked.area)
            and (not asked.state or one.state == asked.state)
            and (asked.year is None or (one.published_at or one.updated_at).year == asked.year)
            and (not asked.timeliness or (late if asked.timeliness == "late" else in_time))
        )

    for text, area, state, timeliness, year in product(
        ["", "低保", "保", "第7"],
        ["", "service-items", "market-supervision"],
        ["", *_STATES],
        ["", "late", "in_time"],
        [None, 2025, 2026],
    ):
        asked = Filters(text=text, area=area, state=str(state), timeliness=timeliness, year=year)
        found = list(desk.ledger.rows(asked))
        assert {row.id for row in found} == {one.id for one in kept if fits(one, asked)}, asked
        assert desk.ledger.count(asked) == len(found)


def test_lines_come_latest_first_and_none_twice_however_many_were_published_in_one_second(
    desk: Desk, workspace: OfficeWorkspace
) -> None:
    same = datetime(2026, 9, 1, 9)
    for number in range(250):
        workspace.add_item(item(number, GUIDE, State.PUBLISHED, same))
    workspace.add_item(item(999, GUIDE, State.PUBLISHED, same + timedelta(minutes=10)))
    workspace.add_item(item(998, GUIDE, State.PUBLISHED, same - timedelta(minutes=10)))

    first = desk.ledger.page(Filters(), count=100)
    found = ids(desk)

    assert first.rows[0].id == "i0999"
    assert found[0] == "i0999"
    assert found[-1] == "i0998"
    assert len(found) == len(set(found)) == 252


def test_a_text_deep_in_a_list_is_found_and_one_that_was_changed_is_not(
    desk: Desk, workspace: OfficeWorkspace
) -> None:
    kept = item(1, PENALTY, State.DRAFT, datetime(2026, 9, 1), values={"list": [{"name": "欧阳示例"}]})
    workspace.add_item(kept)
    assert ids(desk, text="欧阳示例") == [kept.id]
    assert ids(desk, text="行政处罚") == [kept.id]  # the type's name

    workspace.save_item(replace(kept, values={"list": [{"name": "司马示例"}]}))
    assert ids(desk, text="欧阳示例") == []
    assert ids(desk, text="司马") == [kept.id]
    workspace.remove_item(kept.id)
    assert ids(desk) == []
    assert desk.ledger.count(Filters(text="司马")) == 0


def test_an_open_deadline_becomes_late_by_itself(
    desk: Desk, workspace: OfficeWorkspace, clock: FixedClock
) -> None:
    workspace.add_item(item(1, PENALTY, State.DRAFT, clock.now, due="2026-09-30"))
    workspace.add_item(item(2, PENALTY, State.APPROVED, clock.now, due="2026-09-30T22:30:00"))
    workspace.add_item(item(3, PENALTY, State.PUBLISHED, clock.now, due="2026-09-30"))
    assert ids(desk, timeliness="late") == []
    clock.now = datetime(2026, 9, 30, 22, 31)
    assert ids(desk, timeliness="late") == ["i0002"]
    clock.now = datetime(2026, 10, 1, 0, 1)
    assert set(ids(desk, timeliness="late")) == {"i0001", "i0002"}


def test_a_line_whose_form_is_gone_is_kept(desk: Desk, workspace: OfficeWorkspace) -> None:
    workspace.add_item(item(1, "gone.form", State.PUBLISHED, datetime(2026, 9, 1)))
    (row,) = desk.ledger.rows(Filters())
    assert (row.form_name, row.column) == ("gone.form", "")


def test_dates_are_dates_and_a_title_that_looks_like_a_formula_is_a_title(
    desk: Desk, workspace: OfficeWorkspace, tmp_path: Path
) -> None:
    title = "=1+1 关于某事\x0b的公告"
    workspace.add_item(
        item(1, PENALTY, State.PUBLISHED, datetime(2026, 9, 1, 8), due="2026-09-08", title=title)
    )

    file = export(desk.ledger.rows(Filters()), 1, tmp_path / "台账.xlsx")

    sheet = load_workbook(file).active
    cells = {sheet.cell(1, number).value: sheet.cell(2, number) for number in range(1, sheet.max_column + 1)}
    assert cells["公开日期"].value == datetime(2026, 9, 1)
    assert cells["公开日期"].is_date
    assert cells["标题"].data_type == "s"
    assert cells["标题"].value.startswith("=1+1 关于某事")
    assert cells["是否按期"].value == "按期"
    assert sheet.freeze_panes == "A2"


def test_an_export_that_is_stopped_leaves_nothing_behind(
    desk: Desk, workspace: OfficeWorkspace, tmp_path: Path
) -> None:
    for number in range(600):
        workspace.add_item(item(number, GUIDE, State.PUBLISHED, datetime(2026, 9, 1)))
    folder = tmp_path / "out"
    folder.mkdir()

    def stop(_what: str, share: float) -> None:
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(desk.ledger.rows(Filters()), 600, folder / "台账.xlsx", progress=stop)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="台账没有写进“台账.xlsx”"):
        export([], 0, tmp_path / "没有" / "台账.xlsx")


def test_what_gave_way_to_a_corrected_version_is_counted_once(desk: Desk, workspace: OfficeWorkspace) -> None:
    at = datetime(2026, 9, 1)
    workspace.add_item(replace(item(1, GUIDE, State.PUBLISHED, at), state=State.REPLACED))
    workspace.add_item(item(2, GUIDE, State.PUBLISHED, at))
    assert [figure.number for figure in desk.ledger.figures(2026)] == [1]
    assert desk.ledger.count(Filters(state="replaced")) == 1
