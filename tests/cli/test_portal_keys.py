from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Gongkai

COLUMN = "财政预决算/部门预算"


def test_a_key_is_shown_once_listed_without_its_secret_changed_and_revoked(gongkai: Gongkai, tmp_path: Path):
    data = ("--data", str(tmp_path / "portal"))

    made = json.loads(
        gongkai("portal", "key", "add", "--unit", "县水务局", "--column", COLUMN, "--json", *data).stdout
    )
    listed = gongkai("portal", "key", "list", *data).stdout
    rotated = gongkai("portal", "key", "rotate", made["id"], *data)
    revoked = gongkai("portal", "key", "revoke", made["id"], *data)
    after = json.loads(gongkai("portal", "key", "list", "--json", *data).stdout)

    assert made["key"].startswith(f"gk_{made['id']}_")
    assert (made["unit"], made["rights"], made["columns"]) == ("县水务局", "publish", [COLUMN])
    assert made["id"] in listed
    assert "还没有用过" in listed
    assert made["key"] not in listed
    assert f"gk_{made['id']}_" in rotated.stdout
    assert made["key"] not in rotated.stdout
    assert revoked.returncode == 0
    assert after[0]["revoked_at"]


def test_a_column_that_the_portal_lacks_is_refused_with_the_one_that_was_meant(
    gongkai: Gongkai, tmp_path: Path
):
    refused = gongkai(
        "portal", "key", "add", "--unit", "甲", "--column", "部门预算", "--data", str(tmp_path / "portal")
    )

    assert refused.returncode == 2
    assert COLUMN in refused.stderr


def test_a_key_that_is_not_there_cannot_be_revoked(gongkai: Gongkai, tmp_path: Path):
    refused = gongkai("portal", "key", "revoke", "0000", "--data", str(tmp_path / "portal"))

    assert refused.returncode == 2
    assert "0000" in refused.stderr
