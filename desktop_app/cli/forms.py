"""Commands about disclosure types: forms, lint, sample, due."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import paths
from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.output import print_json
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.item import to_json
from desktop_app.core.forms.search import Entry

if TYPE_CHECKING:
    from desktop_app.core.forms.source import Fault


def forms(options: Options, program: Program) -> int:
    """List the disclosure types."""
    catalogue = program.open_desk(options.workspace).catalogue
    found = catalogue.search(options.search or "")
    found = [entry for entry in found if not options.area or entry.area == options.area]
    if options.json:
        print_json([_entry(entry) for entry in found])
    else:
        for entry in found:
            print(f"{entry.id:<52}{entry.name}（{entry.area_name}）")
            for better in entry.overlaps:
                print(f"{'':<52}  {better.when}，用 {better.form}")
    broken = catalogue.broken()
    for error in broken:
        print(error.message, file=sys.stderr)
    return HELD_BACK if broken else DONE


def _entry(entry: Entry) -> dict[str, object]:
    keys = ("id", "name", "area", "area_name", "document_kind", "bulletin_board", "time_limit", "elements")
    return {key: getattr(entry, key) for key in keys}


def lint(options: Options, program: Program) -> int:
    """Print each fault of form, template and portal files, and of the office's own rules, with file and line."""
    from desktop_app.services.exceptions import FILE
    from desktop_app.services.linting import lint_all, lint_portals
    from desktop_app.services.office_files import SHAPES

    target = Path(options.path or paths.FORMS)
    if not target.exists():
        raise BadCall(f"找不到“{target}”。")
    office = paths.workspace_file(options.workspace).parent
    own = [office / name for name in (FILE, *SHAPES)]
    if target.name in {file.name for file in own}:
        own, faults = [target], []
    else:
        faults = lint_all(target, paths.FORMS, paths.TEMPLATES)
        own = [file for file in own if options.path is None and file.is_file()]
    if own:
        known = frozenset(entry.id for entry in program.open_desk(options.workspace).catalogue.search(""))
        faults += [fault for file in own for fault in _own_faults(file, known)]
    if options.path is None:
        ours = office / "portals"
        faults += [fault for place in (paths.RESOURCES / "portals", ours) for fault in lint_portals(place)]
    for fault in faults:
        print(fault)
    return HELD_BACK if faults else DONE


def _own_faults(file: Path, known: frozenset[str]) -> list[Fault]:
    from desktop_app.services.exceptions import FILE, lint_exceptions
    from desktop_app.services.office_files import lint_office_file

    return lint_exceptions(file, known) if file.name == FILE else lint_office_file(file, known)


def sample(options: Options, program: Program) -> int:
    """Print a complete, valid disclosure."""
    print(to_json(program.open_desk(options.workspace).exchange.sample(options.form)))
    return DONE


def due(options: Options, program: Program) -> int:
    """Print until when it must be public, and how that is counted."""
    desk = program.open_desk(options.workspace)
    form = desk.catalogue.form(options.form)
    deadline = desk.deadlines.due_for(form, _event(options.event))
    if deadline is None:
        print("这一类信息没有规定的公开时限。")
    elif options.json:
        made_by = [one.as_json() for one in desk.editions.of_due(deadline, form)]
        print_json({**deadline.as_json(), "made_by": made_by})
    else:
        print(f"{deadline.explain()}\n{desk.editions.due_words(deadline, form)}")
    return DONE


def _event(text: str) -> date | datetime:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        raise BadCall(f"“{text}”不是日期，应写成 2026-09-28 或 2026-09-28T10:00。") from None
