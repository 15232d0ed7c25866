"""Copies of every form: what belonged to last time is empty and marked, and the rest is there."""

from __future__ import annotations

import pytest

from desktop_app.core.disclosure.again import ANEW, again
from desktop_app.core.forms.kinds import is_empty
from tests.forms.files import FORMS, answered


@pytest.mark.parametrize("form_id", sorted(FORMS))
def test_what_must_be_new_is_empty_and_marked_and_the_rest_is_taken_over(form_id: str) -> None:
    form = FORMS[form_id]
    last = answered(form, form.spec.sample)
    said = {key: raw for key, raw in last.values.items() if key in form.fields and not is_empty(raw)}
    taken = again(last)
    stale = {key for key in said if form.fields[key].kind in ANEW}
    assert set(taken.anew) == stale
    assert not stale & set(taken.values)
    assert set(said) - stale - set(taken.values) <= set(form.computed)
    for key, raw in taken.values.items():
        asked = form.fields[key]
        if asked.kind != "table":
            assert raw == said[key]
            continue
        assert key in taken.check
        new = {name for name, column in asked.columns.items() if column.kind in ANEW}
        assert len(raw) == len(said[key])
        assert not any(new & row.keys() for row in raw)
