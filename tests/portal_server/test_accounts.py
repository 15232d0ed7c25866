"""Every way in which a unit could overstep what its key allows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from desktop_app.portal_server.accounts import Account, KeyUnusable, Rights, UnknownKey
from desktop_app.portal_server.columns import load_columns
from desktop_app.portal_server.keys import Keys
from desktop_app.portal_server.server import COLUMNS_FILE, running
from tests.portal_server.conftest import Clock, Sender

BUDGET, ACCOUNTS = "财政预决算/部门预算", "财政预决算/部门决算"
COLUMNS = load_columns(COLUMNS_FILE)


@pytest.fixture
def water(sender: Sender) -> Sender:
    return sender.unit("县水务局", BUDGET)


def replacement(one: Sender, key: str, **changes: str) -> httpx.Response:
    body = {"title": "甲", "column": BUDGET, "form": "f", "issuer": "乙", "html": "<p>丙</p>", "text": "丙"}
    return one.http.post(
        f"/api/v1/items/{key}/replacement", json={**body, "reason": "写错了", **changes}, headers=one.headers
    )


def test_a_unit_publishes_looks_up_replaces_and_withdraws_its_own(water: Sender) -> None:
    assert water.put().status_code == 201
    assert water.http.get("/api/v1/items/ljx-1", headers=water.headers).status_code == 200
    assert replacement(water, "ljx-1").status_code == 200
    assert water.withdraw().status_code == 200


OVERSTEPPING: dict[str, Callable[[Sender], httpx.Response]] = {
    "look up": lambda one: one.http.get("/api/v1/items/ljx-1", headers=one.headers),
    "publish under its key": lambda one: one.put(),
    "publish other words under its key": lambda one: one.put(text="别的", html="<p>别的</p>"),
    "replace": lambda one: replacement(one, "ljx-1"),
    "withdraw": lambda one: one.withdraw(),
    "correct": lambda one: one.put("ljx-2", replaces="ljx-1"),
    "other column": lambda one: one.put("ljx-3", column=ACCOUNTS),
    "column above": lambda one: one.put("ljx-4", column="财政预决算"),
}


@pytest.mark.parametrize("overstep", OVERSTEPPING.values(), ids=list(OVERSTEPPING))
@pytest.mark.parametrize("owner", ["another unit", "the administrator"])
def test_what_is_not_the_units_own_is_refused_and_stays(
    sender: Sender, water: Sender, owner: str, overstep: Callable[[Sender], httpx.Response]
) -> None:
    theirs = sender.unit("县林业局") if owner == "another unit" else sender
    path = theirs.publish()
    before = sender.page(path)

    answer = overstep(water)

    assert answer.status_code == 403
    assert "权限" in answer.json()["title"]
    assert sender.page(path) == before
    assert sender.page("/sitemap.xml").count("art_") == 1


def test_moving_ones_own_item_into_a_strangers_column_is_refused(water: Sender) -> None:
    water.publish()

    assert replacement(water, "ljx-1", column=ACCOUNTS).status_code == 403


def test_a_column_that_only_begins_alike_is_not_the_units() -> None:
    account = Account("k", "甲", Rights.PUBLISH, ("财政预决算/部门",))

    assert account.may_use("财政预决算/部门/一")
    assert not account.may_use("财政预决算/部门预算")


@pytest.mark.parametrize("what", ["file", "item", "replacement", "withdrawal"])
def test_a_key_that_reads_changes_nothing(sender: Sender, water: Sender, what: str) -> None:
    water.publish()
    reader = sender.unit("县水务局", BUDGET, rights=Rights.READ)
    digest = hashlib.sha256(b"x").hexdigest()

    answer = {
        "file": lambda: reader.http.put(f"/api/v1/files/{digest}", content=b"x", headers=reader.headers),
        "item": lambda: reader.put("ljx-9"),
        "replacement": lambda: replacement(reader, "ljx-1"),
        "withdrawal": lambda: reader.withdraw(),
    }[what]()

    assert answer.status_code == 403
    assert reader.http.get("/api/v1/items/ljx-1", headers=reader.headers).json()["withdrawn"] is False
    assert reader.http.get("/api/v1/columns", headers=reader.headers).status_code == 200


def test_a_rotated_key_holds_and_the_old_text_does_not(sender: Sender, water: Sender, clock: Clock) -> None:
    (account,) = sender.accounts.all()
    again = Sender(sender.http, sender.accounts)
    again.headers = {"Authorization": f"Bearer {sender.accounts.rotate(account.id, clock())}"}

    assert water.put().status_code == 401
    assert again.put().status_code == 201


def test_a_revoked_key_holds_no_longer_and_cannot_be_revived(
    sender: Sender, water: Sender, clock: Clock
) -> None:
    (account,) = sender.accounts.all()
    sender.accounts.revoke(account.id, clock())

    assert water.put().status_code == 401
    with pytest.raises(UnknownKey, match=account.id):
        sender.accounts.rotate(account.id, clock())
    with pytest.raises(UnknownKey):
        sender.accounts.revoke(account.id, clock())


def test_another_keys_number_with_ones_own_secret_is_refused(sender: Sender, water: Sender) -> None:
    other = sender.unit("县林业局")
    mine, theirs = (one.headers["Authorization"].split("_", 2) for one in (water, other))
    forged = Sender(sender.http, sender.accounts, {"Authorization": f"{mine[0]}_{theirs[1]}_{mine[2]}"})

    assert forged.put().status_code == 401


def test_the_secret_is_kept_nowhere(water: Sender, tmp_path: Path) -> None:
    secret = water.headers["Authorization"].split("_", 2)[2]

    kept = b"".join(file.read_bytes() for file in tmp_path.glob("portal.sqlite3*"))

    assert secret.encode() not in kept
    assert hashlib.sha256(secret.encode()).hexdigest().encode() in kept


def test_a_key_that_asks_too_often_waits_and_others_do_not(sender: Sender, clock: Clock) -> None:
    eager, other = sender.unit("甲", a_minute=2), sender.unit("乙", a_minute=2)
    answers = [eager.http.get("/api/v1/columns", headers=eager.headers) for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2].headers["Retry-After"] == "30"
    assert other.http.get("/api/v1/columns", headers=other.headers).status_code == 200
    clock.now += timedelta(seconds=30)
    assert eager.http.get("/api/v1/columns", headers=eager.headers).status_code == 200


def test_whoever_shows_wrong_keys_again_and_again_has_to_wait(sender: Sender) -> None:
    stranger = Sender(sender.http, sender.accounts, {"Authorization": "Bearer gk_00000000_x"})

    answers = {stranger.put().status_code for _ in range(31)}

    assert answers == {401, 429}
    assert sender.put().status_code == 201


def test_a_reader_who_searches_without_end_has_to_wait(sender: Sender) -> None:
    answers = [sender.http.get("/search?q=预算").status_code for _ in range(121)]

    assert (answers[:120], answers[120]) == ([200] * 120, 429)
    assert sender.http.get("/").status_code == 200


def test_the_last_use_is_noted(sender: Sender, water: Sender, clock: Clock) -> None:
    assert sender.accounts.all()[0].used_at is None
    water.put()

    assert sender.accounts.all()[0].used_at == clock()


@pytest.mark.parametrize(
    ("unit", "columns", "a_minute"), [(" ", (), 9), ("甲", ("没有的栏目",), 9), ("甲", (), 0)]
)
def test_a_key_without_sense_is_not_made(
    sender: Sender, clock: Clock, unit: str, columns: tuple[str, ...], a_minute: int
) -> None:
    with pytest.raises(KeyUnusable):
        sender.accounts.add(unit, Rights.PUBLISH, columns, a_minute, COLUMNS, clock())
    assert sender.accounts.all() == []


def test_a_portal_of_an_earlier_version_takes_keys_and_its_items_stay_the_administrators(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "portal"
    with running(folder):
        pass
    with sqlite3.connect(folder / "portal.sqlite3") as connection:
        connection.execute("drop table api_key")
        connection.execute("drop table item_unit")
    connection.close()

    with running(folder) as serving:
        made, key = Keys(folder).add("县水务局", "publish", [BUDGET], 60)
        with httpx.Client(trust_env=False, headers={"Authorization": f"Bearer {key}"}) as http:
            assert http.get(f"{serving.url}/api/v1/columns").status_code == 200
            Keys(folder).revoke(made.id)
            assert http.get(f"{serving.url}/api/v1/columns").status_code == 401
