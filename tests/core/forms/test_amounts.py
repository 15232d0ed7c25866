from __future__ import annotations

from decimal import Decimal

import pytest

from desktop_app.core.forms.amounts import amount_in_words


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("10", "壹拾元整"),
        ("101", "壹佰零壹元整"),
        ("1001", "壹仟零壹元整"),
        ("10001", "壹万零壹元整"),
        ("10010", "壹万零壹拾元整"),
        ("100000", "壹拾万元整"),
        ("1005000.06", "壹佰万伍仟元零陆分"),
        ("100000000", "壹亿元整"),
        ("0.05", "伍分"),
        ("3456789.12", "叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分"),
    ],
)
def test_amounts_are_written_as_on_cheques(yuan: str, words: str):
    assert amount_in_words(Decimal(yuan)) == words
