"""A form definition with its expressions compiled and the graph of what depends on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from desktop_app.core.errors import UserError
from desktop_app.core.forms.expressions import CONTEXT_NAMES, Expression, compiled
from desktop_app.core.forms.spec import Field, FormSpec


class CircularForm(UserError):
    """Fields of a form decide about each other in a circle."""

    code = "F111"
    hint = "请去掉其中一处条件（show_if、required 或 compute）。"


class Aspect(StrEnum):
    """What an expression of a field decides."""

    SHOWN = "show_if"
    REQUIRED = "required"
    COMPUTED = "compute"


class Form:
    """A `FormSpec` ready to work with: compiled once, shared by every disclosure of the type."""

    def __init__(self, spec: FormSpec) -> None:
        self.spec = spec
        self.shown_if = _expressions((key, field.show_if) for key, field in spec.fields.items())
        self.required_if = _expressions((key, field.required) for key, field in spec.fields.items())
        self.computed = _expressions((key, field.compute) for key, field in spec.fields.items())
        self.personal_if = _expressions((key, field.personal_when) for key, field in spec.fields.items())
        self.defaults = _expressions((key, field.default) for key, field in spec.fields.items())

    def __repr__(self) -> str:
        """Name the form; its content is long."""
        return f"Form({self.spec.form!r}, version={self.spec.version})"

    @property
    def id(self) -> str:
        """The form's id, `area.type`."""
        return self.spec.form

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by id, in the file's order."""
        return self.spec.fields

    @cached_property
    def dependents(self) -> Mapping[str, tuple[tuple[Aspect, str], ...]]:
        """For each field, what must be judged again when its answer or its visibility changes."""
        graph: dict[str, list[tuple[Aspect, str]]] = {}
        for aspect, expressions in self._expressions_by_aspect():
            for key, expression in expressions.items():
                for name in sorted(expression.names - CONTEXT_NAMES):
                    graph.setdefault(name, []).append((aspect, key))
        return {name: tuple(edges) for name, edges in graph.items()}

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The fields, each after those that its visibility and its computed value depend on.

        Raises:
            CircularForm: there is no such order.
        """
        done: dict[str, bool] = {}
        ordered: list[str] = []

        def visit(key: str, trail: tuple[str, ...]) -> None:
            if done.get(key):
                return
            if key in trail:
                labels = "、".join(self.fields[one].label for one in trail[trail.index(key) :])
                raise CircularForm(f"表单“{self.spec.name}”中这些项互相决定：{labels}。")
            for name in sorted(self._depends_on(key)):
                visit(name, (*trail, key))
            done[key] = True
            ordered.append(key)

        for key in self.fields:
            visit(key, ())
        return tuple(ordered)

    def _depends_on(self, key: str) -> frozenset[str]:
        names: frozenset[str] = frozenset()
        for expressions in (self.shown_if, self.computed):
            if key in expressions:
                names |= expressions[key].names
        return (names - CONTEXT_NAMES - {key}) & self.fields.keys()

    def _expressions_by_aspect(self) -> Iterator[tuple[Aspect, Mapping[str, Expression]]]:
        yield Aspect.SHOWN, self.shown_if
        yield Aspect.REQUIRED, self.required_if
        yield Aspect.COMPUTED, self.computed


def _expressions(sources: Iterable[tuple[str, str | bool]]) -> dict[str, Expression]:
    return {key: compiled(source) for key, source in sources if isinstance(source, str) and source}
