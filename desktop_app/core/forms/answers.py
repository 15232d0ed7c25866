"""The answers to one form: what is visible, required and computed, kept right as each answer changes.

A change re-evaluates only what depends on it. A hidden field counts as unanswered for every expression, and its
answer stays in the draft without reaching findings, documents or portals.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from desktop_app.core.forms.expressions import compiled
from desktop_app.core.forms.form import Aspect, Form
from desktop_app.core.forms.kinds import is_empty, typed_or_none
from desktop_app.core.forms.privacy import treat
from desktop_app.core.forms.spec import Audience, Column
from desktop_app.core.forms.values import Row, Span

_MOST_CELLS = 10_000
"""Typed cells that are remembered."""


@dataclass(frozen=True, slots=True)
class Context:
    """What expressions may know beside the answers.

    Args:
        today: the day on which the form is filled; the core has no clock.
        office: the office's own data: name, phone, address, code.
    """

    today: date
    office: Mapping[str, str] = field(default_factory=dict)


class Answers:
    """The kept answers of one form, and all that follows from them."""

    def __init__(self, form: Form, values: Mapping[str, Any], context: Context) -> None:
        self.form = form
        self.values: dict[str, Any] = dict(values)
        self.context = context
        self._typed: dict[str, Any] = {}
        self._visible: dict[str, bool] = {}
        self._required: dict[str, bool] = {}
        self._suggested: dict[str, Any] = {}
        self._rows: dict[int, tuple[Mapping[str, Any], Row]] = {}
        self._cells: dict[tuple[int, type, str | int], Any] = {}
        self._names = _name_table(self._typed, context)
        for key in form.order:
            self._show(key)
            self._suggested[key] = self._suggestion(key)
        for key in form.fields:
            self._required[key] = self._judge_required(key)

    # ── asking ────────────────────────────

    def is_visible(self, key: str) -> bool:
        """Say whether the field is shown."""
        return self._visible[key]

    def is_required(self, key: str) -> bool:
        """Say whether the field is shown and must be filled."""
        return self._visible[key] and self._required[key]

    def typed(self, key: str) -> Any:
        """Return the typed value of a visible field, or None where it is empty, refused or hidden."""
        return self._typed.get(key)

    @property
    def names(self) -> Mapping[str, Any]:
        """What expressions see: typed values by field id, the day and the office."""
        return self._names

    def visible_values(self) -> dict[str, Any]:
        """Return the kept answers of visible fields, in the form's order: all that may be judged or written."""
        return {
            key: self.values[key] for key in self.form.fields if self._visible[key] and key in self.values
        }

    def public_values(self, audience: Audience = "online") -> dict[str, Any]:
        """Return what may leave the office: visible, not internal, personal data masked or left out as declared."""
        fields = self.form.fields
        treated = (
            (key, treat(fields[key], raw, audience) if self._is_personal(key) else raw)
            for key, raw in self.visible_values().items()
            if fields[key].public
        )
        return {key: raw for key, raw in treated if not is_empty(raw)}

    def kept_files(self) -> frozenset[str]:
        """Return the names of attachments that stay in the office: given for internal or hidden fields alone."""
        kept: set[str] = set()
        public: set[str] = set()
        for key, one in self.form.fields.items():
            if one.kind == "file":
                leaves = one.public and self._visible[key] and not self._is_omitted(key)
                (public if leaves else kept).update(self.values.get(key) or ())
        return frozenset(kept - public)

    def _is_omitted(self, key: str) -> bool:
        return self.form.fields[key].personal in ("omit", "omit_online") and self._is_personal(key)

    def _is_personal(self, key: str) -> bool:
        """Say whether the declared treatment applies; where that cannot be told, it does."""
        condition = self.form.personal_if.get(key)
        return condition is None or condition(self._names) in (None, True)

    def snapshot(self) -> Answers:
        """Return a copy that another thread may read while this one goes on changing.

        Rows and other answers are shared: who edits replaces them and never changes them in place.
        """
        state = {name: dict(part) if isinstance(part, dict) else part for name, part in vars(self).items()}
        state["_names"] = _name_table(state["_typed"], self.context)
        copied = object.__new__(Answers)
        vars(copied).update(state)
        return copied

    # ── changing ────────────────────────────

    def set(self, key: str, raw: Any) -> frozenset[str]:
        """Keep an answer and return the ids of all fields whose look may have changed, `key` among them."""
        if is_empty(raw):
            self.values.pop(key, None)
        else:
            self.values[key] = raw
        return self._spread(key)

    def _spread(self, key: str) -> frozenset[str]:
        changed = {key}
        waiting = [key]
        self._type(key)
        while waiting:
            for aspect, dependent in self.form.dependents.get(waiting.pop(0), ()):
                if self._judge_again(aspect, dependent):
                    changed.add(dependent)
                    waiting.append(dependent)
        return frozenset(changed)

    def _judge_again(self, aspect: Aspect, key: str) -> bool:
        if aspect is Aspect.REQUIRED:
            before = self._required[key]
            self._required[key] = self._judge_required(key)
            return self._required[key] != before
        before_state = (self._visible[key], self.values.get(key))
        self._show(key)
        self._suggest(key)
        return (self._visible[key], self.values.get(key)) != before_state

    def _show(self, key: str) -> None:
        shown_if = self.form.shown_if.get(key)
        self._visible[key] = shown_if is None or bool(shown_if(self._names))
        self._type(key)

    def _suggestion(self, key: str) -> Any:
        compute = self.form.computed.get(key)
        return None if compute is None else kept(compute(self._names))

    def _suggest(self, key: str) -> None:
        """Fill a computed field while the clerk has written nothing else into it."""
        suggestion, before = self._suggestion(key), self._suggested.get(key)
        self._suggested[key] = suggestion
        if is_empty(suggestion) or self.values.get(key) not in (None, "", before):
            return
        self.values[key] = suggestion
        self._type(key)

    def suggest_all(self) -> None:
        """Fill every computed field of a new draft that is still empty."""
        for key in self.form.order:
            self._suggest(key)

    def _type(self, key: str) -> None:
        asked = self.form.fields[key]
        raw = self.values.get(key) if self._visible[key] else None
        value = typed_or_none(asked.kind, raw, asked)
        if asked.kind == "table" and value is not None:
            value = [self._typed_row(asked.columns, row) for row in raw or ()]
        self._typed[key] = value

    def prepare_rows(self, key: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Type rows ahead, so that setting thousands of them at once is quick; any thread may call it."""
        columns = self.form.fields[key].columns
        for row in rows:
            self._typed_row(columns, row)

    def _typed_row(self, columns: Mapping[str, Column], raw: Mapping[str, Any]) -> Row:
        """Type a row once; the row is kept beside the result, so its identity stays its own."""
        known = self._rows.get(id(raw))
        if known is None:
            cells = {name: self._typed_cell(column, raw.get(name)) for name, column in columns.items()}
            known = self._rows[id(raw)] = (raw, Row(cells))
        return known[1]

    def _typed_cell(self, column: Column, raw: Any) -> Any:
        """Type a cell; long lists say the same short things in row after row."""
        if raw is None or not isinstance(raw, str | int):
            return typed_or_none(column.kind, raw, column)
        key = (id(column), raw.__class__, raw)
        if key not in self._cells:
            if len(self._cells) >= _MOST_CELLS:
                self._cells.clear()
            self._cells[key] = typed_or_none(column.kind, raw, column)
        return self._cells[key]

    def _judge_required(self, key: str) -> bool:
        required = self.form.fields[key].required
        if isinstance(required, bool):
            return required
        return bool(self.form.required_if[key](self._names))

    def cell_required(self, column: Column, row: Row) -> bool:
        """Say whether a cell must be filled; its condition may look at the other cells as `row`."""
        if isinstance(column.required, bool):
            return column.required
        return bool(compiled(column.required)({**self._names, "row": row}))


def _name_table(typed: dict[str, Any], context: Context) -> Mapping[str, Any]:
    return ChainMap(typed, {"today": context.today, "office": dict(context.office)})


def new_values(form: Form, context: Context) -> dict[str, Any]:
    """Return the answers of a fresh draft: the defaults of its fields."""
    names = {"today": context.today, "office": dict(context.office)}
    defaults = ((key, kept(expression(names))) for key, expression in form.defaults.items())
    return {key: raw for key, raw in defaults if not is_empty(raw)}


def kept(value: Any) -> Any:
    """Turn a typed value into the answer that a draft keeps, JSON throughout."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Span):
        return {"start": kept(value.start), "end": kept(value.end)}
    return value


def cells(answers: Answers, key: str) -> Iterator[tuple[int, Row, Mapping[str, Any]]]:
    """Yield number from 0, typed row and kept row of a table that is visible and sound."""
    raw_rows = answers.values.get(key) or []
    for number, (row, raw) in enumerate(zip(answers.typed(key) or [], raw_rows, strict=False)):
        yield number, row, raw
