from __future__ import annotations

import pytest

from desktop_app.core.disclosure.slip import is_slip_of, slip_code, slip_text

SEAL = "3f2a9c71" + "0" * 48 + "deadbeef"


def test_the_printed_code_is_read_in_groups():
    assert slip_code(SEAL) == "3F2A 9C71 0000 0000"


@pytest.mark.parametrize(
    "code", ["3F2A 9C71 0000 0000", "3f2a9c7100000000", "3f2a-9c71-0000-0000", slip_text("x", SEAL)]
)
def test_a_sheet_is_known_by_its_code_however_it_is_typed_or_scanned(code: str):
    assert is_slip_of(code, "x", SEAL)


@pytest.mark.parametrize(
    "code", ["", "3F2A 9C71", "3F2A 9C71 0000 0001", slip_text("y", SEAL), slip_text("x", "0" * 64)]
)
def test_the_code_of_another_content_is_none(code: str):
    assert not is_slip_of(code, "x", SEAL)
