"""The named validators that form files use; a table, so that linter, schema and manual know them all.

A validator gets the typed value and answers True (kept), False (broken) or None (cannot be judged yet). Wording comes
from the form file, else from the table here; `{label}`, `{value}`, `{other}` and `{actual}` are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from desktop_app.core.forms.amounts import WORDLESS_FROM, amount_in_words, amounts_in
from desktop_app.core.forms.expressions import compiled
from desktop_app.core.forms.spec import Rule
from desktop_app.core.forms.sums import parts_of
from desktop_app.core.forms.values import Span

Verdict = bool | None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a validator may look at.

    Args:
        value: the typed value of the field or cell.
        other: the typed value of the field or cell that the rule names, or None.
        names: everything that expressions see; holds `row` where the rule belongs to a column.
    """

    value: Any
    rule: Rule
    other: Any
    names: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Validator:
    """A validator, its default wording, and what a form file must give it."""

    judge: Callable[[Judged], Verdict]
    message: str
    takes_value: bool = True
    takes_other: bool = False
    actual: Callable[[Any], Any] = lambda value: value


def _day(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _other_or_value(judged: Judged) -> Any:
    """The other field's value, or the rule's own: a literal date or the word `today`."""
    if judged.rule.other:
        return judged.other
    given = judged.rule.value
    if given == "today":
        return judged.names["today"]
    return date.fromisoformat(given) if isinstance(given, str) else given


def _starts(value: Any) -> Any:
    return value.start if isinstance(value, Span) else value


def _ends(value: Any) -> Any:
    return value.end if isinstance(value, Span) else value


def _not_before(judged: Judged) -> Verdict:
    other = _other_or_value(judged)
    return None if other is None else _day(_starts(judged.value)) >= _day(_ends(other))


def _not_after(judged: Judged) -> Verdict:
    other = _other_or_value(judged)
    return None if other is None else _day(_ends(judged.value)) <= _day(_starts(other))


def _hours_before(judged: Judged) -> Verdict:
    if judged.other is None:
        return None
    return bool(_starts(judged.other) - judged.value >= timedelta(hours=judged.rule.value))


def _min_days(judged: Judged) -> Verdict:
    return bool(judged.value.days >= judged.rule.value)


def _max_months_after(judged: Judged) -> Verdict:
    """Not later than the corresponding day so many months on (民法典 202)."""
    if judged.other is None:
        return None
    year, month = divmod(judged.other.month - 1 + judged.rule.value, 12)
    first = date(judged.other.year + year, month + 1, 1)
    last_day = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return bool(judged.value <= first.replace(day=min(judged.other.day, last_day.day)))


def _amount(value: Any) -> Decimal:
    return Decimal(str(value))


def _sum_equals(judged: Judged) -> Verdict:
    """The column named by `value` adds up to the field named by `other`."""
    cells = [row.get(judged.rule.value) for row in judged.value]
    if judged.other is None or any(cell is None for cell in cells):
        return None
    return bool(sum(cells, Decimal(0)) == judged.other)


def _row_sum(judged: Judged) -> Verdict:
    """The cell equals the sum of the columns listed in `value`; empty ones count as nothing."""
    parts = [judged.names["row"].get(column) for column in judged.rule.value]
    return bool(judged.value == sum((part for part in parts if part is not None), Decimal(0)))


def _adds_up(judged: Judged) -> Verdict:
    """A cell that stands for other rows equals their sum; empty ones count as nothing."""
    given = judged.rule.value
    parts = parts_of(judged.names["row"], judged.names[given["table"]], given["name"], given.get("code"))
    if not parts:
        return None
    return bool(judged.value == sum((row.get(given["column"]) or Decimal(0) for row in parts), Decimal(0)))


def _amount_in(judged: Judged) -> Verdict:
    """The text in `other` states this amount, in figures or in words; silent where it states none."""
    text = judged.other or ""
    stated = amounts_in(text)
    words = _in_words(judged.value)
    if words and words.removesuffix("整") in text:
        return True
    return judged.value in stated if stated else None


def _is_in_words(judged: Judged) -> Verdict:
    words = _in_words(judged.other)
    return None if words is None else bool(judged.value == words)


def _in_words(amount: Decimal | None) -> str | None:
    """Return an amount in capital numerals; None for what has none."""
    return amount_in_words(amount) if amount is not None and 0 <= amount < WORDLESS_FROM else None


def _holds(judged: Judged) -> Verdict:
    answer = compiled(judged.rule.value)(judged.names)
    return None if answer is None else bool(answer)


def _distinct(judged: Judged) -> Verdict:
    cells = [row.get(judged.rule.value) for row in judged.value if row.get(judged.rule.value) is not None]
    return len(cells) == len(set(cells))


def _mentions(judged: Judged) -> bool:
    words = [judged.rule.value] if isinstance(judged.rule.value, str) else judged.rule.value
    return any(word in str(judged.value) for word in words)


VALIDATORS: dict[str, Validator] = {
    "equals": Validator(lambda j: j.value == j.rule.value, "“{label}”应当是“{value}”。"),
    "not_equals": Validator(lambda j: j.value != j.rule.value, "“{label}”不能是“{value}”。"),
    "min": Validator(lambda j: j.value >= _amount(j.rule.value), "“{label}”不能小于 {value}。"),
    "max": Validator(lambda j: j.value <= _amount(j.rule.value), "“{label}”不能大于 {value}。"),
    "min_length": Validator(
        lambda j: len(j.value) >= j.rule.value,
        "“{label}”写得太少（{actual} 字），至少写 {value} 字。",
        actual=len,
    ),
    "max_length": Validator(
        lambda j: len(j.value) <= j.rule.value,
        "“{label}”太长（{actual} 字），最多写 {value} 字。",
        actual=len,
    ),
    "pattern": Validator(
        lambda j: re.fullmatch(j.rule.value, j.value) is not None, "“{label}”的写法不对，请看填写说明。"
    ),
    "contains": Validator(_mentions, "“{label}”里应当写明“{value}”。"),
    "excludes": Validator(lambda j: not _mentions(j), "“{label}”里不应出现“{value}”。"),
    "min_rows": Validator(
        lambda j: len(j.value) >= j.rule.value, "“{label}”至少填 {value} 行，现在是 {actual} 行。", actual=len
    ),
    "distinct": Validator(_distinct, "“{label}”里有重复的行，请核对。"),
    "not_before": Validator(_not_before, "“{label}”不能早于“{other}”。"),
    "not_after": Validator(_not_after, "“{label}”不能晚于“{other}”。"),
    "hours_before": Validator(
        _hours_before, "“{label}”应当比“{other}”至少早 {value} 小时。", takes_other=True
    ),
    "min_days": Validator(
        _min_days, "“{label}”只有 {actual} 天，不能少于 {value} 天。", actual=lambda span: span.days
    ),
    "max_months_after": Validator(
        _max_months_after, "“{label}”最迟是“{other}”后 {value} 个月。", takes_other=True
    ),
    "sum_equals": Validator(_sum_equals, "“{label}”各行相加与“{other}”不一致。", takes_other=True),
    "row_sum": Validator(_row_sum, "“{label}”与各分项之和不一致。"),
    "adds_up": Validator(_adds_up, "“{label}”与它包含的各行相加不一致，请核对。"),
    "amount_in": Validator(
        _amount_in, "“{label}”与“{other}”里写的金额不一致。", takes_value=False, takes_other=True
    ),
    "amount_in_words": Validator(
        _is_in_words,
        "“{label}”与“{other}”的数字不一致。",
        takes_value=False,
        takes_other=True,
    ),
    "holds": Validator(_holds, "“{label}”与其他项对不上，请核对。"),
}
"""Rule name to validator."""


def is_broken(judged: Judged) -> bool:
    """Say whether the rule applies and is not kept; what cannot be judged is not broken."""
    if judged.rule.when and not compiled(judged.rule.when)(judged.names):
        return False
    return VALIDATORS[judged.rule.rule].judge(judged) is False


def wording(judged: Judged, label: str, other_label: str) -> str:
    """Return the sentence for the clerk, the form's own or the validator's."""
    validator = VALIDATORS[judged.rule.rule]
    text = judged.rule.message or validator.message
    return text.format_map(
        {
            "label": label,
            "other": other_label or ("今天" if judged.rule.value == "today" else str(judged.rule.value)),
            "value": judged.rule.value,
            "actual": validator.actual(judged.value) if "{actual}" in text else "",
        }
    )
