"""The sentences of the founding document and the forms that carry them."""

from __future__ import annotations

import msgspec
import pytest

from desktop_app.core.duties import duties


def _file(*items: dict[str, object]) -> dict[str, object]:
    return {"source": "县政府文件", "duties": [{"section": "二（一）", "items": list(items)}]}


def test_a_whole_area_stands_for_all_types_that_the_file_names_there() -> None:
    first, last = duties(
        _file(
            {"says": "公开预算", "forms": ["finance.budget", "finance.accounts"]},
            {"says": "公开所有资金", "forms": ["finance.*", "village.finance", "finance.budget"]},
        )
    )

    assert first.forms == ("finance.budget", "finance.accounts")
    assert last.forms == ("finance.accounts", "finance.budget", "village.finance")


def test_a_duty_knows_its_section_and_words() -> None:
    (duty,) = duties(_file({"says": "接受监督", "mechanism": True, "forms": ["a.b"]}))

    assert (duty.section, duty.says, duty.law, duty.mechanism) == ("二（一）", "接受监督", "", True)


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        duties(_file({"says": "公开", "form": ["a.b"]}))
