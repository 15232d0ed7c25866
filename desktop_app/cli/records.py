"""Commands about what was done: ledger, backup, restore."""

from __future__ import annotations

from desktop_app.cli import DONE
from desktop_app.cli.output import print_json
from desktop_app.cli.parser import Options
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.states import STATE_WORDS


def ledger(options: Options, program: Program) -> int:
    """Print or export the ledger."""
    desk = program.open_desk(options.workspace)
    rows = desk.ledger.rows(options.year, options.area, options.status)
    if options.export:
        desk.ledger.export(rows, options.export)
    if options.json:
        print_json([row.as_json() for row in rows])
    elif options.export:
        print(options.export)
    else:
        for row in rows:
            day = row.published_on.isoformat() if row.published_on else "—"
            print(f"{row.id}  {day:<12}{STATE_WORDS[row.state]:<6}{row.title}")
    return DONE


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
