from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from desktop_app.core.outbox.submission import SubmittedFile
from desktop_app.portal_server.item import ItemFile, digest_of
from desktop_app.portal_server.store import Store
from tests.adapters.portals.sample import submission
from tests.portal_server.conftest import Clock, Sender


def test_description_of_the_interface_is_valid_openapi(sender: Sender) -> None:
    description = sender.http.get("/api/v1/openapi.json").json()

    validate(description)
    assert {"/api/v1/items/{key}", "/api/v1/files/{sha256}", "/api/v1/columns"} <= description["paths"].keys()
    assert "/" not in description["paths"]


def test_health_needs_no_token(sender: Sender) -> None:
    assert sender.http.get("/api/v1/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/columns"),
        ("GET", "/api/v1/items/ljx-1"),
        ("PUT", "/api/v1/items/ljx-1"),
        ("POST", "/api/v1/items/ljx-1/withdrawal"),
        ("PUT", f"/api/v1/files/{'0' * 64}"),
    ],
)
@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer 错的".encode()}, {"Authorization": "Basic eDp4"}]
)
def test_everything_else_needs_the_token(
    sender: Sender, method: str, path: str, headers: dict[str, Any]
) -> None:
    answer = sender.http.request(method, path, headers=headers)

    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "口令" in answer.json()["detail"]


def test_new_item_answers_201_and_the_same_again_200_with_the_same_receipt(
    sender: Sender, clock: Clock
) -> None:
    first = sender.put()
    clock.pass_days(1)
    second = sender.put()

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert sender.http.get("/api/v1/items/ljx-1", headers=sender.headers).json() == first.json()


def test_receipt_gives_index_number_address_and_beijing_time(sender: Sender) -> None:
    receipt = sender.put().json()

    assert receipt["remote_id"] == "20261123-000001"
    assert receipt["url"] == "http://portal.invalid/art/2026/11/23/art_1.html"
    assert receipt["received_at"] == "2026-11-23T09:05:30+08:00"


def test_other_content_under_a_used_key_answers_409(sender: Sender) -> None:
    path = sender.publish()

    answer = sender.put(text="别的", html="<p>别的</p>")

    assert answer.status_code == 409
    assert "更正" in answer.json()["detail"]
    assert "1234.56" in sender.page(path)


def test_digest_is_computed_as_the_sender_computes_it() -> None:
    sent = submission(files=(SubmittedFile("甲.pdf", "甲", "application/pdf", b"1"),))
    held = (ItemFile(sent.files[0].sha256, "甲.pdf", "甲", "application/pdf", 1),)

    assert digest_of(sent.title, sent.text, held) == sent.digest


def test_item_damaged_on_its_way_is_refused(sender: Sender) -> None:
    answer = sender.put(digest="0" * 64)

    assert answer.status_code == 422
    assert "损坏" in answer.json()["detail"]


def test_file_damaged_on_its_way_is_refused_and_not_kept(sender: Sender, tmp_path: Path) -> None:
    digest = hashlib.sha256(b"whole").hexdigest()

    answer = sender.http.put(f"/api/v1/files/{digest}", content=b"who", headers=sender.headers)

    assert answer.status_code == 422
    assert list((tmp_path / "files").iterdir()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"column": "财政预决算/没有"}, "没有栏目“财政预决算/没有”"),
        ({"column": "部门预算"}, "是不是“财政预决算/部门预算”"),
        ({"replaces": "ljx-0"}, "ljx-0 不在本门户"),
        ({"replaces": "ljx-1"}, "ljx-1 不在本门户"),
        ({"files": [{"sha256": "0" * 64, "name": "表.xlsx", "title": "表"}]}, "“表.xlsx”还没有上传"),
        ({"files": [{"sha256": "0" * 64, "name": "a.exe", "title": "a"}]}, "不收“a.exe”"),
        ({"files": [{"sha256": "0" * 64, "name": "page.html", "title": "a"}]}, "不收“page.html”"),
        ({"files": [{"sha256": "0" * 64, "name": "../表.xlsx", "title": "表"}]}, "“files.0.name”格式不对"),
        ({"title": ""}, "“title”是空的"),
        ({"title": "题" * 301}, "“title”太长"),
        ({"issued_on": "去年"}, "“issued_on”不是日期"),
        ({"titel": "题"}, "“titel”不是接口里的字段"),
    ],
    ids=str,
)
def test_unusable_item_is_refused_with_a_sentence_that_names_the_fault(
    sender: Sender, changes: dict[str, Any], words: str
) -> None:
    answer = sender.put(**changes)

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert words in answer.json()["detail"]
    assert answer.json()["status"] == 422


@pytest.mark.parametrize("key", ["含中文", "a b", "-x", "x" * 101])
def test_key_must_be_plain(sender: Sender, key: str) -> None:
    assert sender.put(key).status_code == 422


@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_broken_json_is_refused_in_chinese(sender: Sender, content_type: str) -> None:
    headers = {**sender.headers, "Content-Type": content_type}
    answer = sender.http.put("/api/v1/items/ljx-1", content=b'{"title": ', headers=headers)

    assert answer.status_code == 422
    assert "JSON" in answer.json()["detail"]


def test_too_large_an_article_is_refused_before_it_is_read(sender: Sender) -> None:
    answer = sender.http.put("/api/v1/items/ljx-1", content=b" " * (25 * 1024 * 1024), headers=sender.headers)

    assert answer.status_code == 413
    assert "24 MB" in answer.json()["detail"]


def test_article_of_unknown_length_is_refused(sender: Sender) -> None:
    answer = sender.http.put("/api/v1/items/ljx-1", content=iter([b"{", b"}"]), headers=sender.headers)

    assert answer.status_code == 411


def test_too_large_a_file_is_refused(sender: Sender, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("desktop_app.portal_server.api.MAX_FILE_BYTES", 10)

    answer = sender.http.put(
        f"/api/v1/files/{hashlib.sha256(b'x' * 11).hexdigest()}", content=b"x" * 11, headers=sender.headers
    )

    assert answer.status_code == 413
    assert list((tmp_path / "files").iterdir()) == []


def test_columns_come_as_a_tree_with_addresses(sender: Sender) -> None:
    roots = sender.http.get("/api/v1/columns", headers=sender.headers).json()

    finance = next(root for root in roots if root["name"] == "财政预决算")
    assert "财政预决算/部门预算" in [child["path"] for child in finance["children"]]
    assert "部门预算" in sender.page(finance["children"][0]["url"])


def test_withdrawal_keeps_its_first_reason(sender: Sender) -> None:
    path = sender.publish()

    first = sender.withdraw(reason="第一个理由")
    second = sender.withdraw(reason="第二个理由")

    assert first.json() == second.json()
    assert first.json()["withdrawn"] is True
    assert "第一个理由" in sender.page(path)
    assert "第二个理由" not in sender.page(path)


def test_withdrawal_of_an_unknown_item_answers_404(sender: Sender) -> None:
    answer = sender.withdraw("nobody")

    assert answer.status_code == 404
    assert "nobody" in answer.json()["detail"]


def test_withdrawal_needs_a_reason(sender: Sender) -> None:
    sender.publish()

    assert sender.withdraw(reason="").status_code == 422


@pytest.mark.logs_errors
def test_full_disk_asks_to_come_again_and_keeps_nothing(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_insert", full)
        answer = sender.put()

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert "磁盘" in answer.json()["detail"]
    assert sender.http.get("/api/v1/items/ljx-1", headers=sender.headers).status_code == 404
    assert sender.put().status_code == 201


@pytest.mark.logs_errors
def test_fault_of_our_own_is_told_without_a_traceback(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Store, "find", broken)
    answer = sender.http.get("/api/v1/items/ljx-1", headers=sender.headers)

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "管理员" in answer.json()["detail"]
