"""Portals described by data alone: a form login with CSRF, and every other way of signing in."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from desktop_app.adapters.portals.lint import lint_profile, lint_system
from desktop_app.adapters.portals.opening import open_recipe
from desktop_app.adapters.portals.profile import SYSTEMS, HttpProfile, read_profile
from desktop_app.adapters.portals.recipe.portal import RecipePortal
from desktop_app.core.outbox.errors import NeedsLogin, Rejected
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.conformance import PortalConformance
from tests.adapters.portals.sample import file, submission
from tests.adapters.portals.small_cms import PASSWORD, Cms, small_cms

PROFILE = (Path(__file__).parent / "small_cms.yaml").read_text("utf-8")
KEY = "ljx-2026-0001"


@pytest.fixture
def cms() -> Iterator[Cms]:
    with small_cms() as cms:
        yield cms


def portal_of(text: str, secret: str = "s", transport: httpx.BaseTransport | None = None) -> RecipePortal:
    profile = read_profile(text, "county.yaml")
    assert isinstance(profile, HttpProfile)
    return open_recipe(profile, lambda _name: secret, transport)


def county(cms: Cms, password: str = PASSWORD) -> RecipePortal:
    return portal_of(PROFILE.replace("BASE", cms.url), password)


class TestFormLogin(PortalConformance):
    @pytest.fixture
    def portal(self, cms: Cms) -> Portal:
        return county(cms)


def test_session_that_ran_out_is_renewed_once(cms: Cms) -> None:
    portal = county(cms)
    portal.publish(submission(), silent)
    cms.forget_sessions()

    assert portal.find(KEY) is not None
    assert cms.sign_ins == 2


def test_wrong_password_of_a_form_needs_login(cms: Cms) -> None:
    with pytest.raises(NeedsLogin):
        county(cms, "wrong").find(KEY)


def test_refusal_of_a_page_is_told_in_its_own_words(cms: Cms) -> None:
    with pytest.raises(Rejected, match="标题不能为空"):
        county(cms).publish(submission(title="", files=()), silent)


def test_column_of_the_portal_is_found_by_path_then_by_area(cms: Cms) -> None:
    county(cms).publish(submission(files=()), silent)
    county(cms).publish(
        submission("b", column="教育招考/招生政策", form="education.admission", files=()), silent
    )
    county(cms).publish(submission("c", column="通知公告", form="culture.notice", files=()), silent)

    assert [one["channel"] for one in cms.articles.values()] == ["caizheng", "jiaoyu", "qita"]


ANY = """
name: any
kind: http
base_url: https://portal.invalid
sign_in: SIGN_IN
steps:
  find:
    - request: {path: /find}
      absent: body == `[]`
      take: {remote_id: body.id, url: body.url}
  create:
    - request: {path: /create, method: POST}
"""


def headers_with(sign_in: str, secret: str) -> list[httpx.Request]:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        body: Any = {"access_token": "fresh"} if request.url.path == "/token" else []
        return httpx.Response(200, json=body)

    portal = portal_of(ANY.replace("SIGN_IN", sign_in), secret, httpx.MockTransport(answer))
    assert portal.find("k") is None
    return asked


@pytest.mark.parametrize(
    ("sign_in", "header", "value"),
    [
        ("{kind: basic, user: 张三, secret: s}", "Authorization", "张三:a b"),
        ("{kind: application_password, user: u, secret: s}", "Authorization", "u:ab"),
    ],
)
def test_name_and_password_go_along(sign_in: str, header: str, value: str) -> None:
    (request,) = headers_with(sign_in, "a b")

    assert request.headers[header] == "Basic " + base64.b64encode(value.encode()).decode()


def test_token_goes_into_the_header_that_the_portal_wants() -> None:
    (request,) = headers_with("{kind: bearer, secret: s, header: X-Api-Key, before: ''}", "t0ken")

    assert request.headers["X-Api-Key"] == "t0ken"


@pytest.mark.parametrize("place", ["header", "body"])
def test_client_credentials_are_changed_for_a_token(place: str) -> None:
    sign_in = f"{{kind: oauth2, token_path: /token, client_id: desk, secret: s, credentials: {place}}}"

    token, find = headers_with(sign_in, "hush")

    form = parse_qs(token.content.decode())
    assert form["grant_type"] == ["client_credentials"]
    assert (form.get("client_secret") == ["hush"]) == (place == "body")
    assert find.headers["Authorization"] == "Bearer fresh"


def test_token_that_ran_out_is_fetched_once_more() -> None:
    tokens, good = iter(["first", "second"]), ["Bearer first"]

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/token":
            return httpx.Response(200, json={"access_token": next(tokens)})
        return httpx.Response(200 if request.headers["Authorization"] in good else 401, json=[])

    sign_in = "{kind: oauth2, token_path: /token, client_id: desk, secret: s}"
    portal = portal_of(ANY.replace("SIGN_IN", sign_in), "hush", httpx.MockTransport(answer))
    portal.find("k")
    good[:] = ["Bearer second"]

    assert portal.find("k") is None


def test_no_step_leads_to_another_host() -> None:
    text = ANY.replace("SIGN_IN", "{kind: none}").replace("path: /find", "path: https://other.invalid/x")

    with pytest.raises(Exception, match="不在门户"):
        portal_of(text).find("k")


@pytest.mark.parametrize(
    ("limits", "sent", "words"),
    [
        ("{file_mb: 1}", submission(files=(file("a.pdf", b"x" * 1_100_000),)), "超过 1 MB"),
        ("{files: 1}", submission(), "最多 1 个"),
        ("{title_chars: 5}", submission(), "标题最多 5 个字"),
        ("{endings: [pdf]}", submission(), "可用：pdf"),
    ],
)
def test_limits_are_told_before_anything_is_sent(limits: str, sent: Any, words: str) -> None:
    def never(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("something was sent")

    text = ANY.replace("SIGN_IN", "{kind: none}") + f"limits: {limits}\n"
    with pytest.raises(Rejected, match=words):
        portal_of(text, transport=httpx.MockTransport(never)).publish(sent, silent)


# ── lint ────────────────────────────


def test_profiles_that_come_with_the_program_have_no_faults() -> None:
    for path in sorted(SYSTEMS.glob("*.yaml")):
        assert lint_system(path.read_text("utf-8"), path.name) == []
    assert lint_profile(PROFILE.replace("BASE", "https://a.invalid"), "county.yaml", "county") == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("      success: inputs.saved_id", "      sucess: inputs.saved_id", "是不是“success”"),
        ('{_csrf: "{{ csrf }}", title: "{{ title }}"', '{_csrf: "{{ csrf }}", title: "{{ titel }}"', "是不是“title”"),
        ("take: {csrf: inputs._csrf}", "take: {csrf: '[[csrf'}", "不是 JMESPath"),
        ("        remote_id: inputs.id", "        remote: inputs.id", "remote_id"),
        ("title: \"//h1[@class='title']\"", 'title: "//h1[["', "XPath"),
        ("  user: clerk", "  user: clerk\n  password: x", "不认识“password”"),
        ("name: county", "name: village", "文件名"),
        ("kind: http", "kind: http\nsystem: joomla", "没有名为“joomla”的系统"),
        ('"{{ password }}"', '"{{ password "', "写法有误"),
    ],
)  # fmt: skip
def test_lint_names_each_fault_at_its_line(old: str, new: str, words: str) -> None:
    text = PROFILE.replace("BASE", "https://a.invalid").replace(old, new, 1)
    written = [number for number, row in enumerate(text.splitlines(), 1) if new.splitlines()[-1] in row]

    faults = lint_profile(text, "county.yaml", "county")

    said = [fault for fault in faults if words in fault.message]
    assert said, faults
    assert said[0].line in written or "find 要" in said[0].message
