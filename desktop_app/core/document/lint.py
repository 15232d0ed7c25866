"""Every fault of a template that a machine can see, each with its line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import jinja2
from jinja2 import meta, nodes

from desktop_app.core.document.compose import GIVEN_NAMES, compose, environment
from desktop_app.core.document.errors import TemplateError
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.source import Fault
from desktop_app.core.forms.spec import FormSpec


def template_faults(source: str, name: str, spec: FormSpec, loader: jinja2.BaseLoader) -> list[Fault]:
    """Return the faults of a form's template, in the order of its lines.

    Args:
        name: as the form names it, with its ending; a fault in a shared part carries that part's name.
        loader: finds the shared parts.
    """
    made = environment(loader)
    try:
        tree = made.parse(source, name)
        made.compile(source, name)
    except jinja2.TemplateSyntaxError as error:
        return [Fault(name, error.lineno, f"写法有误（{error.message}）。")]
    found = [*_unknown_names(tree, name, spec), *_unknown_columns(tree, name, spec)]
    return sorted(found or _faults_when_run(source, name, spec, loader), key=lambda fault: fault.line)


def _unknown_names(tree: nodes.Template, name: str, spec: FormSpec) -> Iterator[Fault]:
    fields = spec.fields
    used = meta.find_undeclared_variables(tree) - GIVEN_NAMES - {"numbering"}
    secret = {key for key in used if key in fields and not fields[key].public}
    first_lines = {one.name: one.lineno for one in reversed(list(tree.find_all(nodes.Name)))}
    for key in sorted(used - fields.keys()):
        yield Fault(name, first_lines[key], f"“{key}”不在表单的 fields 里。")
    for key in sorted(secret):
        yield Fault(name, first_lines[key], f"“{key}”（{fields[key].label}）只存档不公开，模板里不能写。")


def _unknown_columns(tree: nodes.Template, name: str, spec: FormSpec) -> Iterator[Fault]:
    for loop in tree.find_all(nodes.For):
        if not (isinstance(loop.iter, nodes.Name) and isinstance(loop.target, nodes.Name)):
            continue
        field = spec.fields.get(loop.iter.name)
        if field is None or not field.columns:
            continue
        for line, key in _cells_named(loop, loop.target.name):
            if key not in field.columns:
                yield Fault(name, line, f"表格“{field.label}”没有“{key}”这一列。")


def _cells_named(loop: nodes.For, row: str) -> Iterator[tuple[int, str]]:
    """Yield line and column of each `row.column` in a loop."""
    for statement in loop.body:
        for node in statement.find_all(nodes.Getattr):
            if isinstance(node.node, nodes.Name) and node.node.name == row:
                yield node.lineno, node.attr


def _faults_when_run(source: str, name: str, spec: FormSpec, loader: jinja2.BaseLoader) -> list[Fault]:
    """Run the template on the sample, on nothing, and on nothing required: what it writes must be within the set."""
    both = jinja2.ChoiceLoader([jinja2.DictLoader({spec.document.template + ".html": source}), loader])
    form = Form(spec)
    cases: list[tuple[Mapping[str, Any], Collection[str] | None]] = [
        (spec.sample, None),
        ({}, None),
        ({}, ()),
    ]
    faults: list[Fault] = []
    for values, required in cases:
        try:
            compose(form, values, both, required=required)
        except TemplateError as error:
            fault = Fault(name if error.line == 0 else error.name, error.line or 1, error.what)
            faults += [fault] if fault not in faults else []
    return faults
