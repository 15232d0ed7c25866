"""Every shared field or column is sound, also one that no form uses yet."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from desktop_app.core.forms.expressions import compiled
from desktop_app.core.forms.load import load_shared
from desktop_app.core.forms.rules import VALIDATORS
from desktop_app.core.forms.spec import Column, Field
from tests.conftest import REPOSITORY

FILES = sorted((REPOSITORY / "forms").rglob("_shared.yaml"))
PARTS = {
    f"{file.parent.name}:{name}": part
    for file in FILES
    for name, part in load_shared(file.read_text("utf-8"), file.name).items()
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_a_shared_field_is_sound(part: dict[str, Any]) -> None:
    field = msgspec.convert(part, Column if "width" in part else Field)

    for name in ("show_if", "default", "compute", "personal_when"):
        if expression := getattr(field, name, None):
            compiled(expression)
    assert field.help
    assert all(rule.rule in VALIDATORS for rule in field.rules)
    assert all(rule.message for rule in field.rules if rule.rule in ("pattern", "holds", "excludes"))
