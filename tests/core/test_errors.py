"""What people are told: a code that a technician hears on the telephone names one error."""

from __future__ import annotations

import re
from collections import Counter

from tests.conftest import REPOSITORY

_CODE = re.compile(r'^    code = "(\w+)"$', re.MULTILINE)


def test_every_code_names_one_error() -> None:
    files = (REPOSITORY / "desktop_app").rglob("*.py")
    codes = Counter(code for file in files for code in _CODE.findall(file.read_text("utf-8")))
    assert len(codes) > 50
    assert [code for code, times in codes.items() if times > 1] == []
