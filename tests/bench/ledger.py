"""A ledger of a million lines: the first page of searches, against the same searches in a thousand lines.

Building it takes some minutes. The window's start with it is compared with the start on an empty workspace.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.ledger.filters import Filters
from desktop_app.core.progress import silent
from desktop_app.wiring import open_desk
from tests.bench import start
from tests.bench.table import Row, median
from tests.forms.files import FORMS

LINES, FEW = 1_000_000, 1_000
LIMIT_MS, START_LIMIT = 50.0, 1.1
_BATCH = 5_000
_FIRST, _LAST = datetime(2017, 1, 2, 8), datetime(2026, 11, 20, 17)
_OFFICES = (
    "县农业农村局",
    "县财政局",
    "白山镇人民政府",
    "龙兴镇人民政府",
    "县民政局",
    "县教育局",
    "七棵树镇人民政府",
)
_MATTERS = (
    "行政处罚决定",
    "惠农补贴发放名单",
    "部门预算",
    "农村低保对象",
    "宅基地审批结果",
    "饮用水水质状况",
)
_FAMILIES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚"
_SEARCHES = (
    Filters(),
    Filters(year=2019),
    Filters(state="published", year=2026),
    Filters(state="withdrawn", area="finance"),
    Filters(timeliness="late", area="village"),
    Filters(text="公开"),
    Filters(text="县"),
    Filters(text="低保"),
    Filters(text="王伟芳"),
    Filters(text="县财政局关于宅基地审批结果"),
    Filters(text="第512号"),
    Filters(text="2024"),
    Filters(text="王伟芳 低保", state="published"),
    Filters(text="低保", state="withdrawn", area="finance", year=2021),
    Filters(text="县财政局关于宅基地", state="withdrawn", area="finance"),
    Filters(text="没有这几个字"),
)


def measure() -> list[Row]:
    """Build both ledgers, ask both the same, and start the window on the large one and on an empty one."""
    with tempfile.TemporaryDirectory() as folder:
        large, small, empty = (Path(folder) / name for name in ("large", "small", "empty"))
        _build(large, LINES)
        _build(small, FEW)
        empty.mkdir()
        worst, asked = _slowest(large)
        base, _ = _slowest(small)
        ratio = _start_ratio(large, empty)
    return [
        Row(
            f"first page of the slowest of {len(_SEARCHES)} searches, {LINES:,} lines",
            f"the slowest in {FEW:,} lines",
            worst / base,
            f"under {LIMIT_MS:.0f} ms",
            worst < LIMIT_MS,
            f"{worst:.0f} ms ({asked.text or 'filters alone'}); {base:.1f} ms",
        ),
        Row(
            f"first usable window, {LINES:,} lines",
            "an empty workspace",
            ratio,
            f"under {START_LIMIT}",
            ratio < START_LIMIT,
            f"median of {start.ROUNDS}",
        ),
    ]


def _build(folder: Path, lines: int) -> None:
    folder.mkdir()
    workspace = open_workspace(folder / "workspace.db")
    pending = _items(lines)
    while batch := list(islice(pending, _BATCH)):
        with workspace.together():
            for item in batch:
                workspace.add_item(item)
    workspace.close()
    desk = open_desk(str(folder))
    desk.ledger.catch_up(silent)
    desk.close()


def _items(lines: int) -> Iterator[Item]:
    chance = random.Random(1)
    forms = sorted(FORMS)
    step = (_LAST - _FIRST) / lines
    states = [State.PUBLISHED] * 97 + [State.WITHDRAWN] * 3
    for number in range(lines):
        at = _FIRST + step * number
        is_open = number >= lines - 40  # as many as an office has on its table, however old its ledger is
        state = (
            chance.choice([State.DRAFT, State.IN_REVIEW, State.APPROVED])
            if is_open
            else chance.choice(states)
        )
        title = f"{chance.choice(_OFFICES)}关于{chance.choice(_MATTERS)}的公告（第{chance.randrange(999)}号）"
        names = " ".join(chance.choice(_FAMILIES) + "".join(chance.choices(_GIVEN, k=2)) for _ in range(12))
        yield Item(
            id=f"{at:%Y%m%d}-{number:07d}",
            form=chance.choice(forms),
            form_version=1,
            title=title,
            state=state,
            values={"title": title, "content": f"{names} 依法予以公开，金额{chance.randrange(99_999)}元。"},
            created_at=at,
            updated_at=at,
            published_at=None if is_open else at,
            openness="active",
            due=(at + timedelta(days=chance.choice([-1, *[5] * 19]))).date().isoformat(),
            author="张三",
        )


def _slowest(folder: Path) -> tuple[float, Filters]:
    desk = open_desk(str(folder))
    desk.ledger.page(Filters())  # the forms that the lines name are read once a day
    timed = []
    for asked in _SEARCHES:
        rounds = []
        for _ in range(5):
            begun = time.perf_counter()
            desk.ledger.page(asked)
            rounds.append(time.perf_counter() - begun)
        timed.append((median(rounds) * 1000, asked))
    desk.close()
    return max(timed, key=lambda one: one[0])


def _start_ratio(large: Path, empty: Path) -> float:
    for folder in (large, empty):
        start.prepare(folder)
    with_lines, without = [], []
    for _ in range(start.ROUNDS):
        without.append(start.ours(empty))
        with_lines.append(start.ours(large))
    return median(with_lines) / median(without)


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
