from __future__ import annotations

from jsonschema import Draft202012Validator

from desktop_app import paths
from desktop_app.core.forms.schema import form_schema, schema_file
from desktop_app.services.form_files import form_files


def test_the_schema_for_editors_is_the_one_that_the_program_uses():
    kept = (paths.FORMS / "form.schema.json").read_text("utf-8")

    assert kept == schema_file(), "run make golden"


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(form_schema())


def test_every_form_file_tells_editors_of_the_schema():
    files = list(form_files(paths.FORMS))

    assert files
    for file in files:
        assert file.read_text("utf-8").startswith("# yaml-language-server: $schema=../form.schema.json"), file
