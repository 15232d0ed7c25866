"""Long numbers among bytes are found once, whatever width their digits have."""

from __future__ import annotations

import pytest

from desktop_app.adapters.readers.long_numbers import Seen, in_bytes, in_text
from desktop_app.core.checks.unit import Unit

_NUMBER = "230221198503072416"


@pytest.mark.parametrize("around", ["证号%s到此", "No. %s, etc", "\u3000%s\u3000", "%s"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_number_among_bytes_is_found_in_digits_of_one_byte_and_of_two(encoding: str, around: str) -> None:
    content = (around % _NUMBER).encode(encoding)
    assert list(in_bytes(content)) == [_NUMBER]


def test_an_identity_number_that_ends_in_x_is_found_whole() -> None:
    assert list(in_bytes(b"<v>23022119850307241X</v>")) == ["23022119850307241X"]


@pytest.mark.parametrize(
    "said", [b"0.230221198503072416", b"<230221198503072416>", b"a9ff230221198503072416c0de"]
)
def test_fractions_and_hexadecimal_hold_no_numbers(said: bytes) -> None:
    assert list(in_bytes(said)) == []


def test_a_text_gives_its_long_numbers_in_order() -> None:
    assert in_text("账号6210991901659014301，证号230221198503072416") == ["6210991901659014301", _NUMBER]


def test_what_a_unit_has_said_is_not_said_again_and_the_rest_once() -> None:
    seen = Seen()
    assert [unit.text for unit in seen.watch([Unit(f"证号{_NUMBER}")])] == [f"证号{_NUMBER}"]
    fresh = list(seen.fresh([_NUMBER, "6210991901659014301", "6210991901659014301"], "item1.xml"))
    assert [(unit.text, unit.label, unit.hidden) for unit in fresh] == [
        ("6210991901659014301", "item1.xml", True)
    ]
