"""What a county excepts is left alone, and nothing beside it."""

from __future__ import annotations

import pytest

from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.exceptions import (
    Exceptions,
    Permission,
    Published,
    Sentence,
    Word,
    is_exceptable,
)
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.rules import ALL
from desktop_app.core.checks.unit import Unit, UnitKind

PHONE = "13904520123"
PERMITTED = Exceptions(
    permissions=(
        Permission(
            forms=("education.*",), rule="pii.mobile", field="list.phone", basis="县公开办〔2026〕3号"
        ),
    )
)


def found(exceptions: Exceptions, *units: Unit) -> list[Finding]:
    return check_units(units, exceptions=exceptions)


def test_a_published_number_is_left_alone_however_it_is_written() -> None:
    own = Exceptions(published=(Published(value="139-0452-0123", owner="甲村委会"),))
    units = [
        Unit(f"户主电话：{said}", Place(paragraph=number))
        for number, said in enumerate((PHONE, "139 0452 0123"))
    ]
    assert [one.rule for one in found(Exceptions(), *units)] == ["pii.mobile", "pii.mobile"]
    assert found(own, *units) == []


def test_another_number_beside_a_published_one_is_found() -> None:
    own = Exceptions(published=(Published(value=PHONE, owner="甲村委会"),))
    (one,) = found(own, Unit(f"户主电话：{PHONE}，13904520124"))
    assert one.evidence.endswith("0124")


def test_a_column_of_published_numbers_is_left_alone_until_one_is_not() -> None:
    own = Exceptions(published=(Published(value=PHONE, owner="甲村委会"),))
    header = Unit("联系电话", kind=UnitKind.HEADER, row=(("姓名", ""),), column=(PHONE, ""))
    assert found(own, header) == []
    other = Unit("联系电话", kind=UnitKind.HEADER, row=(("姓名", ""),), column=(PHONE, "13904520124"))
    assert [one.rule for one in found(own, other)] == ["pii.column"]


def test_an_own_word_excuses_its_own_letters_alone() -> None:
    own = Exceptions(words=(Word(text="（内部资料）", rules=("secrecy.internal-mark",), reason="店名"),))
    assert found(own, Unit("书店（内部资料）")) == []
    assert [one.rule for one in found(own, Unit("内部资料 注意保存"))] == ["secrecy.internal-mark"]


def test_a_marking_is_excused_by_its_whole_sentence_alone() -> None:
    said = "（机密★1年）是密级标志的写法"
    own = Exceptions(
        sentences=(Sentence(text=said, reason="培训", decided_by="王保密", decided_on="2026-10-01"),)
    )
    assert found(Exceptions(), Unit(said))
    assert found(own, Unit(said)) == []
    assert found(own, Unit("机密★1年"))
    assert found(own, Unit(f"{said}，另见机密★3年"))


def test_what_a_form_may_publish_is_a_note_that_names_its_basis() -> None:
    cell = Unit(PHONE, Place(field="values.list.2.phone", row=3), UnitKind.CELL, label="联系电话")
    (one,) = found(PERMITTED.for_form("education.enrolment"), cell)
    assert one.severity is Severity.NOTE
    assert "县公开办〔2026〕3号" in one.message


@pytest.mark.parametrize(
    ("form", "field"),
    [("finance.budget", "list.2.phone"), ("education.enrolment", "note"), ("", "list.2.phone")],
)
def test_another_form_or_field_may_not(form: str, field: str) -> None:
    cell = Unit(PHONE, Place(field=f"values.{field}", row=3), UnitKind.CELL, label="联系电话")
    assert [one.severity for one in found(PERMITTED.for_form(form), cell)] == [Severity.WARN]


def test_no_exception_reaches_markings_and_identity_numbers() -> None:
    assert {rule.name for rule in ALL if not is_exceptable(rule.name)} == {
        "secrecy.classification-mark",
        "pii.id-card",
    }
    assert not is_exceptable("unreadable.encrypted")
    assert not is_exceptable("hidden.sheet")
