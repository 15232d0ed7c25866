"""The pages in a real browser, as a reader at a desk and one with a phone see them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desktop_app.core.progress import silent
from desktop_app.portal_server.server import running
from tests.adapters.portals.reference import reference_portal
from tests.adapters.portals.sample import submission

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_OPTIONS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
]
_OPTIONS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
_WIDE = "".join(f"<td>很宽的第{number}列内容不能折行</td>" for number in range(30))

pytestmark = pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture
def page(tmp_path: Path) -> Iterator[str]:
    with running(tmp_path / "portal", token="t") as serving:
        html = f"<p>正文</p><table><tbody><tr>{_WIDE}</tr></tbody></table>"
        yield reference_portal("p", serving.url, "t").publish(submission(html=html), silent).url


def browse(tmp_path: Path, *arguments: str) -> str:
    command = [str(_CHROMIUM), *_OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=90).stdout


def test_browser_shows_the_article_without_a_script(tmp_path: Path, page: str) -> None:
    text = browse(tmp_path, "--dump-dom", page)

    assert '<meta name="ArticleTitle" content="龙江县示例局2026年部门预算公开">' in text
    assert "附件1" in text


@pytest.mark.parametrize("width", [1366, 600])
def test_wide_table_does_not_push_the_page_aside(tmp_path: Path, page: str, width: int) -> None:
    """The site's red line spans the top: where it ends before the edge, the page has been widened."""
    picture = tmp_path / "page.png"

    browse(tmp_path, f"--window-size={width},900", f"--screenshot={picture}", page)

    with Image.open(picture) as image:
        assert image.size == (width, 900)
        line = [image.convert("RGB").getpixel((x, 1)) for x in (0, width // 2, width - 1)]
        right = {image.convert("RGB").getpixel((width - 6, y)) for y in range(300, 600, 10)}
    assert line == [(196, 38, 29)] * 3
    assert right == {(244, 245, 247)}
