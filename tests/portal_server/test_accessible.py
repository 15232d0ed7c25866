"""What a real browser makes of the public pages, held against the rules that a machine can judge (WCAG 2.1 A and AA).

Each rule names its success criterion. Contrast is judged over the colours of the style sheet itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html

from desktop_app.core.progress import silent
from desktop_app.portal_server.server import running
from desktop_app.portal_server.site import STATIC
from tests.adapters.portals.reference import reference_portal
from tests.adapters.portals.sample import submission
from tests.portal_server.test_in_browser import _CHROMIUM, browse

pytestmark = pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium on this machine")
Dom = html.HtmlElement
LEAST_CONTRAST = 4.5


@pytest.fixture(scope="module")
def doms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Dom]:
    """Each kind of page as the browser built it."""
    folder = tmp_path_factory.mktemp("accessible")
    with running(folder / "portal", token="t") as serving:
        portal = reference_portal("p", serving.url, "t")
        first = portal.publish(submission("one"), silent).url
        gone = portal.publish(submission("two", title="撤回的一件"), silent).url
        portal.withdraw("two", "内容有误")
        addresses = {
            "home": f"{serving.url}/",
            "article": first,
            "withdrawn": gone,
            "search": f"{serving.url}/search?q=%E9%A2%84%E7%AE%97",
            "error": f"{serving.url}/nowhere",
        }
        return {
            name: html.document_fromstring(browse(folder, "--dump-dom", url))
            for name, url in addresses.items()
        }


def words(element: Dom) -> str:
    own = (element.text_content() or "") + (element.get("aria-label") or "") + (element.get("title") or "")
    return own.strip() or "".join(element.xpath(".//img/@alt")).strip()


def has_label(control: Dom, dom: Dom) -> bool:
    name = control.get("id")
    labels = dom.xpath("//label[@for=$name]", name=name) if name else []
    return any(map(words, labels)) or bool(control.get("aria-label")) or control.getparent().tag == "label"


def levels(dom: Dom) -> list[int]:
    return [int(one.tag[1]) for one in dom.iter("h1", "h2", "h3", "h4", "h5", "h6")]


RULES: dict[str, Callable[[Dom], bool]] = {
    "3.1.1 language": lambda dom: dom.get("lang") == "zh-CN",
    "2.4.2 title": lambda dom: bool((dom.findtext(".//title") or "").strip()),
    "1.3.1 one first heading": lambda dom: levels(dom).count(1) == 1,
    "1.3.1 no heading level left out": lambda dom: all(
        after - before <= 1 for before, after in zip(levels(dom), levels(dom)[1:], strict=False)
    ),
    "1.3.1 landmarks": lambda dom: all(
        len(dom.findall(f".//{tag}")) == 1 for tag in ("main", "header", "footer")
    ),
    "1.1.1 pictures have a text": lambda dom: all(one.get("alt") is not None for one in dom.iter("img")),
    "2.4.4 links say where to": lambda dom: all(map(words, dom.iter("a"))),
    "4.1.2 buttons have a name": lambda dom: all(map(words, dom.iter("button"))),
    "3.3.2 fields have a label": lambda dom: all(
        has_label(one, dom) for one in dom.iter("input", "select", "textarea") if one.get("type") != "hidden"
    ),
    "4.1.1 ids are single": lambda dom: max(Counter(dom.xpath("//@id")).values(), default=0) <= 1,
    "2.4.1 a way past the heading comes first": lambda dom: (
        (link := next(dom.iter("a"))).get("href", "").startswith("#")
        and bool(dom.xpath("//*[@id=$name]", name=link.get("href")[1:]))
    ),
    "1.4.4 zooming is allowed": lambda dom: (
        not re.search(
            r"user-scalable\s*=\s*no|maximum-scale", "".join(dom.xpath("//meta[@name='viewport']/@content"))
        )
    ),
    "1.3.1 tables have a caption and headed columns": lambda dom: all(
        table.find("caption") is not None and table.xpath(".//th[@scope]") for table in dom.iter("table")
    ),
    "2.4.3 nothing jumps the order": lambda dom: not dom.xpath("//@tabindex[number(.) > 0]"),
    "1.4.1 lists are lists": lambda dom: all(
        child.tag in ("li", "script", "template") for one in dom.iter("ul", "ol") for child in one
    ),
}


@pytest.mark.parametrize("name", ["home", "article", "withdrawn", "search", "error"])
def test_page_keeps_the_rules(doms: dict[str, Dom], name: str) -> None:
    broken = [rule for rule, holds in RULES.items() if not holds(doms[name])]

    assert broken == []


BROKEN = (
    "<html lang='en'><head><title></title><meta name='viewport' content='user-scalable=no'></head><body>"
    "<a href='x'></a><h2>a</h2><h4>b</h4><img src='x'><button></button><input id='i'><p id='i' tabindex='3'></p>"
    "<table><tr><td>1</td></tr></table><ul><p>x</p></ul></body></html>"
)


def test_the_rules_find_what_is_broken() -> None:
    broken = html.document_fromstring(BROKEN)

    assert [rule for rule, holds in RULES.items() if holds(broken)] == []


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb or #rgb, as WCAG defines it."""
    digits = colour.lstrip("#")
    parts = [digits[at : at + 2] for at in (0, 2, 4)] if len(digits) == 6 else [one * 2 for one in digits]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(one, 16) / 255 for one in parts)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def text_colours() -> Iterator[str]:
    style = Path(STATIC / "portal.css").read_text("utf-8")
    known = dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-fA-F]{3,6})\b", style))
    for value in re.findall(r"(?<![\w-])color:\s*([^;}]+)", style):
        name = re.search(r"var\((--[\w-]+)\)", value)
        colour = known.get(name[1], "") if name else value.strip()
        if re.fullmatch(r"#[0-9a-fA-F]{3,6}", colour) and luminance(colour) < 0.5:
            yield colour


def test_dark_words_stand_out_from_the_pages_two_grounds() -> None:
    faint = {
        one
        for one in text_colours()
        for ground in ("#ffffff", "#f4f5f7")
        if contrast(one, ground) < LEAST_CONTRAST
    }

    assert set(text_colours())
    assert faint == set()
