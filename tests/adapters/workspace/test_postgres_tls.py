"""A shared workspace over TLS with the county's own authority: who asks for it is never served without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from desktop_app.adapters.workspace.errors import WorkspaceLoginRefused, WorkspaceUnreachable
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.workspace_address import Address, address_of
from tests.adapters.workspace.test_workspace import item
from tests.certificates import authority, certificate, named, new_key, pem
from tests.postgres import server

AUTHORITY, AUTHORITY_KEY = authority("County CA")


@contextmanager
def _tls(*, host: str = "127.0.0.1", alone: bool = False) -> Iterator[None]:
    """The server with a certificate that the county's authority signed."""
    key = new_key()
    own = certificate("database", key, named("County CA"), AUTHORITY_KEY, host=host)
    with server().speaking_tls(pem(own), pem(key), alone=alone):
        yield


@pytest.fixture
def address() -> Address:
    """Made before the server asks for TLS."""
    return server().fresh()


def _asking(address: Address, mode: str, root: Path | None = None) -> Address:
    pinned = f"&sslrootcert={root}" if root else ""
    return address_of(f"{address.url}&sslmode={mode}{pinned}")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The certificate of the county's authority, as a clerk's machine has it."""
    file = tmp_path / "county-ca.pem"
    file.write_bytes(pem(AUTHORITY))
    return file


def test_with_the_countys_certificate_it_opens_and_every_byte_goes_over_tls(address: Address, root: Path):
    with _tls(alone=True), closing(open_workspace(_asking(address, "verify-full", root))) as opened:
        opened.add_item(item("kept"))
        assert [one.id for one in opened.latest_items(9)] == ["kept"]
        with opened.database.reading() as connection:
            lines = connection.execute(
                "select ssl, version from pg_stat_ssl join pg_stat_activity using (pid)"
                " where application_name = 'gongkai'"
            ).fetchall()
    assert lines
    assert all(line["ssl"] and line["version"] >= "TLSv1.2" for line in lines)


def test_a_server_of_another_authority_is_refused_and_nothing_is_sent(address: Address, tmp_path: Path):
    other, _key = authority("County CA")
    foreign = tmp_path / "other.pem"
    foreign.write_bytes(pem(other))
    with _tls(), pytest.raises(WorkspaceUnreachable, match="不是可信的机构签的") as caught:
        open_workspace(_asking(address, "verify-full", foreign))
    assert "先不要输密码" in caught.value.hint


def test_a_certificate_of_another_machine_is_refused(address: Address, root: Path):
    with _tls(host="127.0.0.9"), pytest.raises(WorkspaceUnreachable, match="不是地址里的这台服务器"):
        open_workspace(_asking(address, "verify-full", root))


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_an_address_that_asks_for_tls_gets_no_connection_without(address: Address, root: Path, mode: str):
    with pytest.raises(WorkspaceUnreachable, match="服务器没有打开加密") as caught:
        open_workspace(_asking(address, mode, root))
    assert "ssl = on" in caught.value.hint


def test_a_server_that_wants_tls_lets_nobody_in_without(address: Address):
    with _tls(alone=True), pytest.raises(WorkspaceLoginRefused, match="不允许这台电脑"):
        open_workspace(_asking(address, "disable"))


def test_a_certificate_file_that_is_not_there_is_said(address: Address, tmp_path: Path):
    with _tls(), pytest.raises(WorkspaceUnreachable, match="找不到签发机构的证书文件"):
        open_workspace(_asking(address, "verify-full", tmp_path / "missing.pem"))


def test_a_server_that_turns_tls_off_loses_whoever_asks_for_it_and_takes_nothing_in_clear(
    address: Address, root: Path
):
    with _tls():
        opened = open_workspace(_asking(address, "verify-full", root))
    with closing(opened):
        server().break_lines()
        with pytest.raises(WorkspaceUnreachable):
            opened.add_item(item("in-clear"))
    with closing(open_workspace(address)) as plain:
        assert plain.latest_items(9) == []
