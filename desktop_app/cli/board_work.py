"""What is written down about bulletin boards: posting, taking down, objections, papers."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from desktop_app.cli import DONE
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import progress
from desktop_app.cli.program import Program
from desktop_app.core.board.place import Place
from desktop_app.core.board.records import Outcome
from desktop_app.services.desk import Desk


def hang(options: Options, program: Program) -> int:
    """Write down that a sheet was posted; print the posting's id and what does not fit."""
    from desktop_app.services.postings import PhotoFile

    desk = program.open_desk(options.workspace)
    photos = [PhotoFile(file.name, _content(file)) for file in options.photo]
    posting = desk.postings.record(
        options.id,
        _place(desk, options.place),
        day_of(options.on, desk),
        photos,
        posted_by=options.by,
        witness=options.witness,
        sheet=options.sheet,
        notes=options.notes,
        progress=progress,
    )
    print(posting.id)
    for words in desk.postings.warnings(posting):
        print(words, file=sys.stderr)
    return DONE


def down(options: Options, program: Program) -> int:
    """Write down that a sheet was taken down."""
    desk = program.open_desk(options.workspace)
    posting = desk.postings.take_down(options.id, day_of(options.on, desk), early_reason=options.reason)
    print(f"已登记取下：{posting.place}")
    return DONE


def take_objection(options: Options, program: Program) -> int:
    """Write down an objection and print its id; who objected is read from standard input, where it is piped."""
    desk = program.open_desk(options.workspace)
    contact = "" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read().strip()
    print(desk.objections.take(options.id, desk.now(), options.way, options.summary, contact).id)
    return DONE


def answer_objection(options: Options, program: Program) -> int:
    """Write down how an objection was looked into and answered."""
    desk = program.open_desk(options.workspace)
    on = day_of(options.on, desk)
    desk.objections.conclude(options.id, options.handled, Outcome(options.outcome), on)
    print("已登记答复。")
    return DONE


def record_paper(options: Options, program: Program) -> int:
    """Write the record of posting and print its path."""
    papers = program.open_desk(options.workspace).board_papers
    print(papers.record_sheet(options.id, options.out, options.format))
    return DONE


def result_paper(options: Options, program: Program) -> int:
    """Write the report of the result and print its path."""
    papers = program.open_desk(options.workspace).board_papers
    print(papers.result(options.id, options.out, options.format))
    return DONE


def day_of(text: str | None, desk: Desk) -> date:
    """Return the day that was given, today where none was.

    Raises:
        BadCall: it is none.
    """
    try:
        return date.fromisoformat(text) if text else desk.deadlines.today()
    except ValueError as error:
        raise BadCall(f"“{text}”不是日期，请写成 2026-09-28 这样。") from error


def _place(desk: Desk, name: str) -> Place:
    known = {str(place): place for place in desk.board_duties.places()}
    if name not in known:
        raise BadCall(f"公示栏名单里没有“{name}”，有的是：{'、'.join(known) or '（名单是空的）'}。")
    return known[name]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadCall(f"照片“{file}”读不出来。") from error
