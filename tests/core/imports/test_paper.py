"""Lines of a page as paragraphs: blanks stand between words of our alphabet, and nowhere in Chinese text."""

from __future__ import annotations

import pytest

from desktop_app.core.imports.paper import joined


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("龙江县人民", "政府", "龙江县人民政府"),
        ("Horizontal", "Layout", "Horizontal Layout"),
        ("Underline 5", "Bold", "Underline 5 Bold"),
        ("password:", "secret", "password: secret"),
        ("联系电话0452", "5820100", "联系电话04525820100"),
        ("金额1,", "234元", "金额1,234元"),
        ("使用 WPS", "打开", "使用 WPS打开"),
        ("www.", "example.com", "www.example.com"),
        ("", "Word", "Word"),
    ],
)
def test_lines_are_joined_as_they_read(before: str, after: str, whole: str) -> None:
    assert joined(before, after) == whole
