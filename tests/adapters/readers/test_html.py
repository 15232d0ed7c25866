"""Web pages: what is shown, what is not, and what only the source says."""

from __future__ import annotations

import pytest

from tests.adapters.readers.making import ID, findings, rules


def _page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "visibility:hidden", "color:#fff", "color:white;background:#ffffff", "font-size:0",
        "opacity:0", "position:absolute;left:-9999px", "color:rgb(255,255,255)", "text-indent:-9999px",
    ],
)  # fmt: skip
def test_text_that_is_not_shown_is_hidden(style: str) -> None:
    (hidden, number) = findings(_page(f'<p>公告</p><div style="{style}">{ID}</div>'))
    assert (hidden.rule, hidden.place.paragraph) == ("hidden.text", 2)
    assert (number.rule, number.hidden) == ("pii.id-card", True)


def test_style_sheet_and_attribute_hide_as_well() -> None:
    assert rules(_page('<p class="x y">附注</p>', "<style>p.x{display:none}</style>")) == ["hidden.text"]
    assert rules(_page("<p hidden>附注</p>")) == ["hidden.text"]
    sheet = "<style>.list > p.note, #x em{display:none}</style>"
    assert rules(_page('<div class="list"><p class="note">附注</p></div>', sheet)) == ["hidden.text"]
    assert rules(_page('<div><p class="note">附注</p></div>', sheet)) == []


@pytest.mark.parametrize(
    "body",
    [
        '<div style="background:#1f4e79"><p style="color:#fff">龙江县人民政府</p></div>',
        '<div style="background:url(a.jpg)"><p style="color:#fff">龙江县人民政府</p></div>',
        '<div style="visibility:hidden"><p style="visibility:visible">龙江县人民政府</p></div>',
        '<p style="color:#666;font-size:12px">龙江县人民政府</p>',
        '<table bgcolor="#1f4e79"><tr style="color:white"><td>甲</td></tr><tr><td>乙</td></tr></table>',
    ],
)
def test_text_that_stands_out_is_seen(body: str) -> None:
    assert rules(_page(body)) == []


@pytest.mark.parametrize(
    ("source", "part"),
    [
        (f"<!-- {ID} -->", "comment"),
        (f'<input type="hidden" name="sfz" value="{ID}">', "form"),
        (f'<img alt="{ID}">', "image"),
        (f'<script>var row = {{"sfz": "{ID}"}}</script>', "metadata"),
        (f'<span data-id="{ID}"></span>', "metadata"),
    ],
)
def test_what_only_the_source_says_is_read(source: str, part: str) -> None:
    (found,) = findings(_page(f"<p>公告</p>{source}"))
    assert (found.rule, found.place.part, found.hidden) == ("pii.id-card", part, True)


def test_author_is_metadata() -> None:
    assert rules(_page("<p>公告</p>", '<meta name="author" content="张秀珍">')) == ["hidden.metadata"]


def test_table_is_read_by_its_header_and_a_hidden_row_said() -> None:
    table = (
        "<table><tr><th>姓名</th><th>身份证号</th></tr><tr><td>张秀珍</td><td>2302**********0018</td></tr>"
        f'<tr style="display:none"><td>李明</td><td>{ID}</td></tr></table>'
    )
    found = {finding.rule: finding for finding in findings(_page(table))}
    assert set(found) == {"pii.column", "hidden.text", "pii.id-card"}
    assert (found["pii.id-card"].place.row, found["pii.id-card"].hidden) == (3, True)


def test_words_within_a_paragraph_are_one_text() -> None:
    assert rules(_page(f"<p>身份证号<b>{ID[:6]}</b><span>{ID[6:]}</span></p>")) == ["pii.id-card"]


def test_page_saved_under_another_name_is_a_page() -> None:
    assert rules(_page(f"<p>{ID}</p>"), "名单.doc") == ["pii.id-card"]


def test_other_markup_is_read_element_by_element() -> None:
    assert rules(f'<?xml version="1.0"?><list><id>{ID}</id><id>1</id></list>'.encode()) == ["pii.id-card"]


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert rules(bomb) == ["unreadable.limit"]


def test_page_without_a_body_of_its_own_is_read_from_its_first_element() -> None:
    page = f"<meta charset=utf-8><title>方案</title><header>工作秘密</header><article><p>{ID}</p></article>"

    assert set(rules(page.encode())) == {"secrecy.work-secret", "pii.id-card"}


def test_workbooks_of_2003_and_pages_in_utf_16_are_tables() -> None:
    cells = [("申请人", "身份证号码", "片区"), ("张秀珍", ID, "城南"), ("李明", "", "城北")]
    book = "".join(
        "<Row>" + "".join(f"<Cell><Data>{text}</Data></Cell>" for text in row) + "</Row>" for row in cells
    )
    page = "".join(f"<tr><td>{a}<td x:str=\"'{b}\">'{b}<td>{c}" for a, b, c in cells)

    assert rules(f'<?xml version="1.0"?><Workbook><Table>{book}</Table></Workbook>'.encode(), "表.xls") == [
        "pii.column",
        "pii.id-card",
    ]
    content = f"<html><body><table>{page}</table></body></html>".encode("utf-16")
    assert rules(content, "表.xls") == ["pii.column", "pii.id-card"]
