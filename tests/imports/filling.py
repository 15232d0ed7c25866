"""Fills a form's blank workbook with its sample, as a careful person would."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from desktop_app.core.forms.kinds import is_empty, shown
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.imports.plan import DISCLOSURES, sheet_title
from desktop_app.core.imports.targets import Target, field_targets, table_targets, tables_of


def filled(blank: bytes, spec: FormSpec) -> tuple[bytes, dict[str, Any]]:
    """Return the filled workbook, and the answers that it should give."""
    book = load_workbook(BytesIO(blank))
    wanted: dict[str, Any] = {}
    targets = field_targets(spec)
    _write(book[sheet_title(spec, DISCLOSURES)], targets, [spec.sample])
    wanted |= {one.key: spec.sample[one.key] for one in targets if not is_empty(spec.sample.get(one.key))}
    for table in tables_of(spec):
        rows = spec.sample.get(table) or []
        _write(book[sheet_title(spec, table)], table_targets(spec, table), rows)
        if rows:
            wanted[table] = rows
    out = BytesIO()
    book.save(out)
    return out.getvalue(), wanted


def filled_rows(blank: bytes, spec: FormSpec, rows: list[dict[str, Any]]) -> bytes:
    """Return the workbook of a form without lists, filled with a disclosure a row."""
    book = load_workbook(BytesIO(blank))
    _write(book[sheet_title(spec, DISCLOSURES)], field_targets(spec), rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet: Any, targets: list[Target], rows: list[dict[str, Any]]) -> None:
    columns = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, 2):
        for target in targets:
            answer = row.get(target.key)
            if not is_empty(answer):
                sheet.cell(number, columns[target.heading], _typed(target, answer))


def _typed(target: Target, answer: Any) -> Any:
    kind = target.asked.kind
    if kind == "date":
        return date.fromisoformat(answer)
    if kind in ("money", "number"):
        return float(shown(kind, answer, target.asked))
    if kind == "datetime":
        return answer.replace("T", " ")
    if isinstance(answer, dict):
        return f"{answer['start']}至{answer['end']}".replace("T", " ")
    if isinstance(answer, bool):
        return "是" if answer else "否"
    return "；".join(answer) if isinstance(answer, list) else answer
