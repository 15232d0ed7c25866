"""Every fault of a form file that a machine can see, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from desktop_app.core.checks.finding import Finding
from desktop_app.core.errors import UserError
from desktop_app.core.forms.answers import Answers, Context
from desktop_app.core.forms.expressions import CONTEXT_NAMES, ExpressionError, compiled
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.judge import form_findings
from desktop_app.core.forms.rules import VALIDATORS
from desktop_app.core.forms.schema import shape_faults
from desktop_app.core.forms.source import Fault, Path, Shared, Source
from desktop_app.core.forms.spec import Column, Field, FormSpec, Rule
from desktop_app.core.shapes import shaped

SAMPLE_DAY = date(2026, 9, 28)
"""The day on which samples are judged, so that they stay valid in every year."""

SAMPLE_CONTEXT = Context(SAMPLE_DAY)


def lint_form(
    text: str, file: str, expected_id: str | None = None, shared: Shared | None = None
) -> list[Fault]:
    """Return the faults of one form file, in the order of its lines.

    Args:
        expected_id: the id that the file's place demands, or None where it does not matter.
        shared: what the fields that say `use` stand for.
    """
    source = Source(text, file, shared)
    faults = source.faults or shape_faults(source)
    if faults:
        return sorted(faults, key=lambda fault: fault.line)
    return sorted(_Linter(source, expected_id).faults(), key=lambda fault: fault.line)


class _Linter:
    """Looks at a file whose shape is right."""

    def __init__(self, source: Source, expected_id: str | None) -> None:
        self.source = source
        self.expected_id = expected_id
        self.spec: FormSpec = shaped(source.data, FormSpec)

    def faults(self) -> list[Fault]:
        found = [*self._identity(), *self._steps(), *self._document()]
        for key, field in self.spec.fields.items():
            found += self._field(key, field)
        return found or list(self._circles()) or list(self._sample())

    def _circles(self) -> Iterator[Fault]:
        try:
            _ = Form(self.spec).order
        except UserError as error:
            yield self.source.fault(("fields",), error.message)

    def _identity(self) -> Iterator[Fault]:
        if self.expected_id is not None and self.spec.form != self.expected_id:
            yield self.source.fault(
                ("form",), f"表单编号“{self.spec.form}”与文件位置不符，应为“{self.expected_id}”。"
            )
        for number, change in enumerate(self.spec.changes):
            for new in change.renamed.values():
                if new not in self.spec.fields:
                    yield self.source.fault(("changes", number), f"改名后的“{new}”不在 fields 里。")
        for number, limit in enumerate(self.spec.time_limits):
            if limit.event_field is not None and limit.event_field not in self.spec.fields:
                yield self.source.fault(
                    ("time_limits", number), f"event_field“{limit.event_field}”不在 fields 里。"
                )

    def _steps(self) -> Iterator[Fault]:
        placed: set[str] = set()
        for number, step in enumerate(self.spec.steps):
            for position, key in enumerate(step.fields):
                path = ("steps", number, "fields", position)
                if key not in self.spec.fields:
                    yield self.source.fault(path, f"步骤“{step.title}”里的“{key}”不在 fields 里。")
                elif key in placed:
                    yield self.source.fault(path, f"“{key}”在步骤里出现了两次。")
                placed.add(key)
        for key in self.spec.fields.keys() - placed:
            yield self.source.fault(("fields", key), f"“{key}”没有放进任何步骤，填表时看不到它。")

    def _document(self) -> Iterator[Fault]:
        part = self.spec.document
        for name, key in (("title", part.title), ("issuer", part.issuer), ("issued_on", part.issued_on)):
            if key not in self.spec.fields:
                yield self.source.fault(
                    ("document", name), f"document 的 {name} 指向“{key}”，fields 里没有它。"
                )

    def _field(self, key: str, field: Field) -> Iterator[Fault]:
        path: Path = ("fields", key)
        yield from self._asked(path, field)
        for name in ("show_if", "default", "compute", "personal_when"):
            yield from self._expression((*path, name), getattr(field, name), self.spec.fields.keys())
        if (field.kind == "table") != bool(field.columns):
            yield self.source.fault(path, "table 必须有 columns，其他种类不能有。")
        for name, column in field.columns.items():
            yield from self._column((*path, "columns", name), field, column)
        yield from self._rules(path, field.rules, self.spec.fields.keys())

    def _column(self, path: Path, field: Field, column: Column) -> Iterator[Fault]:
        if column.kind in ("table", "rich_text", "file"):
            yield self.source.fault(path, f"表格的列不能是 {column.kind}。")
        yield from self._asked(path, column)
        yield from self._expression((*path, "compute"), column.compute, self.spec.fields.keys())
        yield from self._rules(path, column.rules, field.columns.keys())

    def _asked(self, path: Path, asked: Field | Column) -> Iterator[Fault]:
        if (asked.kind in ("choice", "multi_choice")) != bool(asked.choices):
            yield self.source.fault(path, "choice 和 multi_choice 必须有 choices，其他种类不能有。")
        if isinstance(asked.required, str):
            yield from self._expression((*path, "required"), asked.required, self.spec.fields.keys())

    def _rules(self, path: Path, rules: tuple[Rule, ...], others: Any) -> Iterator[Fault]:
        for number, rule in enumerate(rules):
            here = (*path, "rules", number)
            validator = VALIDATORS[rule.rule]
            if validator.takes_other and not rule.other:
                yield self.source.fault(here, f"规则 {rule.rule} 要写 other。")
            if rule.other and rule.other not in others:
                yield self.source.fault(here, f"规则 {rule.rule} 的 other“{rule.other}”不存在。")
            if validator.takes_value and rule.value is None and not rule.other:
                yield self.source.fault(here, f"规则 {rule.rule} 要写 value。")
            yield from self._expression((*here, "when"), rule.when, self.spec.fields.keys())
            if rule.rule == "adds_up" and (missing := self._missing_in_sum(rule.value)):
                yield self.source.fault(here, f"规则 adds_up 的“{missing}”不存在。")
            if rule.rule == "holds":
                yield from self._expression((*here, "value"), rule.value, self.spec.fields.keys())
                if not rule.message:
                    yield self.source.fault(here, "规则 holds 要写 message，告诉经办人怎么改。")

    def _missing_in_sum(self, value: Any) -> str:
        """Return what a rule about sums names and the form has not: its table or one of its columns."""
        given = {
            "table": "table",
            "column": "column",
            "name": "name",
            **(value if isinstance(value, dict) else {}),
        }
        table = self.spec.fields.get(given.pop("table"))
        if table is None:
            return "table"
        return next((str(column) for column in given.values() if column not in table.columns), "")

    def _expression(self, path: Path, text: str, known: Any) -> Iterator[Fault]:
        if not text:
            return
        try:
            unknown = compiled(text).names - known - CONTEXT_NAMES
        except ExpressionError as error:
            yield self.source.fault(path, error.message)
            return
        for name in sorted(unknown):
            yield self.source.fault(path, f"条件“{text}”里的“{name}”不在 fields 里。")

    def _sample(self) -> Iterator[Fault]:
        for key in self.spec.sample.keys() - self.spec.fields.keys():
            yield self.source.fault(("sample", key), f"样例里的“{key}”不在 fields 里。")
            return
        answers = Answers(Form(self.spec), self.spec.sample, SAMPLE_CONTEXT)
        for finding in form_findings(answers):
            yield self.source.fault(self._sample_path(finding), f"样例不合格：{finding.message}")

    @staticmethod
    def _sample_path(finding: Finding) -> Path:
        parts = (finding.place.field or "").split(".")[1:]
        return ("sample", *(int(part) if part.isdigit() else part for part in parts))
