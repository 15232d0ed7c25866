"""Over every form: of last time's answers nothing is taken over unseen that belonged to last time."""

from __future__ import annotations

import re
from typing import Any

import pytest

from desktop_app.core.disclosure.again import ANEW, again, must_be_new
from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.forms.spec import Field
from desktop_app.services.drafts import Copied
from desktop_app.ui.pages.form.notices import copied_marks
from tests.forms.files import FORMS, answered

_DAY = re.compile(r"(?:19|20)\d{2}\s*[-年./]\s*\d{1,2}")
_NUMBER = re.compile(r"〔(?:19|20)\d{2}〕")
_ONE_TIME = ("年度", "季度", "批次", "编号")
"""Words of labels, said here once more than in the program."""


def last_of(form: str) -> dict[str, Any]:
    return {
        key: raw
        for key, raw in FORMS[form].spec.sample.items()
        if key in FORMS[form].fields and not is_empty(raw)
    }


def belongs_to_last_time(asked: Field) -> bool:
    is_plain = asked.kind in ("text", "number", "choice")
    return asked.kind in ANEW or (is_plain and any(word in asked.label for word in _ONE_TIME))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_dates_numbers_periods_and_attachments_are_emptied_and_marked(form: str) -> None:
    fields = FORMS[form].fields
    taken = again(answered(FORMS[form], last_of(form)))
    stale = {key for key in last_of(form) if belongs_to_last_time(fields[key])}
    assert stale <= set(taken.anew)
    assert not stale & taken.values.keys()
    assert set(taken.anew) == {key for key in last_of(form) if must_be_new(fields[key])}
    assert last_of(form).keys() - set(taken.anew) - taken.values.keys() <= set(FORMS[form].computed)
    plain = (key for key in taken.values if fields[key].kind != "table")
    assert all(taken.values[key] == last_of(form)[key] for key in plain)
    marks = copied_marks(Copied(taken.anew, taken.check), taken.values)
    assert {key: marks[key] for key in stale} == dict.fromkeys(stale, "要重新填")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_whatever_else_speaks_of_a_time_or_counts_is_marked_to_be_checked(form: str) -> None:
    fields = FORMS[form].fields
    taken = again(answered(FORMS[form], last_of(form)))
    for key, raw in taken.values.items():
        speaks = bool(_DAY.search(str(raw)) or _NUMBER.search(str(raw)))
        if speaks or fields[key].kind in ("table", "money", "number"):
            assert key in taken.check, (key, raw)


@pytest.mark.parametrize(
    "form", [form for form in sorted(FORMS) if any(f.columns for f in FORMS[form].fields.values())]
)
def test_of_lists_the_days_and_numbers_are_emptied_and_the_rest_stays(form: str) -> None:
    last = last_of(form)
    taken = again(answered(FORMS[form], last))
    for key, asked in FORMS[form].fields.items():
        if asked.kind != "table" or key not in taken.values:
            continue
        for before, after in zip(last[key], taken.values[key], strict=True):
            stale = {name for name in before if name in asked.columns and asked.columns[name].kind in ANEW}
            assert after == {name: cell for name, cell in before.items() if name not in stale}


def test_what_names_the_office_and_its_matters_stays() -> None:
    taken = again(
        answered(
            FORMS["market-supervision.penalty-publicity"], last_of("market-supervision.penalty-publicity")
        )
    )
    assert {"party", "party_uscc", "org", "org_uscc", "illegal_type"} <= taken.values.keys()


@pytest.mark.parametrize(
    ("kind", "label", "wanted"),
    [
        ("number", "年度", True),
        ("text", "批次", True),
        ("text", "公告期号", True),
        ("text", "申请编号", True),
        ("date", "发布日期", True),
        ("doc_no", "发文字号", True),
        ("file", "附件", True),
        ("text", "邮政编码", False),
        ("text", "事项编码", False),
        ("uscc", "统一社会信用代码", False),
        ("long_text", "年度工作情况", False),
        ("money", "年度预算", False),
    ],
)
def test_what_must_be_new(kind: Any, label: str, wanted: bool) -> None:
    assert must_be_new(Field(kind=kind, label=label)) is wanted
