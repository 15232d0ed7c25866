from __future__ import annotations

import pytest

from desktop_app.core.document.errors import TemplateError
from desktop_app.core.document.markup import parse


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ("<p>甲</p><!-- 注 -->", "{# #}"),
        ("<!DOCTYPE html>", "声明"),
        ("<?xml version='1.0'?>", "声明"),
        ("甲", "没有放进段落"),
        ("<p>甲</h1>", "</h1>"),
        ("<ul class='attachments'>甲</ul>", "<ul>里不能直接写文字"),
        ("<script>alert(1)</script>", "<script>"),
        ("<p onclick='x'>甲</p>", "onclick"),
        ("<td>甲</td>", "最外层"),
        ("<table><tr><td>甲</td></tr></table>", "<tr>"),
        ("<p class='big'>甲</p>", "big"),
        ("<table><colgroup><col width='10mm'></colgroup></table>", "10mm"),
        ("<table><tbody><tr><td colspan='0'>甲</td></tr></tbody></table>", "colspan"),
    ],
)
def test_what_is_outside_the_set_is_refused(html, part):
    with pytest.raises(TemplateError) as caught:
        parse(html, "a/b.html")
    assert part in caught.value.message
    assert "a/b.html" in caught.value.message


def test_void_elements_may_be_closed_at_once():
    (paragraph,) = parse("<p>甲<br/>乙</p>", "a/b.html").elements("p")
    assert [getattr(child, "tag", child) for child in paragraph.children] == ["甲", "br", "乙"]
