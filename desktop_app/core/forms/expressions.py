"""The one expression language of forms: Jinja2's, sandboxed.

Names are field ids; their values are typed (`Decimal`, `date`, `Span`, lists of rows). A name without a value is
None. An expression that meets None where it needs a value has no answer, which is None too: a rule that cannot be
judged yet is silent, since a missing answer has its own finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desktop_app.core.calendar.dates import add_months
from desktop_app.core.errors import UserError

if TYPE_CHECKING:
    import jinja2


class ExpressionError(UserError):
    """An expression in a form file cannot be understood."""

    code = "F110"
    hint = "请对照 forms/README.md 中“条件怎么写”一节修改。"


def total(rows: Iterable[Any] | None, column: str) -> Decimal | None:
    """Return the sum of a column, or None where a cell is empty or no number."""
    if rows is None:
        return None
    cells = [row.get(column) for row in rows]
    return None if any(cell is None for cell in cells) else sum(cells, Decimal(0))


def plus_days(day: date | None, days: int) -> date | None:
    """Return the day that lies `days` calendar days later."""
    return None if day is None else day + timedelta(days=days)


def plus_hours(moment: datetime | None, hours: int) -> datetime | None:
    """Return the moment that lies so many hours later."""
    return None if moment is None else moment + timedelta(hours=hours)


def plus_months(day: date | None, months: int) -> date | None:
    """Return the corresponding day so many months later, or the last day of a shorter month (民法典 202)."""
    return None if day is None else add_months(day, months)


def cell(rows: Iterable[Any] | None, column: str, **where: str) -> Any:
    """Return a cell of the first row whose other cells read as given, spaces aside; None without such a row.

    Args:
        rows: typed rows of a table field.
        column: id of the wanted cell's column.
        where: column id to what stands there, as in `cell(t1, 'income', income_item='收入总计')`.
    """
    for row in rows or ():
        if all("".join(str(row.get(key)).split()) == words for key, words in where.items()):
            return row.get(column)
    return None


FUNCTIONS: dict[str, Any] = {
    "total": total,
    "plus_days": plus_days,
    "plus_hours": plus_hours,
    "plus_months": plus_months,
    "cell": cell,
}
"""What expressions may call, beside Jinja2's own filters."""

CONTEXT_NAMES = frozenset({"today", "office", "row"})
"""Names that are no fields: the day, the office's own data (name, phone …), the row of a table."""


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    """Return the sandbox, imported when the first form is opened: the window starts without it."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment()
    made.globals = {**FUNCTIONS}
    return made


class Expression:
    """A compiled expression that knows which names it reads.

    Raises:
        ExpressionError: the source is no expression.
    """

    def __init__(self, source: str) -> None:
        from jinja2 import TemplateSyntaxError, meta

        self.source = source
        try:
            tree = _environment().parse("{{" + source + "}}")
            self._run = _environment().compile_expression(source, undefined_to_none=True)
        except TemplateSyntaxError as error:
            raise ExpressionError(f"条件“{source}”写法有误（{error.message}）。") from error
        self.names = frozenset(meta.find_undeclared_variables(tree)) - FUNCTIONS.keys()

    def __call__(self, names: Mapping[str, Any]) -> Any:
        """Return the answer, or None where a value that it needs is missing."""
        from jinja2 import UndefinedError
        from jinja2.exceptions import SecurityError

        try:
            return self._run(**names)
        except (TypeError, UndefinedError, AttributeError, ValueError, InvalidOperation, ZeroDivisionError):
            return None
        except SecurityError as error:
            raise ExpressionError(f"条件“{self.source}”用了不允许的写法。") from error


@lru_cache(maxsize=4096)
def compiled(source: str) -> Expression:
    """Return the expression, compiled once for the whole run."""
    return Expression(source)
