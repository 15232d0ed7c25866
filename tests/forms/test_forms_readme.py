"""forms/README.md names every key, kind and validator, so that nobody has to read Python to write a form."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from desktop_app.core.forms.expressions import FUNCTIONS
from desktop_app.core.forms.rules import VALIDATORS
from desktop_app.core.forms.spec import Column, Field, FormSpec, KindName, Rule

_TEXT = (Path(__file__).parents[2] / "forms" / "README.md").read_text(encoding="utf-8")


def _keys(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    return struct.__struct_fields__


@pytest.mark.parametrize(
    "name",
    sorted({*get_args(KindName), *VALIDATORS, *_keys(FormSpec), *_keys(Field), *_keys(Column)}),
)
def test_readme_explains(name: str) -> None:
    assert f"`{name}`" in _TEXT


@pytest.mark.parametrize("name", sorted({*FUNCTIONS, *_keys(Rule)}))
def test_readme_shows_in_use(name: str) -> None:
    assert f"{name}(" in _TEXT or f"{name}:" in _TEXT
