from __future__ import annotations

import msgspec
import pytest

from desktop_app.core.forms.grouping import Grouping, groups, is_own
from desktop_app.core.forms.search import Entry
from tests.core.forms.small import small_form

ALIASES = {"县人社局": ["人力资源和社会保障局"]}


def entry(**changes: object) -> Entry:
    return msgspec.structs.replace(Entry.of(small_form().spec), **changes)


@pytest.mark.parametrize(
    ("office", "lead_unit", "expected"),
    [
        ("龙江县民政局", "县民政局", True),
        ("龙江县人力资源和社会保障局", "县人社局", True),
        ("龙江县民政局", "县民政局（社会救助股）", True),
        ("龙江县财政局", "县民政局", False),
        ("", "县民政局", False),
    ],
)
def test_a_unit_is_known_by_its_full_name(office: str, lead_unit: str, expected: bool):
    assert is_own(entry(lead_units=(lead_unit,)), office, ALIASES) is expected


@pytest.mark.parametrize(
    ("issuer", "levels", "expected"),
    [
        ("乡镇人民政府", ("县级", "乡级"), True),
        ("县民政局", ("县级", "乡级"), False),
        ("各乡镇", ("县级",), False),
    ],
)
def test_a_township_has_what_townships_issue(issuer: str, levels: tuple[str, ...], expected: bool):
    assert is_own(entry(issuer=issuer, levels=levels), "龙江县丰泽镇人民政府", {}) is expected


def test_a_county_government_is_no_township():
    assert not is_own(entry(issuer="乡镇", levels=("乡级",)), "龙江县人民政府", {})


def test_a_type_that_two_units_lead_is_in_the_groups_of_both():
    both = entry(lead_units=("甲", "乙"))

    assert groups([both], Grouping.LEAD_UNIT) == {"甲": [both], "乙": [both]}


def test_phases_stand_in_the_order_of_a_matter():
    found = groups([entry(phase="after"), entry(phase="before")], Grouping.PHASE)

    assert [name[:2] for name in found] == ["事前", "事后"]
