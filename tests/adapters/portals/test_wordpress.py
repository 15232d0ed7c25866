"""A real WordPress, reached by the profile that comes with the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app.adapters.portals.opening import open_recipe
from desktop_app.adapters.portals.profile import HttpProfile, read_profile
from desktop_app.adapters.portals.recipe.portal import RecipePortal
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater, Unanswered
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.conformance import PortalConformance, words
from tests.adapters.portals.sample import file, submission
from tests.portal_server.faulty import Fault, FaultyLine
from tests.servers import started

KEY = "ljx-2026-0001"


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, Any]]:
    with started("wordpress") as told:
        give_it_a_theme(told)
        yield told


def give_it_a_theme(server: dict[str, Any]) -> None:
    """Debian's package comes without one, and without one WordPress shows readers an empty page."""
    folder = Path(server["root"]) / "www" / "wp-content" / "themes" / "twentytwentythree"
    if folder.is_dir():
        return
    folder.mkdir(parents=True)
    (folder / "style.css").write_text("/* Theme Name: plain */")
    loop = "while (have_posts()) { the_post(); ?>"
    title = '<h1 class="entry-title"><?php the_title(); ?></h1>'
    (folder / "index.php").write_text(f"<?php {loop}{title}<div><?php the_content(); ?></div><?php }} ?>")


class Site:
    """What an editor sees."""

    def __init__(self, server: dict[str, Any]) -> None:
        self.url = server["url"]
        self._client = httpx.Client(
            auth=(server["user"], server["application_password"]), trust_env=False, timeout=60
        )

    def all(self, kind: str) -> list[dict[str, Any]]:
        states = {"posts": "publish,draft,pending,private,future,trash", "media": "inherit"}[kind]
        query = {"rest_route": f"/wp/v2/{kind}", "status": states, "context": "edit", "per_page": "100"}
        return self._client.get(self.url, params=query).json()

    def public(self) -> list[dict[str, Any]]:
        return [post for post in self.all("posts") if post["status"] == "publish"]

    def edit(self, number: int, **changes: str) -> None:
        query = {"rest_route": f"/wp/v2/posts/{number}"}
        assert self._client.post(self.url, params=query, json=changes).status_code == 200

    def clear(self) -> None:
        for kind in ("posts", "media"):
            for one in self.all(kind):
                query = {"rest_route": f"/wp/v2/{kind}/{one['id']}", "force": "true"}
                self._client.delete(self.url, params=query)

    def close(self) -> None:
        self._client.close()


@pytest.fixture
def site(server: dict[str, Any]) -> Iterator[Site]:
    site = Site(server)
    site.clear()
    yield site
    site.close()


def wordpress(
    server: dict[str, Any], url: str = "", password: str = "", timeout_s: float = 60
) -> RecipePortal:
    text = f"""
name: wp
kind: http
system: wordpress
base_url: {url or server["url"]}
timeout_s: {timeout_s}
sign_in: {{kind: application_password, user: {server["user"]}, secret: portal.wp}}
columns: {{财政预决算: 1}}
"""
    profile = read_profile(text, "wp.yaml")
    assert isinstance(profile, HttpProfile)
    return open_recipe(profile, lambda _name: password or server["application_password"])


class TestWordPress(PortalConformance):
    @pytest.fixture
    def portal(self, server: dict[str, Any], site: Site) -> Portal:
        return wordpress(server)


def test_wrong_application_password_needs_login(server: dict[str, Any], site: Site) -> None:
    with pytest.raises(NeedsLogin):
        wordpress(server, password="wrong").find(KEY)


def test_file_that_wordpress_does_not_take_is_named_before_anything_is_sent(
    server: dict[str, Any], site: Site
) -> None:
    with pytest.raises(Rejected, match="ofd"):
        wordpress(server).publish(submission(files=(file("公告.ofd"),)), silent)

    assert site.all("media") == []


@pytest.mark.parametrize(
    "request_line",
    [
        "GET /?rest_route=%2Fwp%2Fv2%2Fposts",
        "POST /?rest_route=%2Fwp%2Fv2%2Fmedia",
        "POST /?rest_route=%2Fwp%2Fv2%2Fposts",
    ],
    ids=["looking", "a file", "the item"],
)
@pytest.mark.parametrize(
    "fault",
    [Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_IN_ANSWER, Fault.NONSENSE_AFTER, Fault.BUSY],
    ids=lambda fault: fault.name,
)
def test_whatever_is_cut_one_article_and_no_double_file_stands_in_the_end(
    server: dict[str, Any], site: Site, request_line: str, fault: Fault
) -> None:
    with FaultyLine(server["url"]).open() as line:
        portal = wordpress(server, line.url)
        line.fail_next(request_line, fault)
        with pytest.raises((RetryLater, Unanswered)):
            portal.publish(submission(), silent)

    again = wordpress(server)
    receipt = again.publish(submission(), silent)

    assert [post["id"] for post in site.public()] == [int(receipt.remote_id)]
    assert len(site.all("posts")) == 1
    assert len(site.all("media")) == 2
    page = again.read_back(receipt)
    assert words(page.text) == words(submission().text)
    assert len(page.files) == 2


def test_same_item_sent_by_two_machines_at_once_is_public_once(server: dict[str, Any], site: Site) -> None:
    """The second draft is one that nobody sees: readers get one article."""
    portal = wordpress(server)
    with FaultyLine(server["url"]).open() as line:
        line.fail_next("POST /?rest_route=%2Fwp%2Fv2%2Fposts", Fault.CUT_AFTER)
        with pytest.raises(Unanswered):
            wordpress(server, line.url).publish(submission(files=()), silent)
    draft = site.all("posts")[0]
    site_client = site._client  # noqa: SLF001 - the editor's own line
    site_client.post(
        site.url,
        params={"rest_route": "/wp/v2/posts"},
        json={"status": "draft", "slug": draft["slug"], "title": "x", "content": draft["content"]["raw"]},
    )

    receipt = portal.publish(submission(files=()), silent)

    assert [post["id"] for post in site.public()] == [int(receipt.remote_id)]
    assert portal.find(KEY) == receipt


def test_replaced_article_keeps_its_address_and_the_old_files_are_gone(
    server: dict[str, Any], site: Site
) -> None:
    portal = wordpress(server)
    first = portal.publish(submission(files=(file(), file("附件2.xlsx", b"names in full"))), silent)
    masked = submission(
        title="龙江县示例局2026年部门预算公开（处理后）",
        text="张*",
        html="<p>张*</p>",
        files=(file(), file("附件2.xlsx", b"names masked")),
        reason="公示期满，个人信息已作处理",
    )

    replaced = portal.replace(masked, silent)

    assert replaced.url == first.url
    assert replaced.digest == masked.digest
    page = portal.read_back(replaced)
    assert words(page.text) == "张*"
    assert page.title == masked.title
    assert page.files == {one.name: one.sha256 for one in masked.files}
    assert "公示期满，个人信息已作处理" in page.html.decode()
    assert len(site.all("media")) == 2
    assert portal.replace(masked, silent) == replaced


def test_withdrawn_article_takes_its_files_along(server: dict[str, Any], site: Site) -> None:
    portal = wordpress(server)
    receipt = portal.publish(submission(), silent)

    portal.withdraw(KEY, "内容有误")

    assert site.all("media") == []
    assert "内容有误" in portal.read_back(receipt).html.decode()


def test_readers_of_the_original_are_led_to_its_correction(server: dict[str, Any], site: Site) -> None:
    portal = wordpress(server)
    original = portal.publish(submission(files=()), silent)

    correction = portal.publish(
        submission("ljx-2026-0002", replaces=KEY, reason="数字有误", files=()), silent
    )

    page = portal.read_back(original)
    assert correction.url.replace("&", "&amp;") in page.html.decode().replace("&#038;", "&amp;")
    assert "数字有误" in page.html.decode()
    assert words(page.text) == words(submission().text)


def test_an_edit_made_in_wordpress_shows_when_read_back(server: dict[str, Any], site: Site) -> None:
    portal = wordpress(server)
    receipt = portal.publish(submission(files=()), silent)
    raw = site.all("posts")[0]["content"]["raw"]

    site.edit(int(receipt.remote_id), content=raw.replace("1234.56", "9999"))

    assert "9999" in portal.read_back(receipt).text
