"""From answers and a template to a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from types import TracebackType
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from desktop_app.core.document import build, wording
from desktop_app.core.document.blocks import Block, Document, Layout, Title, text_of
from desktop_app.core.document.errors import TemplateError
from desktop_app.core.document.markup import LineMarks, parse
from desktop_app.core.document.shown import Shown, clean, template_values
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.spec import FormSpec

ENDING = ".html"
GIVEN_NAMES = frozenset({"attachments"})
"""Names that templates have beside the fields."""

_FILTERS = {
    "paragraphs": wording.paragraphs,
    "rich": wording.rich,
    "money": wording.money,
    "day": wording.day,
    "total": wording.total,
}
_LAYOUTS: Mapping[str, Layout] = {"文件": "red_head", "信函": "letter", "命令": "order", "纪要": "minutes"}
"""What clerks call the forms of GB/T 9704-2012."""
_JINJA_FILTERS = ("join", "length", "first", "last")
_JINJA_TESTS = (
    "defined",
    "none",
    "in",
    "true",
    "false",
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "divisibleby",
    "odd",
    "even",
)
_MISTAKES = (
    jinja2.UndefinedError, SecurityError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError,
)  # fmt: skip
"""What a template's own mistakes raise while it runs."""


def compose(
    form: Form,
    values: Mapping[str, Any],
    template_loader: jinja2.BaseLoader,
    *,
    attachments: Sequence[str] = (),
    required: Iterable[str] | None = None,
) -> Document:
    """Return the document that a form's template makes of public answers.

    Args:
        values: `Answers.public_values(audience)`: neither hidden nor internal answers.
        template_loader: finds `area/type.html` and `_shared/…` below `templates/documents/`.
        attachments: titles of what goes along, in order.
        required: fields that must be answered now (`Answers.is_required`); unanswered ones show as a gap.
            None: those that the form always asks for.

    Raises:
        TemplateError: the template is missing or wrong; names template and line.
    """
    spec = form.spec
    name = spec.document.template + ENDING
    names = template_values(spec.fields, values, always_required(spec) if required is None else required)
    titles = tuple(map(clean, attachments))
    root = parse(_rendered(template_loader, name, {**names, "attachments": titles}), name)
    blocks = tuple(build.blocks(root, landscape=spec.document.landscape))
    return Document(
        blocks,
        _layout(spec, names),
        spec.document.landscape,
        title=_title(blocks, name),
        issuer=_words(names, spec.document.issuer),
        partners=_partners(names, spec.document.partners),
        issued_on=_day(names, spec.document.issued_on),
        doc_no=_words(names, spec.document.doc_no),
    )


def compose_paper(
    template: str,
    names: Mapping[str, Any],
    template_loader: jinja2.BaseLoader,
    *,
    issuer: str = "",
    issued_on: date | None = None,
) -> Document:
    """Return an office paper of the process (审批表, 月报表 …): a template over plain values, without a form.

    Args:
        template: below `templates/papers/`, without ending.
        names: everything that the template may name; text, numbers, and rows as lists of mappings.

    Raises:
        TemplateError: the template is missing or wrong; names template and line.
    """
    name = template + ENDING
    blocks = tuple(build.blocks(parse(_rendered(template_loader, name, names), name)))
    return Document(blocks, title=_title(blocks, name), issuer=issuer, issued_on=issued_on)


def always_required(spec: FormSpec) -> Iterator[str]:
    """Yield the fields that are asked for whatever else is answered."""
    return (key for key, field in spec.fields.items() if field.required is True and not field.show_if)


@lru_cache(maxsize=8)
def environment(loader: jinja2.BaseLoader) -> jinja2.Environment:
    """Return the sandbox in which templates of a loader run; compiled templates are kept in it."""
    made = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=[LineMarks],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals = {"numbering": wording.Numbering}
    made.filters = {**_FILTERS, **{name: made.filters[name] for name in _JINJA_FILTERS}}
    made.tests = {"asked": _asked, **{name: made.tests[name] for name in _JINJA_TESTS}}
    return made


def _asked(value: Shown) -> bool:
    return value.asked


def _rendered(loader: jinja2.BaseLoader, name: str, names: Mapping[str, Any]) -> str:
    try:
        template = environment(loader).get_template(name)
        return "".join(template.root_render_func(template.new_context(dict(names))))
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(error.name or name, error.lineno, f"写法有误（{error.message}）。") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(str(error.name or name), 0, "没有这个文件。") from error
    except _MISTAKES as error:
        place, line = _place(error.__traceback__, name)
        raise TemplateError(place, line, _reason(error)) from error


def _place(trace: TracebackType | None, name: str) -> tuple[str, int]:
    """Return the innermost template and line of a trace; Jinja keeps its templates in their modules' globals."""
    place = (name, 0)
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, jinja2.Template):
            place = (template.name or name, template.get_corresponding_lineno(trace.tb_lineno))
        trace = trace.tb_next
    return place


def _reason(error: Exception) -> str:
    """Say what went wrong; the words of other errors may hold answers and are left out."""
    if isinstance(error, jinja2.UndefinedError):
        return f"用了不存在的名字（{error.message}）。"
    if isinstance(error, SecurityError):
        return "用了模板里不允许的写法。"
    return f"这一行算不出来（{type(error).__name__}），可能有没填的值，请先用 if 判断。"


def _title(blocks: Iterable[Block], name: str) -> str:
    titles = [block for block in blocks if isinstance(block, Title)]
    if len(titles) != 1:
        raise TemplateError(name, 1, f"要有一个标题 <h1>，现在有 {len(titles)} 个。")
    return text_of(titles[0].runs).replace("\n", "")


def _words(names: Mapping[str, Shown], key: str) -> str:
    return names[key].words if key in names else ""


def _layout(spec: FormSpec, names: Mapping[str, Shown]) -> Layout:
    """Return the form's layout, or the one that its clerk chose."""
    return _LAYOUTS.get(_words(names, spec.document.layout_by), spec.document.layout)


def _partners(names: Mapping[str, Shown], key: str) -> tuple[str, ...]:
    answer = names.get(key)
    return tuple(part.words for part in answer) if answer else ()


def _day(names: Mapping[str, Shown], key: str) -> date | None:
    typed = names[key].typed if key in names else None
    if isinstance(typed, datetime):
        return typed.date()
    return typed if isinstance(typed, date) else None
