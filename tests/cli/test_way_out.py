from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Gongkai


def test_what_waits_is_carried_published_elsewhere_and_followed_by_a_masked_draft(
    gongkai: Gongkai, tmp_path: Path
):
    profiles = tmp_path / "workspace" / "portals"
    profiles.mkdir(parents=True)
    (profiles / "county.yaml").write_text(
        "name: county\nkind: reference\nbase_url: http://127.0.0.1:9\n", "utf-8"
    )
    (profiles / "folder.yaml").write_text(
        f"name: folder\nkind: folder\nfolder: {tmp_path / 'there'}\n", "utf-8"
    )
    package, receipt = tmp_path / "移交.zip", tmp_path / "回执.json"
    sample = gongkai("sample", "public-utilities.water-outage").stdout
    job = json.loads(gongkai("publish", "-", "--portal", "county", "--json", stdin=sample).stdout)

    packed = gongkai("outbox", "pack", job["id"], "--out", package)
    waiting = json.loads(gongkai("outbox", "--json").stdout)
    delivered = gongkai("unpack", package, "--portal", "folder", "--receipt", receipt)
    taken = gongkai("outbox", "receipt", receipt, "--json")

    assert packed.stdout.strip() == str(package)
    assert waiting[0]["status"] == "paused"
    assert delivered.returncode == 0, delivered.stderr
    assert json.loads(taken.stdout)["status"] == "delivered"
    assert [one["status"] for one in json.loads(gongkai("ledger", "--json").stdout)] == ["published"]

    refused = gongkai("outbox", "mask", job["id"])
    masked = gongkai("outbox", "mask", job["id"], "--reason", "公示期已满", "--json")

    assert (refused.returncode, "--reason" in refused.stderr) == (2, True)
    assert json.loads(masked.stdout)["id"] != job["id"]
    assert {one["status"] for one in json.loads(gongkai("ledger", "--json").stdout)} == {"draft", "published"}


def test_no_command_lets_out_what_nobody_reviewed(gongkai: Gongkai, tmp_path: Path):
    sample = json.loads(gongkai("sample", "public-utilities.water-outage").stdout)
    file, out = tmp_path / "未审.json", tmp_path / "out"
    file.write_text(json.dumps({**sample, "confidentiality": {}}), "utf-8")

    for call in (
        ("publish", file, "--portal", "local"),
        ("pack", file, "--out", out / "移交.zip"),
        ("render", file, "--out", out, "--format", "poster"),
        ("print", file, "--poster", "--to", out / "张贴.pdf"),
    ):
        refused = gongkai(*call)
        assert refused.returncode == 1, (call, refused.stdout, refused.stderr)
    assert not out.exists() or not any(one.is_file() for one in out.rglob("*"))
    assert json.loads(gongkai("outbox", "--json").stdout) == []
