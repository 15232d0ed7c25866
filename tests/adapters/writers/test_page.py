from __future__ import annotations

from datetime import datetime

from lxml import html

from desktop_app.adapters.writers import page
from desktop_app.core.document.blocks import Cell, Document, Run, Table, TableColumn, Title
from tests.conftest import REPOSITORY
from tests.core.document.sample import NOTICE_VALUES, notice, red_head_notice


def whole(document: Document) -> html.HtmlElement:
    template = (REPOSITORY / "templates" / "pages" / "article.html").read_text("utf-8")
    return html.document_fromstring(
        page.write_page(document, template, page.metadata(document)).content.decode()
    )


def test_page_has_language_one_title_and_mandated_metadata():
    root = whole(notice())
    assert root.get("lang") == "zh-CN"
    assert [one.text for one in root.iter("h1")] == ["丰泽镇2026年11月最低生活保障对象公示"]
    metas = {one.get("name"): one.get("content") for one in root.iter("meta") if one.get("name")}
    assert metas["ArticleTitle"] == "丰泽镇2026年11月最低生活保障对象公示"
    assert metas["ContentSource"] == "龙江县丰泽镇人民政府"


def test_metadata_names_the_minute_and_the_column():
    given = page.metadata(
        notice(), published_at=datetime(2026, 11, 23, 8, 5), column="社会救助/低保", keywords=("低保", "公示")
    )
    assert (given["PubDate"], given["ColumnName"], given["Keywords"]) == (
        "2026-11-23 08:05",
        "低保",
        "低保,公示",
    )


def test_description_is_one_short_line():
    long = page.metadata(notice({**NOTICE_VALUES, "basis": "依据" * 200}))["Description"]
    assert len(long) == 120
    assert long.endswith("…")


def test_publication_time_is_never_invented():
    assert "PubDate" not in page.metadata(notice())


def test_tables_have_caption_and_scopes():
    table = html.fragment_fromstring(page.article(notice()), create_parent=True).find("table")
    assert table.find("caption").text == "最低生活保障对象名单"
    assert {cell.get("scope") for cell in table.find("thead").iter("th")} == {"col"}
    assert {cell.get("scope") for cell in table.find("tfoot").iter("th")} == {"row"}


def test_article_carries_no_marks_of_fields_and_no_styles():
    article = page.article(notice())
    assert "data-field" not in article
    assert "style" not in article


def test_red_head_is_left_out_and_told():
    document = red_head_notice()
    assert "人民政府文件" not in page.article(document)
    assert page.losses(document) == ("网页不印红头、红线和版记。",)


def test_run_in_heading_is_a_heading_and_a_paragraph():
    assert "<h3>（一）主次干道。</h3>\n<p>由县住房和城乡建设局组织清除。</p>" in page.article(
        red_head_notice()
    )


def test_merged_cells_say_their_spans():
    cells = (
        (Cell((Run("甲"),), True, colspan=2),),
        (Cell((Run("乙\n丙"),)), Cell((Run("1"),), align="right")),
    )
    article = page.article(
        Document((Title((Run("题"),)), Table((TableColumn(1), TableColumn(1)), (), cells)))
    )
    assert '<th scope="row" colspan="2">甲</th>' in article
    assert '<td>乙<br>丙</td><td class="right">1</td>' in article
