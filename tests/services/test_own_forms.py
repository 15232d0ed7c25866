"""An office's own copy of a form."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from desktop_app.services.desk import Desk
from desktop_app.services.own_forms import OwnFormUnwritable

FORM = "public-utilities.water-outage"


def test_a_copy_is_the_form_that_the_office_then_uses(desk: Desk) -> None:
    copied = desk.copy_form(FORM)
    desk.catalogue.refresh()

    assert desk.catalogue.files(FORM)[-1] == copied
    assert copied.is_relative_to(desk.folder)


def test_what_the_office_changed_is_left_as_it_is(desk: Desk) -> None:
    copied = desk.copy_form(FORM)
    copied.write_text(copied.read_text("utf-8") + "# 我们改的\n", "utf-8")

    assert desk.copy_form(FORM) == copied
    assert copied.read_text("utf-8").endswith("# 我们改的\n")


def test_an_editor_finds_the_schema_where_the_copy_says(desk: Desk) -> None:
    copied = desk.copy_form(FORM)

    said = re.match(r"# yaml-language-server: \$schema=(\S+)", copied.read_text("utf-8"))
    assert said is not None
    schema = json.loads((copied.parent / said[1]).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)


def test_an_older_programs_schema_gives_way_to_this_ones(desk: Desk) -> None:
    schema = desk.copy_form(FORM).parents[1] / "form.schema.json"
    now = schema.read_bytes()
    schema.write_text("{}", "utf-8")

    desk.copy_form(FORM)

    assert schema.read_bytes() == now


def test_a_disk_that_refuses_is_said(desk: Desk) -> None:
    Path(desk.folder, "forms").write_text("no folder")

    with pytest.raises(OwnFormUnwritable, match="没有复制成功"):
        desk.copy_form(FORM)
