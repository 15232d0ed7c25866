from __future__ import annotations

import pytest

from desktop_app.portal_server.sanitise import sanitise, with_scrolling_tables


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>甲<script>alert(1)</script>乙</p>", "<p>甲乙</p>"),
        ("<p>甲<style>p{}</style>乙</p>", "<p>甲乙</p>"),
        ('<p onclick="x()" style="color:red" id="p-main">甲</p>', "<p>甲</p>"),
        ("<img src=x onerror=alert(1)>甲", "甲"),
        ('<a href="javascript:x()">甲</a>', '<a rel="noopener noreferrer">甲</a>'),
        ("<!-- 内部 --><p>甲</p>", "<p>甲</p>"),
        ('<form action="/"><input name="x"><button>甲</button></form>', "甲"),
        ('<p data-part="article" data-key="x">甲</p>', "<p>甲</p>"),
        ('<p class="p-notice number">甲</p>', '<p class="number">甲</p>'),
        ('<p class="P Q">甲</p>', "<p>甲</p>"),
        ("<p>甲", "<p>甲</p>"),
        ("</div></main><p>甲</p>", "<p>甲</p>"),
        ("<svg><script>x</script></svg>甲", "甲"),
    ],
)
def test_whatever_could_run_load_or_disguise_itself_goes(html: str, clean: str) -> None:
    assert sanitise(html) == clean


@pytest.mark.parametrize(
    "html",
    [
        '<section class="attachment"><h2>一、总则</h2><p>甲<strong>乙</strong><br>丙</p></section>',
        '<ol start="3"><li>甲</li></ol><ul><li>乙</li></ul>',
        '<table class="data"><caption>表</caption><thead><tr><th scope="col" colspan="2">甲</th></tr></thead>'
        '<tbody><tr><td rowspan="2">1</td><td>2</td></tr></tbody></table>',
        "<dl><dt>甲</dt><dd>乙</dd></dl><blockquote><p>丙</p></blockquote>",
        '<p>10 m<sup>2</sup>，<time datetime="2026-11-23">11月23日</time></p>',
        '<p class="signature">龙江县人民政府办公室</p>',
    ],
)
def test_what_articles_consist_of_passes_unchanged(html: str) -> None:
    assert sanitise(html) == html


def test_tables_scroll_by_themselves_and_can_be_reached_by_keyboard() -> None:
    html = with_scrolling_tables("<p>甲</p><table><tr><td>1</td></tr></table>")

    assert html.startswith('<p>甲</p><div class="scroll" tabindex="0" role="region"')
    assert html.endswith("</table></div>")
