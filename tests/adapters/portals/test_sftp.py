"""A real OpenSSH server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.adapters.portals.drop.sftp import SftpStore
from desktop_app.adapters.portals.opening import open_portal
from desktop_app.adapters.portals.profile import SftpProfile, read_profile
from desktop_app.core.outbox.errors import NeedsLogin, RetryLater
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.conformance import PortalConformance
from tests.adapters.portals.sample import file, submission
from tests.servers import free_port, started

KEY = "ljx-2026-0001"


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, Any]]:
    with started("sftp") as told:
        yield told


@pytest.fixture
def drop(server: dict[str, Any]) -> Path:
    folder = Path(server["folder"])
    for path in folder.iterdir():
        shutil.rmtree(path)
    return folder


def profile(server: dict[str, Any], **changes: Any) -> SftpProfile:
    told = {key: server[key] for key in ("host", "port", "user", "key", "known_hosts")} | changes
    text = "name: drop\nkind: sftp\n" + "".join(f"{key}: {value}\n" for key, value in told.items())
    made = read_profile(text, "drop.yaml")
    assert isinstance(made, SftpProfile)
    return made


class TestSftp(PortalConformance):
    @pytest.fixture
    def portal(self, server: dict[str, Any], drop: Path) -> Portal:
        return open_portal(profile(server))


def test_server_that_is_not_known_gets_nothing(server: dict[str, Any], drop: Path, tmp_path: Path) -> None:
    empty = tmp_path / "known_hosts"
    empty.write_text("")

    with pytest.raises(NeedsLogin, match="身份"):
        open_portal(profile(server, known_hosts=empty)).publish(submission(), silent)

    assert list(drop.iterdir()) == []


def test_server_with_another_key_than_the_known_one_gets_nothing(
    server: dict[str, Any], drop: Path, tmp_path: Path
) -> None:
    client_key = Path(f"{server['key']}.pub").read_text().split()[:2]
    forged = tmp_path / "known_hosts"
    forged.write_text(f"[127.0.0.1]:{server['port']} {' '.join(client_key)}\n")

    with pytest.raises(NeedsLogin, match="身份"):
        open_portal(profile(server, known_hosts=forged)).publish(submission(), silent)

    assert list(drop.iterdir()) == []


def test_key_that_the_server_does_not_take_needs_login(server: dict[str, Any], drop: Path) -> None:
    with pytest.raises(NeedsLogin, match="密钥"):
        open_portal(profile(server, key=Path(server["key"]).with_name("host_key"))).find(KEY)


def test_server_that_is_down_is_tried_again_later(server: dict[str, Any], drop: Path, tmp_path: Path) -> None:
    with pytest.raises(RetryLater, match="连不上"):
        open_portal(profile(server, port=free_port())).find(KEY)


def test_upload_that_was_cut_goes_on_where_it_was(server: dict[str, Any], drop: Path) -> None:
    big = file("录像.mp4", bytes(range(256)) * 4096)
    sent = submission(files=(big,))
    part = drop / f".{KEY}.part"
    (part / "附件").mkdir(parents=True)
    (part / "digest.txt").write_text(sent.digest)
    (part / "附件" / "录像.mp4").write_bytes(big.content[:700_000])
    made = (part / "附件" / "录像.mp4").stat().st_ino

    portal = open_portal(profile(server))
    receipt = portal.publish(sent, silent)

    assert portal.read_back(receipt).files == {"录像.mp4": big.sha256}
    assert (drop / KEY / "附件" / "录像.mp4").stat().st_ino == made


def test_beginning_of_something_else_is_not_gone_on_with(server: dict[str, Any], drop: Path) -> None:
    big = file("录像.mp4", bytes(range(256)) * 4096)
    sent = submission(files=(big,))
    part = drop / f".{KEY}.part"
    (part / "附件").mkdir(parents=True)
    (part / "digest.txt").write_text(sent.digest)
    (part / "附件" / "录像.mp4").write_bytes(b"x" * 700_000)

    portal = open_portal(profile(server))

    assert portal.read_back(portal.publish(sent, silent)).files == {"录像.mp4": big.sha256}


def test_rest_of_another_attempt_is_not_laid_down(server: dict[str, Any], drop: Path) -> None:
    (drop / f".{KEY}.part" / "附件").mkdir(parents=True)
    (drop / f".{KEY}.part" / "附件" / "旧版.xlsx").write_bytes(b"names in full")

    open_portal(profile(server)).publish(submission(), silent)

    assert {path.name for path in (drop / KEY / "附件").iterdir()} == {"附件1.xlsx", "附件2.xlsx"}


def test_names_with_patterns_are_names(server: dict[str, Any], drop: Path) -> None:
    store = SftpStore(profile(server))
    store.make_folders("a b'c")

    store.write({'a b\'c/名 "x" #1.txt': b"1"})

    assert store.read('a b\'c/名 "x" #1.txt') == b"1"
