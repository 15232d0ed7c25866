"""All faults of form and template files in a folder, as `gongkai lint` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2

from desktop_app.core.document.compose import ENDING
from desktop_app.core.document.lint import template_faults
from desktop_app.core.forms.lint import lint_form
from desktop_app.core.forms.load import FormFileError, load_form
from desktop_app.core.forms.source import Fault
from desktop_app.services.form_files import form_files, shared_fields


def lint_all(target: Path, templates: Path) -> list[Fault]:
    """Return the faults of one form file or of all below a folder, templates included.

    Args:
        target: a form file, or a folder with form files at any depth.
        templates: `templates/`, where the forms' templates are looked for.
    """
    files = form_files(target) if target.is_dir() else [target]
    loader = jinja2.FileSystemLoader(templates / "documents")
    return [fault for file in files for fault in _faults(file, templates / "documents", loader)]


def _faults(file: Path, documents: Path, loader: jinja2.BaseLoader) -> Iterator[Fault]:
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        yield Fault(str(file), 1, "文件不是 UTF-8 编码，请另存为 UTF-8。")
        return
    try:
        shared = shared_fields(file)
    except FormFileError as error:
        yield from error.faults
        return
    faults = lint_form(text, str(file), f"{file.parent.name}.{file.stem}", shared)
    yield from faults
    if faults:
        return
    spec = load_form(text, str(file), shared).spec
    template = documents / (spec.document.template + ENDING)
    if not template.is_file():
        yield Fault(str(file), 1, f"找不到模板“{template.name}”（{spec.document.template}）。")
        return
    yield from template_faults(template.read_text("utf-8"), spec.document.template + ENDING, spec, loader)
