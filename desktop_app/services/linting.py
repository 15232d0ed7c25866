"""All faults of form, template and portal files in a folder, as `gongkai lint` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2

from desktop_app.core.document.compose import ENDING
from desktop_app.core.document.lint import template_faults
from desktop_app.core.forms.lint import lint_form
from desktop_app.core.forms.load import FormFileError, load_form
from desktop_app.core.forms.source import Fault
from desktop_app.services.form_files import FormFolders, form_files, form_id


def lint_all(target: Path, forms: Path, templates: Path) -> list[Fault]:
    """Return the faults of one form or portal file or of all below a folder, templates included.

    Args:
        target: a form file, or a folder with form files at any depth; portals' profiles lie in a folder `portals`.
        forms: the program's `forms/`, whose shared fields every form may use.
        templates: the program's `templates/`; those beside the folder of a form's areas go before.
    """
    if _is_of_portals(target):
        return lint_portals(target)
    files = list(form_files(target)) if target.is_dir() else [target]
    return [fault for file in files for fault in _faults(file, forms, templates)]


def _is_of_portals(target: Path) -> bool:
    folder = target.resolve() if target.is_dir() else target.resolve().parent
    return "portals" in (folder.name, folder.parent.name)


def lint_portals(target: Path) -> list[Fault]:
    """Return the faults of a portal's profile or make of portals, or of all in a folder."""
    from desktop_app.services.portals import profile_files

    files = [target] if target.is_file() else list(profile_files(target))
    return [fault for file in files for fault in _portal_faults(file)]


def _portal_faults(file: Path) -> list[Fault]:
    from desktop_app.adapters.portals.lint import lint_profile, lint_system

    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        return [Fault(str(file), 1, "文件不是 UTF-8 编码，请另存为 UTF-8。")]
    if file.resolve().parent.name == "systems":
        return lint_system(text, str(file))
    return lint_profile(text, str(file), file.stem, [file.resolve().parent / "systems"])


def _faults(file: Path, forms: Path, templates: Path) -> Iterator[Fault]:
    own = file.resolve().parent.parent
    folders = FormFolders(forms, own)
    loader = jinja2.FileSystemLoader([own.parent / "templates" / "documents", templates / "documents"])
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        yield Fault(str(file), 1, "文件不是 UTF-8 编码，请另存为 UTF-8。")
        return
    try:
        shared = folders.shared(file)
    except FormFileError as error:
        yield from error.faults
        return
    faults = lint_form(text, str(file), form_id(file), shared)
    yield from faults
    if faults:
        return
    spec = load_form(text, str(file), shared).spec
    name = spec.document.template + ENDING
    try:
        template, _file, _is_fresh = loader.get_source(jinja2.Environment(), name)
    except jinja2.TemplateNotFound:
        yield Fault(str(file), 1, f"找不到模板“{name}”。")
        return
    yield from template_faults(template, name, spec, loader)
