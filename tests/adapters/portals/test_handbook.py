"""What docs/portals.md shows works as it stands there."""

from __future__ import annotations

import re

import pytest
import yaml

from desktop_app.adapters.portals.lint import lint_profile
from desktop_app.adapters.portals.profile import SYSTEMS
from desktop_app.adapters.portals.recipe.names import KNOWN, environment
from tests.conftest import REPOSITORY

TEXT = (REPOSITORY / "docs" / "portals.md").read_text("utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
ANY = "name: county\nkind: http\nsystem: wordpress\nbase_url: https://a.invalid\n"


def test_the_worked_example_has_no_faults() -> None:
    assert lint_profile(BLOCKS[0], "county.yaml", "county") == []


def test_the_step_that_is_explained_is_the_one_that_is_shipped() -> None:
    shown = yaml.safe_load(BLOCKS[1])["find"][0]
    shipped = yaml.safe_load((SYSTEMS / "wordpress.yaml").read_text("utf-8"))["steps"]["find"][0]

    assert shown["request"]["query"].items() <= shipped["request"]["query"].items()
    assert shown["take"].items() <= shipped["take"].items()
    assert {key: shipped[key] for key in ("absent", "success", "message")} == {
        key: shown[key] for key in ("absent", "success", "message")
    }


@pytest.mark.parametrize("sign_in", re.split(r"^(?=sign_in:)", BLOCKS[2], flags=re.MULTILINE)[1:])
def test_every_way_of_signing_in_is_written_right(sign_in: str) -> None:
    assert lint_profile(ANY + sign_in, "county.yaml", "county") == []


def test_the_pieces_of_assisted_entry_are_written_right() -> None:
    text = "name: county\nbase_url: https://www.example.gov.cn\n" + BLOCKS[3]

    assert lint_profile(text, "county.yaml", "county") == []


def test_names_and_filters_that_are_listed_are_those_that_exist() -> None:
    listed = re.search(r"步骤里知道的名称：`([^`]+)`", TEXT)
    assert listed is not None
    assert set(listed[1].split()) == KNOWN["fields"] - {"base_url"}
    assert {"steady", "quoted", "listed"} <= environment().filters.keys()
