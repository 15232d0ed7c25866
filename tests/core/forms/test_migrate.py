from __future__ import annotations

import pytest

from desktop_app.core.forms.migrate import NewerForm, migrate
from tests.core.forms.small import small_form


def test_a_draft_of_an_older_version_is_carried_over_and_the_clerk_is_told():
    values = {"old_matter": "修路", "kind": "甲", "gone": "旧答案"}

    migrated = migrate(values, 1, small_form().spec)

    assert migrated.values == {"matter": "修路", "kind": "甲"}
    assert migrated.notes == ("“旧事项”改名为“事项”。",)
    assert migrated.set_aside == {"gone": "旧答案"}
    assert migrated.has_changed


def test_an_answer_that_the_new_version_refuses_is_kept_and_pointed_out():
    migrated = migrate({"kind": "丙"}, 1, small_form().spec)

    assert migrated.values == {"kind": "丙"}
    assert migrated.to_check == ("kind",)


def test_a_draft_of_the_same_version_is_left_alone():
    assert not migrate({"matter": "修路"}, 2, small_form().spec).has_changed


def test_a_draft_of_a_newer_version_is_not_touched():
    with pytest.raises(NewerForm, match="升级"):
        migrate({}, 3, small_form().spec)
