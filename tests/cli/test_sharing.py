"""A shared office by command: the whole way of a disclosure on a server, moved there and back."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app import paths
from desktop_app.cli import DONE, UNUSABLE
from tests.cli.conftest import Gongkai
from tests.postgres import server

FORM = "public-utilities.water-outage"


def portals_of(folder: Path, carried: Path) -> None:
    (folder / "portals").mkdir(parents=True)
    (folder / "portals" / "folder.yaml").write_text(
        f"name: folder\nkind: folder\nfolder: {carried}\n", "utf-8"
    )


def test_an_office_moves_to_a_server_works_there_and_comes_back(gongkai: Gongkai, tmp_path: Path):
    url = server().fresh().url
    at_server = ("--workspace", url)
    portals_of(tmp_path / "workspace", tmp_path / "carried")
    portals_of(paths.workspace_file(url).parent, tmp_path / "carried")

    def ledger(*workspace: str | Path) -> list[tuple[str, str]]:
        rows = json.loads(gongkai(*workspace, "ledger", "--json").stdout)
        return [(row["id"], row["status"]) for row in rows]

    def published(*workspace: str) -> str:
        sample = gongkai("sample", FORM).stdout
        call = gongkai(*workspace, "publish", "-", "--portal", "folder", "--json", stdin=sample)
        assert call.returncode == DONE, call.stderr
        return str(json.loads(call.stdout)["id"])

    before = published()
    moved = gongkai("move", url, "--json")
    assert moved.returncode == DONE, moved.stderr
    assert ledger(*at_server) == ledger() == [(before, "published")]

    made = gongkai(*at_server, "backup", tmp_path / "backup.db")
    assert made.returncode == DONE, made.stderr
    later = published(*at_server)
    assert gongkai(*at_server, "verify").returncode == DONE
    back = gongkai(*at_server, "move", tmp_path / "home", "--json")
    assert back.returncode == DONE, back.stderr
    assert {one for one, _ in ledger("--workspace", tmp_path / "home")} == {before, later}

    restored = gongkai(*at_server, "restore", tmp_path / "backup.db")
    assert restored.returncode == DONE, restored.stderr
    assert ledger(*at_server) == [(before, "published")]
    again = gongkai("move", url)
    assert (again.returncode, "已经有内容" in again.stderr) == (UNUSABLE, True)


def test_a_machine_joins_a_shared_workspace_and_leaves_it(gongkai: Gongkai, tmp_path: Path):
    url = server().fresh().url
    assert gongkai("join", url).returncode == DONE
    assert gongkai("leave").returncode == DONE


def test_an_address_that_cannot_be_read_is_said_in_one_line_without_its_password(gongkai: Gongkai):
    call = gongkai("--workspace", "postgresql://clerk:geheim@", "ledger")

    assert (call.returncode, len(call.stderr.splitlines())) == (UNUSABLE, 1)
    assert "postgresql://用户名@服务器/数据库" in call.stderr
    assert "geheim" not in call.stderr


def test_a_server_that_does_not_answer_is_said_in_one_line(gongkai: Gongkai):
    call = gongkai("--workspace", "postgresql://clerk:geheim@127.0.0.1:1/office", "ledger")

    assert (call.returncode, len(call.stderr.splitlines())) == (UNUSABLE, 1)
    assert "连接不上" in call.stderr
    assert "geheim" not in call.stderr
