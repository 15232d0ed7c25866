"""The form files as they lie in the repository, and what their samples become."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from desktop_app.core.document.blocks import Document
from desktop_app.core.document.compose import compose
from desktop_app.core.forms.answers import Answers
from desktop_app.core.forms.form import Form
from desktop_app.core.forms.lint import SAMPLE_CONTEXT
from desktop_app.services.form_files import FormFolders, form_files, form_id
from tests.conftest import REPOSITORY

TEMPLATES = REPOSITORY / "templates" / "documents"
LOADER = jinja2.FileSystemLoader(TEMPLATES)
AREA = os.environ.get("FORMS_AREA", ".")
"""One area alone, for who is writing its forms: `FORMS_AREA=village make test`."""
FOLDERS = FormFolders(REPOSITORY / "forms")
PATHS: dict[str, Path] = {form_id(path): path for path in form_files(REPOSITORY / "forms" / AREA)}
FORMS: dict[str, Form] = {name: FOLDERS.load(path) for name, path in PATHS.items()}


def answered(form: Form, values: Mapping[str, Any]) -> Answers:
    """Return answers judged on the day of the samples."""
    return Answers(form, values, SAMPLE_CONTEXT)


def composed(answers: Answers) -> Document:
    """Return the document that anyone on the web sees."""
    asked = answers.form.fields
    required = [key for key in asked if answers.is_required(key)]
    files = [name for key in asked if asked[key].kind == "file" for name in answers.values.get(key) or ()]
    titles = [Path(name).stem for name in files if name not in answers.kept_files()]
    return compose(answers.form, answers.public_values(), LOADER, attachments=titles, required=required)


def chosen() -> list[str]:
    """Return the types that are looked at closely: one of every area, or all where `EVERY_LAYOUT` is set."""
    if os.environ.get("EVERY_LAYOUT"):
        return list(FORMS)
    first = {name.partition(".")[0]: name for name in reversed(FORMS)}
    across = next((name for name, form in FORMS.items() if form.spec.document.landscape), "")
    return sorted({*first.values(), *({across} - {""}), *({"policy.document"} & FORMS.keys())})
