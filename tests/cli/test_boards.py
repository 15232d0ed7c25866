"""Boards and requests on the command line; nobody is named."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import msgspec
import pytest

from desktop_app.cli.boards import board, requests
from desktop_app.cli.parser import parse
from desktop_app.core.board.place import Place
from desktop_app.core.requests.record import Applicant, Way
from desktop_app.services.desk import Desk
from desktop_app.wiring import beijing_now
from tests.cli.conftest import Gongkai
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


def test_a_sheet_s_life_is_written_down_by_commands(gongkai: Gongkai, desk: Desk, tmp_path: Path) -> None:
    """The window's commands in a process of their own, over a workspace that a test has prepared."""
    desk.save_settings(msgspec.structs.replace(desk.settings, office_name="龙江县民政局", boards=(BOARD,)))
    item = Office(desk).approved(ALLOWANCE)
    call = partial(gongkai, "--workspace", str(desk.folder))

    unknown = call("board", "hang", item.id, "--place", "没有这个栏")
    assert (unknown.returncode, "永发村村委会公示栏" in unknown.stderr) == (2, True)
    hung = call("board", "hang", item.id, "--place", str(BOARD), "--witness", "钱样")
    assert hung.returncode == 0, hung.stderr
    posting = hung.stdout.strip()
    objected = call(
        "board", "object", item.id, "--way", "电话", "--summary", "人口数不对", stdin="周虚拟 电话"
    )
    assert objected.returncode == 0, objected.stderr
    answered = call(
        "board", "answer", objected.stdout.strip(), "--handled", "核对户口册", "--outcome", "rejected"
    )
    assert answered.returncode == 0, answered.stderr
    early = call("board", "down", posting)
    assert early.returncode == 2
    assert "还不能取下" in early.stderr
    assert call("board", "down", posting, "--reason", "被雨淋坏").returncode == 0
    record = call("board", "record", item.id, "--out", tmp_path / "papers")
    assert Path(record.stdout.strip()).is_file()
    (kept,) = desk.objections.of(item.id)
    assert kept.contact == "周虚拟 电话"
    assert "周虚拟" not in hung.stdout + objected.stdout + answered.stdout


def test_a_request_is_registered_from_standard_input_and_answered(gongkai: Gongkai, desk: Desk) -> None:
    call = partial(gongkai, "--workspace", str(desk.folder))
    sample = call("requests", "register", "--sample").stdout
    wrong = call("requests", "register", stdin='{"way": "in_person"}')
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    asked = {**json.loads(sample), "submitted_on": beijing_now().date().isoformat()}
    registered = call("requests", "register", stdin=json.dumps(asked))
    assert registered.returncode == 0, registered.stderr
    assert "赵示例" not in registered.stdout
    number = registered.stdout.split()[0]
    extended = call(
        "requests", "extend", number, "--days", "20", "--approver", "王批准", "--reason", "要征求意见"
    )
    assert extended.returncode == 0, extended.stderr
    assert extended.stdout.split()[2] > registered.stdout.split()[2]
    letter = call("requests", "letter", number, "--answer", "granted")
    assert letter.returncode == 0, letter.stderr
    assert desk.drafts.open(letter.stdout.strip()).item.form == "disclosure-system.reply-grant"
    assert call("requests", "answered", number, "--answer", "nothing").returncode == 2
    done = call("requests", "answered", number, "--answer", "granted")
    assert done.returncode == 0, done.stderr
    assert "已答复" in call("requests").stdout
