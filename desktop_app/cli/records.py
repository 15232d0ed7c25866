"""Commands about what was done: ledger, backup, restore."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_json, progress
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.states import STATE_WORDS
from desktop_app.core.ledger.filters import Filters

if TYPE_CHECKING:
    from desktop_app.core.disclosure.record import Item
    from desktop_app.core.updates.edition import Edition
    from desktop_app.services.desk import Desk


def ledger(options: Options, program: Program) -> int:
    """Print or export the ledger."""
    from desktop_app.services.ledger_export import export

    desk = program.open_desk(options.workspace)
    filters = Filters(
        text=options.text,
        year=options.year,
        area=options.area,
        state=options.status,
        timeliness="late" if options.late else "",
    )
    if options.export:
        export(desk.ledger.rows(filters), desk.ledger.count(filters), options.export, progress=progress)
    if options.json:
        print_json([row.as_json() for row in desk.ledger.rows(filters)])
    elif options.export:
        print(options.export)
    else:
        for row in desk.ledger.rows(filters):
            day = row.published_on.isoformat() if row.published_on else "—"
            print(f"{row.id}  {day:<12}{STATE_WORDS[row.state]:<6}{row.title}")
    return DONE


def todo(options: Options, program: Program) -> int:
    """Print what is to be done, the most urgent first: 1 where anything is overdue."""
    desk = program.open_desk(options.workspace)
    today = desk.deadlines.today()
    rows: list[dict[str, Any]] = [
        {
            "id": one.item.id,
            "form": one.item.form,
            "title": one.item.title,
            "status": str(one.item.state),
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "made_by": _due_editions(desk, one.item) if options.json else [],
        }
        for one in desk.deadlines.todo()
    ]
    rows += [
        {
            "id": None,
            "form": one.form,
            "title": one.title,
            "status": "not_begun",
            "due_on": one.due_on.isoformat() if one.due_on else None,
            "made_by": _as_json(desk.editions.of_due(one.due, desk.catalogue.form(one.form)))
            if one.due
            else [],
        }
        for one in desk.recurring.open()
    ]
    rows += [
        {
            "id": one.request.number,
            "form": None,
            "title": f"依申请公开 {one.request.number} 的答复",
            "status": "request",
            "due_on": None if one.clock.waits else one.clock.due_on.isoformat(),
            "made_by": _as_json(desk.editions.of_request(one.clock)),
        }
        for one in desk.requests.open_rows()
    ]
    rows.sort(key=lambda row: (row["due_on"] or "9999", row["title"]))
    if options.json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['due_on'] or '—':<12}{_TODO_WORDS[row['status']]:<6}{row['title']}")
    return HELD_BACK if any((row["due_on"] or "9999") < today.isoformat() for row in rows) else DONE


def _due_editions(desk: Desk, item: Item) -> list[dict[str, Any]]:
    """Return what made a deadline; nothing where the rules of now would make another, which opening it shows."""
    opened = desk.drafts.opened(item)
    due = desk.deadlines.due(opened.form, opened.answers)
    is_same = due is not None and due.at.isoformat() == item.due
    return _as_json(desk.editions.of_due(due, opened.form)) if due and is_same else []


def _as_json(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    return [edition.as_json() for edition in editions]


_TODO_WORDS: dict[str, str] = {str(state): words for state, words in STATE_WORDS.items()} | {
    "not_begun": "还没写"
}


def calendar(options: Options, program: Program) -> int:
    """Read a notice on holidays and print what it moves; adopt it where somebody compared it."""
    try:
        text = options.file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCall(f"通知“{options.file}”读不出来，请存成 UTF-8 文本。") from error
    holidays = program.open_desk(options.workspace).holidays
    proposal = holidays.read(text)
    if options.checked_by:
        holidays.adopt(proposal, options.checked_by)
    moved = [{"id": one.item.id, "before": one.before, "after": one.after} for one in proposal.moved]
    if options.json:
        print_json({"year": proposal.notice.year, "adopted": bool(options.checked_by), "moved": moved})
        return DONE
    for holiday in proposal.notice.holidays:
        worked = "、".join(day.isoformat() for day in holiday.workdays)
        print(f"{holiday.name}：{holiday.first} 至 {holiday.last}{f'，{worked} 上班' if worked else ''}")
    for one in proposal.moved:
        print(f"{one.before} → {one.after}  {one.item.title}")
    print("已采用。" if options.checked_by else "还没有采用：核对无误后加 --checked-by 核对人。")
    return DONE


def verify(options: Options, program: Program) -> int:
    """Say whether the story is still what was told."""
    from desktop_app.services.chain import read_head

    head = read_head(options.head) if options.head else None
    verdict = program.open_desk(options.workspace).chain.verify(head)
    if options.json:
        broken = verdict.broken
        print_json(
            {
                "whole": verdict.is_whole,
                "events": verdict.count,
                "broken": broken.number if broken else None,
                "cut": verdict.is_cut,
                "rewritten": verdict.is_other,
            }
        )
    else:
        print(verdict.words)
    return DONE if verdict.is_whole else HELD_BACK


def accepted(options: Options, program: Program) -> int:
    """Print the findings that people took as they are, with reason, person and time."""
    decisions = program.open_desk(options.workspace).decisions.of(options.id)
    if options.json:
        print_json(
            [
                {
                    "id": one.id,
                    "rule": one.rule,
                    "message": one.words,
                    "evidence": one.evidence,
                    "reason": one.reason,
                    "by": one.who,
                    "at": one.at.isoformat(),
                }
                for one in decisions
            ]
        )
    else:
        for one in decisions:
            seen = f"（{one.evidence}）" if one.evidence else ""
            print(f"{one.at:%Y-%m-%d %H:%M} {one.who}：{one.words}{seen} 理由：{one.reason}")
        if not decisions:
            print("没有接受过检查结果。")
    return DONE


def story_sheet(options: Options, program: Program) -> int:
    """Write the monthly sheet of the story and print its path."""
    month = month_of(options.month)
    print(program.open_desk(options.workspace).chain.sheet(month, options.out, options.format))
    return DONE


def evidence(options: Options, program: Program) -> int:
    """Write the evidence bundle of a disclosure and print its path."""
    print(program.open_desk(options.workspace).evidence.write(options.id, options.out, progress))
    return DONE


def annual_report(options: Options, program: Program) -> int:
    """Write the annual report and the sources of its figures, and print their paths."""
    from desktop_app.services.annual_report import unplaced_words

    report = program.open_desk(options.workspace).annual_report
    docx, sources, begun = report.write(options.year, options.out, progress)
    print(docx)
    print(sources)
    if begun.unplaced:
        print(unplaced_words(begun.unplaced))
    return HELD_BACK if begun.unplaced else DONE


def duties_report(options: Options, program: Program) -> int:
    """Print or export how the founding document is carried out."""
    from desktop_app.core.reports.implementation import STANDING_WORDS
    from desktop_app.services.implementation import as_json

    service = program.open_desk(options.workspace).implementation
    rows = service.rows(options.year, own=options.own)
    if options.out:
        service.export(rows, options.out)
    if options.json:
        print_json([as_json(row) for row in rows])
    elif options.out:
        print(options.out)
    else:
        for row in rows:
            said = row.duty.says or row.duty.law
            print(f"{STANDING_WORDS[row.standing]:<12}{row.published:>5} 件  {row.duty.section}：{said}")
    return DONE


def month_of(text: str) -> date:
    """Return the first day of a month written as `2026-11`.

    Raises:
        BadCall: it is none.
    """
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise BadCall(f"“{text}”不是月份，请写成 2026-11 这样。") from error


def backup(options: Options, program: Program) -> int:
    """Copy the whole workspace, verified, and print the copy's path."""
    print(program.open_desk(options.workspace).back_up(options.file))
    return DONE


def restore(options: Options, program: Program) -> int:
    """Put a backup in the workspace's place; what it replaces is kept under another name."""
    aside = program.restore(options.workspace, options.file)
    print(f"已恢复：{options.file}")
    if aside is not None:
        print(f"原来的文件改名为：{aside}")
    return DONE
