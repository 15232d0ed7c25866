"""Boards and requests on the command line; nobody is named."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest

from desktop_app.cli.boards import board, requests
from desktop_app.cli.parser import parse
from desktop_app.core.board.place import Place
from desktop_app.core.requests.record import Applicant, Way
from desktop_app.services.desk import Desk
from tests.services.conftest import cache, clock, desk, portal, workspace
from tests.ui.pages.office import ALLOWANCE, Office

__all__ = ["cache", "clock", "desk", "portal", "workspace"]
BOARD = Place("永发村", "村委会公示栏")


@pytest.fixture
def program(desk: Desk) -> Any:
    desk.save_settings(msgspec.structs.replace(desk.settings, boards=(BOARD,)))
    item = Office(desk).approved(ALLOWANCE)
    desk.postings.record(item.id, BOARD, date(2026, 9, 28))
    desk.objections.take(item.id, datetime(2026, 9, 28, 9), "电话", "人口数不对", "周虚拟")
    desk.requests.register(Way.IN_PERSON, date(2026, 9, 28), "资金使用情况", Applicant("自然人", "赵示例"))
    return SimpleNamespace(open_desk=lambda _workspace: desk)


def options(*arguments: str) -> Namespace:
    return cast("Namespace", parse(arguments))


def test_every_board_is_printed_with_what_is_to_do(program: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert board(options("board", "--json"), program) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["boards"][0]["village"] == "永发村"
    assert told["boards"][0]["hanging"][0]["counted_from"] == "2026-09-28"
    assert told["todo"][0]["duty"] == "objection"
    board(options("board"), program)
    words = capsys.readouterr().out
    assert "永发村村委会公示栏  在贴 1 件" in words
    assert "周虚拟" not in words


def test_requests_are_printed_without_the_applicant(program: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert requests(options("requests", "--json"), program) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["number"], one["due_on"], len(one["steps"])) == ("2026-001", "2026-10-30", 32)
    requests(options("requests"), program)
    words = capsys.readouterr().out
    assert words == "2026-001  收到 2026-09-28  期限 2026-10-30  还有 32 天\n"
