"""What readers say of hidden and unreadable things becomes findings; a marking ends the reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.core.checks import concealment
from desktop_app.core.checks.concealment import Concealment
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Place, Severity
from desktop_app.core.checks.unit import Unit

NUMBER = "230221189912310018"
WAYS = [way for way in vars(concealment).values() if isinstance(way, Concealment)]


def test_hidden_text_is_a_finding_and_its_content_is_checked() -> None:
    found = check_units([Unit(f"身份证号 {NUMBER}", Place(paragraph=2), concealment=concealment.TEXT)])
    assert [(finding.rule, finding.hidden) for finding in found] == [
        ("hidden.text", True),
        ("pii.id-card", True),
    ]


def test_a_door_by_itself_is_a_home_where_it_was_covered() -> None:
    door = "惠民家园3号楼2单元501室"
    assert [finding.rule for finding in check_units([Unit(door, Place(page=1), hidden=True)])] == [
        "pii.address"
    ]
    assert check_units([Unit(door, Place(page=1))]) == []


def test_one_place_is_one_finding() -> None:
    place = Place(paragraph=2)
    found = check_units([Unit(text, place, concealment=concealment.REVISION) for text in ("甲", "乙")])
    assert len(found) == 1


def test_cell_of_a_hidden_sheet_is_hidden_without_a_finding_of_its_own() -> None:
    sheet = Place(sheet="底册")
    found = check_units(
        [Unit("底册", sheet, concealment=concealment.SHEET), Unit("白山镇", sheet, hidden=True)]
    )
    assert [finding.rule for finding in found] == ["hidden.sheet"]


def test_unreadable_part_is_not_hidden_and_says_why() -> None:
    (found,) = check_units([Unit("a.docx", label="文件加了密码", concealment=concealment.ENCRYPTED)])
    assert (found.rule, found.severity, found.hidden) == ("unreadable.encrypted", Severity.BLOCK, False)
    assert found.message.startswith("文件加了密码")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.rule)
def test_messages_never_repeat_the_text(way: Concealment) -> None:
    found = check_units([Unit("绝不复述的话", concealment=way)])
    assert not any("绝不复述的话" in str(finding.as_json()) for finding in found)


def test_nothing_is_read_after_a_state_secret_marking() -> None:
    read: list[int] = []

    def units() -> Iterator[Unit]:
        for number in range(100):
            read.append(number)
            yield Unit("机密★1年" if number == 0 else f"身份证号 {NUMBER}", Place(paragraph=number + 1))

    found = check_units(units())
    assert [finding.rule for finding in found] == ["secrecy.classification-mark"]
    assert len(read) <= 3
