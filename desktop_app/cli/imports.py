"""The command `import`: a blank workbook, or what a filled one says."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from desktop_app.cli import DONE, HELD_BACK
from desktop_app.cli.calls import BadCall, Options
from desktop_app.cli.disclosures import read_bytes
from desktop_app.cli.output import print_json, progress
from desktop_app.cli.program import Program
from desktop_app.core.disclosure.item import Disclosure, to_json
from desktop_app.core.imports.grid import letters
from desktop_app.core.imports.plan import SheetPlan
from desktop_app.core.imports.session import Made, Session
from desktop_app.core.imports.suggestion import Source
from desktop_app.core.imports.take import Unused
from desktop_app.services.desk import Desk
from desktop_app.services.files import write_file
from desktop_app.services.imports import DocumentSession

_MOST_SHOWN = 20


def import_file(options: Options, program: Program) -> int:
    """Write a form's blank workbook, or print the disclosures of a file and the cells that could not be used."""
    desk = program.open_desk(options.workspace)
    if options.template is not None:
        if options.file is not None:
            raise BadCall("--template 只写空白表，后面不要再写文件。")
        print(desk.imports.write_blank(options.form, options.template))
        return DONE
    if options.file is None:
        raise BadCall("import 后面要写表格文件，或用 --template 写一份空白表。")
    content = read_bytes(options.file)
    session = desk.imports.open_any(options.form, options.file, content, progress)
    if isinstance(session, Session):
        return _import_sheets(desk, options, content, session)
    if options.returned is not None:
        raise BadCall("--returned 只用于一行一条的名单；文件读成了一份文档。")
    return _import_document(desk, options, session)


def _import_document(desk: Desk, options: Options, session: DocumentSession) -> int:
    """Print what a document says for the form, each value with its place; the clerk confirms before it is used."""
    found = session.extract
    values = desk.imports.document_values(session)
    disclosure = Disclosure(form=session.form.id, values=values, openness=session.form.spec.openness)
    keys = [one.key for one in found.suggestions]
    kept = [desk.imports.keep_document(session, keys, progress).id] if options.keep else []
    print_json(
        {
            "form": session.form.id,
            "file": session.name,
            "remark": found.remark,
            "disclosures": [msgspec.to_builtins(disclosure)],
            "sources": [
                {
                    "field": one.key,
                    "label": one.label,
                    "value": one.answer,
                    "why": one.why,
                    "text": one.quote,
                    "place": _place_json(one.source),
                }
                for one in found.suggestions
            ],
            "unused": [
                {
                    "text": one.quote,
                    "reason": one.reason,
                    "field": one.key or None,
                    "place": _place_json(one.source),
                }
                for one in found.left
            ],
            "drafts": kept,
            "summary": {
                "disclosures": 1,
                "values_found": len(found.suggestions),
                "places_unused": len(found.left),
            },
        }
    )
    if options.out is not None:
        write_file(options.out / f"{Path(session.name).stem}.json", to_json(disclosure).encode())
    for one in found.left[:_MOST_SHOWN]:
        print(f"{one.source.words}没有用上：{one.reason}", file=sys.stderr)
    if found.remark:
        print(found.remark, file=sys.stderr)
    return HELD_BACK if found.left or found.remark else DONE


def _place_json(source: Source) -> dict[str, Any]:
    place = {
        "page": source.page,
        "paragraph": source.paragraph,
        "table": source.table,
        "sheet": source.sheet,
        "cell": source.cell,
    }
    shown: dict[str, Any] = {name: value for name, value in place.items() if value}
    if source.box is not None:
        box = source.box
        shown["box"] = [round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom)]
    return shown


def _import_sheets(desk: Desk, options: Options, content: bytes, session: Session) -> int:
    made = desk.imports.made(session)
    unused = session.unused
    disclosures = [_disclosure(session, one) for one in made]
    kept = [item.id for item in desk.imports.keep(session, progress)] if options.keep else []
    print_json(
        {
            "form": session.form.id,
            "file": session.name,
            "sheets": [_sheet_json(sheet) for sheet in session.plan.sheets],
            "sheets_left_out": [{"sheet": name, "reason": why} for name, why in session.plan.left_out],
            "disclosures": [msgspec.to_builtins(one) for one in disclosures],
            "unused": [_unused_json(one) for one in unused],
            "rows_skipped": [
                {"sheet": one.sheet, "row": one.row + 1, "text": one.text, "reason": one.reason}
                for one in session.skipped
            ],
            "drafts": kept,
            "summary": {
                "disclosures": len(made),
                "rows": session.lines,
                "cells_used": session.cells_used,
                "cells_unused": len(unused),
            },
        }
    )
    _write_aside(desk, options, session, content, disclosures)
    _tell(unused)
    return HELD_BACK if unused else DONE


def _disclosure(session: Session, made: Made) -> Disclosure:
    return Disclosure(form=session.form.id, values=made.values, openness=session.form.spec.openness)


def _write_aside(
    desk: Desk, options: Options, session: Session, content: bytes, disclosures: list[Disclosure]
) -> None:
    """Write what was asked for beside the output: one JSON a disclosure, the copy for the sender."""
    if options.out is not None:
        width = len(str(len(disclosures)))
        for number, one in enumerate(disclosures, 1):
            name = f"{Path(session.name).stem}-{number:0{width}d}.json"
            write_file(options.out / name, to_json(one).encode())
    if options.returned is not None:
        desk.imports.write_returned(session, Path(options.file), content, options.returned, progress)


def _sheet_json(sheet: SheetPlan) -> dict[str, Any]:
    return {
        "sheet": sheet.name,
        "rows_are": sheet.rows_are or "disclosures",
        "header_row": sheet.header.bottom + 1,
        "columns": [
            {
                "column": letters(match.column),
                "header": match.heading,
                "field": match.target.path if match.target else None,
                "how": match.how,
                "unit": match.unit,
            }
            for match in sheet.matches
        ],
    }


def _unused_json(one: Unused) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "cell": one.cell,
        "row": one.row + 1,
        "header": one.heading,
        "field": one.path or None,
        "text": one.text,
        "reason": one.reason,
    }


def _tell(unused: list[Unused]) -> None:
    """Say on standard error, for people, what could not be used: equal reasons once, without what cells hold."""
    counts = Counter((one.sheet, one.heading, one.reason) for one in unused)
    first = {(one.sheet, one.heading, one.reason): one.cell for one in reversed(unused)}
    for (sheet, heading, reason), count in list(counts.items())[:_MOST_SHOWN]:
        times = f"等 {count} 格" if count > 1 else ""
        where = first[sheet, heading, reason]
        print(f"{sheet} {where}{times}“{heading}”没有用上：{reason}", file=sys.stderr)
