from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from lxml import etree, html

from desktop_app.portal_server.data_folder import SiteSettings
from tests.portal_server.conftest import Clock, Sender

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def metas(text: str) -> dict[str, str]:
    found = re.findall(r'<meta name="([^"]+)" content="([^"]*)">', text)
    return {name: unescape(content) for name, content in found}


def column_path(sender: Sender, path: str) -> str:
    answer = sender.http.get("/api/v1/columns", headers=sender.headers).json()
    for name in path.split("/"):
        column = next(column for column in answer if column["name"] == name)
        answer = column["children"]
    return str(column["url"]).removeprefix("http://portal.invalid")


def test_article_carries_every_mandated_tag(sender: Sender) -> None:
    path = sender.publish(metadata={"Keywords": "预算， 部门", "Author": "预算股", "Description": "一句话"})

    assert metas(sender.page(path)) == {
        "viewport": "width=device-width, initial-scale=1",
        "SiteName": "龙江县政务公开（演示门户）",
        "SiteDomain": "portal.invalid",
        "SiteIDCode": "未设置",
        "ColumnName": "部门预算",
        "ColumnDescription": "刊登部门（单位）预算公开。",
        "ColumnKeywords": "财政预决算,部门预算",
        "ColumnType": "信息公开",
        "ArticleTitle": "关于2026年部门预算的公告",
        "PubDate": "2026-11-23 09:05",
        "ContentSource": "龙江县示例局",
        "Keywords": "预算,部门",
        "Author": "预算股",
        "Description": "一句话",
        "Url": f"http://portal.invalid{path}",
    }


def test_publication_time_is_the_portals_own_and_equals_the_visible_one(sender: Sender) -> None:
    text = sender.page(sender.publish(metadata={"PubDate": "2020-01-01 00:00", "SiteIDCode": "2302210001"}))

    assert metas(text)["PubDate"] == "2026-11-23 09:05"
    assert metas(text)["SiteIDCode"] == "未设置"
    assert ">2026-11-23 09:05</time>" in text
    assert "2020-01-01" not in text


class TestWithSettings:
    @pytest.fixture
    def settings(self) -> SiteSettings:
        return SiteSettings(
            site_name="某县门户",
            site_domain="www.county.invalid",
            site_id_code="2302210001",
            organiser="某县政府办",
            public_url="https://www.county.invalid/",
        )

    def test_settings_of_the_site_stand_on_its_pages(self, sender: Sender) -> None:
        path = sender.publish()
        text = sender.page(path)

        assert metas(text)["SiteName"] == "某县门户"
        assert metas(text)["SiteDomain"] == "www.county.invalid"
        assert metas(text)["SiteIDCode"] == "2302210001"
        assert metas(text)["Url"] == f"https://www.county.invalid{path}"
        assert "主办单位：某县政府办" in text


def test_facts_table_shows_what_the_directory_of_public_information_needs(sender: Sender) -> None:
    path = sender.publish(
        issued_on="2026-11-03", doc_no="龙示发〔2026〕9号", metadata={"Topic": "财政、金融、审计"}
    )

    tree = html.fromstring(sender.page(path))

    names = [element.text_content() for element in tree.iter("dt")]
    values = [element.text_content() for element in tree.iter("dd")]
    assert dict(zip(names, values, strict=True)) == {
        "索引号": "20261123-000001",
        "主题分类": "财政、金融、审计",
        "发文机关": "龙江县示例局",
        "成文日期": "2026年11月03日",
        "发文字号": "龙示发〔2026〕9号",
        "发布日期": "2026年11月23日",
        "有效性": "有效",
        "信息编号": "ljx-1",
    }


@pytest.mark.parametrize("body", ["<p>正文</p>", "<h1>关于2026年部门预算的公告</h1><p>正文</p>"])
def test_page_has_one_first_heading_and_the_language(sender: Sender, body: str) -> None:
    tree = html.document_fromstring(sender.page(sender.publish(html=body)))

    assert [h1.text_content() for h1 in tree.iter("h1")] == ["关于2026年部门预算的公告"]
    assert tree.get("lang") == "zh-CN"


def test_attachments_show_type_and_size_and_can_be_downloaded(sender: Sender) -> None:
    digest = sender.upload(b"x" * 46080)
    path = sender.publish(files=[{"sha256": digest, "name": "收支 总表#1.XLSX", "title": "附件1：收支总表"}])
    text = sender.page(path)

    assert "附件1：收支总表" in text
    assert "XLSX，45 KB" in text
    answer = sender.http.get(path.replace(".html", "_1.xlsx"))
    assert answer.content == b"x" * 46080
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert f"filename*=UTF-8''{quote('收支 总表#1.XLSX')}" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_nothing_on_a_page_can_run(sender: Sender) -> None:
    path = sender.publish(
        title="<script>alert(1)</script>",
        issuer='"><img src=x onerror=alert(1)>',
        html='<p onclick="x()">正文<script>1</script><a href="javascript:x()">链接</a></p><iframe></iframe>',
    )
    answer = sender.http.get(path)

    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert "onclick" not in answer.text
    assert "javascript:" not in answer.text
    assert "<img" not in answer.text
    assert "<iframe" not in answer.text


def test_withdrawn_item_says_so_at_its_address_and_shows_nothing_more(sender: Sender, clock: Clock) -> None:
    digest = sender.upload(b"1")
    path = sender.publish(files=[{"sha256": digest, "name": "表.pdf", "title": "表"}])
    clock.pass_days(2)
    sender.withdraw(reason="数字有误")

    text = sender.page(path)

    assert "本信息已撤回" in text
    assert "数字有误" in text
    assert "2026年11月25日" in text
    assert "1234.56" not in text
    assert metas(text)["robots"] == "noindex"
    assert "Description" not in metas(text)
    gone = sender.http.get(path.replace(".html", "_1.pdf"))
    assert gone.status_code == 410
    assert "已经撤回" in gone.text


def test_withdrawn_item_leaves_lists_search_feed_and_site_map(sender: Sender) -> None:
    path = sender.publish()
    column = column_path(sender, "财政预决算/部门预算")
    places = ["/", column, f"{column}feed.atom", "/search?q=预算", "/sitemap.xml"]
    assert all(path in sender.page(place) for place in places)

    sender.withdraw()

    assert not any(path in sender.page(place) for place in places)


def test_correction_and_original_lead_to_each_other(sender: Sender) -> None:
    original = sender.publish("ljx-1")
    correction = sender.publish("ljx-2", title="关于2026年部门预算的公告（更正）", replaces="ljx-1")

    assert f'本信息已更正，请看 <a href="{correction}">' in sender.page(original)
    assert f'本信息更正了 <a href="{original}">' in sender.page(correction)
    assert "1234.56" in sender.page(original)


def test_column_shows_what_stands_below_it_newest_first(sender: Sender) -> None:
    older = sender.publish("ljx-1", title="旧的预算")
    newer = sender.publish("ljx-2", title="新的预算")
    sender.publish("ljx-3", title="无关的处罚", column="双公示/行政处罚")

    text = sender.page(column_path(sender, "财政预决算"))

    assert text.index(newer) < text.index(older)
    assert "无关的处罚" not in text


def test_column_is_turned_over_in_pages(sender: Sender) -> None:
    for number in range(45):
        sender.publish(f"ljx-{number}", title=f"第{number}号公告")
    column = column_path(sender, "财政预决算/部门预算")

    titles = [re.findall(r"第\d+号公告", sender.page(f"{column}?page={page}")) for page in (1, 2, 3)]

    assert [len(page) for page in titles] == [20, 20, 5]
    assert len(set().union(*titles)) == 45
    assert "第 1 页，共 3 页、45 条" in sender.page(column)
    assert 'rel="prev"' not in sender.page(column)
    assert 'rel="next"' not in sender.page(f"{column}?page=3")


def test_every_column_has_a_page_and_says_when_it_is_empty(sender: Sender) -> None:
    addresses = set(re.findall(r'href="(/col/[^"]+)"', sender.page("/")))

    assert len(addresses) > 100
    assert "还没有公开的信息" in sender.page(sorted(addresses)[0])


def test_feed_is_atom_with_permanent_names(sender: Sender) -> None:
    path = sender.publish(title="甲 & 乙 <丙>")

    answer = sender.http.get(f"{column_path(sender, '财政预决算')}feed.atom")

    feed = etree.fromstring(answer.content)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.findtext("a:entry/a:title", namespaces=ATOM) == "甲 & 乙 <丙>"
    assert feed.findtext("a:entry/a:id", namespaces=ATOM) == f"http://portal.invalid{path}"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-23T09:05:30+08:00"


def test_site_map_and_robots_lead_crawlers_to_the_articles(sender: Sender) -> None:
    path = sender.publish()

    assert path in sender.page("/sitemap.xml")
    assert "Disallow: /api/" in sender.page("/robots.txt")


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/col/c0/",
        "/col/c0/feed.atom",
        "/art/2026/11/23/art_9.html",
        "/art/2026/11/24/art_1.html",
        "/art/2026/11/23/art_1_1.pdf",
        "/static/nothing.css",
    ],
)
def test_missing_page_says_so_in_chinese(sender: Sender, path: str) -> None:
    sender.publish()

    answer = sender.http.get(path)

    assert answer.status_code == 404
    assert "没有找到" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.parametrize("path", ["/search?q=预算&page=0", "/search?q=" + "长" * 101, "/?page=x&q"])
def test_odd_addresses_never_break_the_site(sender: Sender, path: str) -> None:
    assert sender.http.get(path).status_code in {200, 422}


class TestSearch:
    @pytest.fixture(autouse=True)
    def _items(self, sender: Sender) -> None:
        sender.publish("a", title="政府工作报告", html="<p>报告</p>", text="全县经济社会发展情况。")
        sender.publish(
            "b", title="停水通告", html="<p>停水</p>", text="县政府所在街道停水，联系热线12345，GB/T 9704。"
        )
        sender.publish(
            "c", title="部门预算", html="<p>预算</p>", text="一般公共预算收入。", doc_no="龙示发〔2026〕9号"
        )

    @pytest.mark.parametrize(
        ("query", "titles"),
        [
            ("政府", ["政府工作报告", "停水通告"]),
            ("停水 热线", ["停水通告"]),
            ("停水 预算", []),
            ("公共预算收入", ["部门预算"]),
            ("水", ["停水通告"]),
            ("告", ["政府工作报告", "停水通告"]),
            ("12345", ["停水通告"]),
            ("gb/t", ["停水通告"]),
            ("〔2026〕9号", ["部门预算"]),
            ("９号", ["部门预算"]),
            ("府政", []),
            ("火星", []),
            ('"政府', ["政府工作报告", "停水通告"]),
            ("政府 OR 预算 NEAR(", []),
            ("，。", []),
        ],
    )
    def test_words_of_any_length_are_found_titles_first(
        self, sender: Sender, query: str, titles: list[str]
    ) -> None:
        tree = html.document_fromstring(sender.page(f"/search?q={quote(query)}"))

        assert [
            link.text_content() for link in tree.findall(".//li/a[@href]") if "/art/" in link.get("href")
        ] == titles

    def test_hit_is_marked_within_its_words(self, sender: Sender) -> None:
        assert "县<mark>政府</mark>所在街道" in sender.page("/search?q=政府")

    def test_empty_search_says_what_to_write(self, sender: Sender) -> None:
        assert "请在上面的框里写要找的词" in sender.page("/search?q=+")

    def test_search_without_hits_says_what_to_do(self, sender: Sender) -> None:
        assert "没有找到“火星”" in sender.page("/search?q=火星")
