"""The command that compares two versions of a disclosure."""

from __future__ import annotations

from desktop_app.cli import DONE
from desktop_app.cli.calls import Options
from desktop_app.cli.disclosures import load
from desktop_app.cli.program import Program


def redline(options: Options, program: Program) -> int:
    """Write what changed from one file to another, and print the path."""
    desk = program.open_desk(options.workspace)
    before, after = (
        desk.documents.document(load(desk, path).answers) for path in (options.before, options.after)
    )
    print(desk.redlines.write(before, after, options.out, options.format))
    return DONE
