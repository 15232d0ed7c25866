from __future__ import annotations

import pytest

from desktop_app.core.disclosure.item import DisclosureFileError, check_keys, from_json, to_json
from tests.core.forms.small import small_form

WHOLE = """{"form": "a.b", "values": {"x": "值"}, "openness": "active",
 "confidentiality": {"classified": false, "reviewed_by": "王", "reviewed_on": "2026-09-28",
                     "conclusion": "public", "grounds": ""},
 "attachments": [{"path": "a.pdf", "title": "附件"}]}"""


def test_what_is_written_is_read_again():
    assert from_json(to_json(from_json(WHOLE))) == from_json(WHOLE)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"openness"', '"opennes"', "opennes"),
        ('"reviewed_by"', '"reviewer"', "reviewer"),
        ('"title"', '"titel"', "titel"),
        ('"active"', '"open"', "openness"),
        ('"classified": false', '"classified": "no"', "classified"),
    ],
)
def test_an_unknown_key_or_value_is_an_error_that_names_it(old: str, new: str, named: str):
    with pytest.raises(DisclosureFileError, match=named):
        from_json(WHOLE.replace(old, new))


def test_a_truncated_file_is_said_to_be_truncated():
    with pytest.raises(DisclosureFileError, match="截断"):
        from_json(WHOLE[:40])


@pytest.mark.parametrize(
    ("values", "named"),
    [('{"mattr": "x"}', "values.mattr"), ('{"list": [{"amont": "1"}]}', "values.list.0.amont")],
)
def test_an_answer_that_the_form_does_not_have_is_named(values: str, named: str):
    with pytest.raises(DisclosureFileError, match=named):
        check_keys(from_json(f'{{"form": "area.type", "values": {values}}}'), small_form().spec)
