"""A real OpenSSH server."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
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


# ── other ways of signing in ────────────────────────────

PASSPHRASE = "pass $phrase 'with\" signs"


@pytest.fixture
def sealed_key(server: dict[str, Any], tmp_path: Path) -> Path:
    """The client's key again, with a passphrase."""
    key = tmp_path / "sealed_key"
    shutil.copy(server["key"], key)
    key.chmod(0o600)
    call = ["ssh-keygen", "-q", "-p", "-P", "", "-N", PASSPHRASE, "-f", str(key)]
    subprocess.run(call, check=True)
    return key


def test_a_key_with_a_passphrase_is_opened_by_the_secret(
    server: dict[str, Any], drop: Path, sealed_key: Path
) -> None:
    asked: list[str] = []

    def secret(name: str) -> str:
        asked.append(name)
        return PASSPHRASE

    portal = open_portal(profile(server, key=sealed_key, secret="portal.drop"), secret)
    portal.publish(submission(), silent)

    assert asked == ["portal.drop"]
    assert portal.find(KEY) is not None


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_a_key_whose_passphrase_is_missing_or_wrong_needs_login(
    server: dict[str, Any], drop: Path, sealed_key: Path, secret: str
) -> None:
    with pytest.raises(NeedsLogin, match="密钥"):
        open_portal(profile(server, key=sealed_key, secret="portal.drop"), lambda _name: secret).find(KEY)


def test_the_agents_keys_are_used_where_no_key_is_named(
    server: dict[str, Any], drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = open_portal(profile(server, key='""'))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    with pytest.raises(NeedsLogin, match="系统里的密钥"):
        without.find(KEY)

    told = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
    found = dict(re.findall(r"(SSH_\w+)=([^;]+);", told))
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", found["SSH_AUTH_SOCK"])
        subprocess.run(["ssh-add", "-q", server["key"]], check=True, stderr=subprocess.DEVNULL)
        without.publish(submission(), silent)
        assert without.find(KEY) is not None
    finally:
        os.kill(int(found["SSH_AGENT_PID"]), signal.SIGTERM)


@pytest.fixture(scope="module")
def password_server() -> Iterator[dict[str, Any]]:
    """The same server with a password, in a mount namespace of its own: the machine's own users stay as they are."""
    with started("sftp") as told, namespaced_sshd(Path(told["root"]), "right $password") as port:
        known = Path(told["root"]) / "known_hosts"
        known.write_text(known.read_text().replace(f":{told['port']} ", f":{port} "))
        yield {**told, "port": port, "user": "root"}


@pytest.mark.parametrize("password", ["right $password", "wrong", ""])
def test_a_password_signs_in_and_a_wrong_one_needs_login(
    password_server: dict[str, Any], password: str
) -> None:
    portal = open_portal(profile(password_server, key='""', secret="portal.drop"), lambda _name: password)

    if password == "right $password":
        portal.publish(submission(), silent)
        assert portal.find(KEY) is not None
        return
    with pytest.raises(NeedsLogin, match="口令"):
        portal.find(KEY)


def test_a_secret_stands_on_no_command_line_and_in_no_file(
    server: dict[str, Any], sealed_key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    watching = tmp_path / "bin" / "sftp"
    watching.parent.mkdir()
    watching.write_text(
        f'#!/bin/sh\necho "$@" > {told}\ncat "$SSH_ASKPASS" >> {told}\n"$SSH_ASKPASS" > {told}.answer\n'
    )
    watching.chmod(0o700)
    monkeypatch.setenv("PATH", str(watching.parent), prepend=":")

    SftpStore(profile(server, key=sealed_key, secret="portal.drop"), PASSPHRASE).make_folders("a")

    assert PASSPHRASE not in told.read_text()
    assert Path(f"{told}.answer").read_text() == f"{PASSPHRASE}\n"


@contextmanager
def namespaced_sshd(root: Path, password: str) -> Iterator[int]:
    """Run OpenSSH with another /etc/shadow, which it alone sees."""
    if os.geteuid() != 0 or shutil.which("unshare") is None or shutil.which("openssl") is None:
        pytest.skip("a password needs a mount namespace, which the administrator alone may make")
    hashed = subprocess.run(
        ["openssl", "passwd", "-6", password], capture_output=True, text=True, check=True
    ).stdout.strip()
    shadow, config, port = root / "shadow", root / "sshd_password", free_port()
    shadow.write_text(f"root:{hashed}:20000:0:99999:7:::\n")
    lines = (root / "sshd_config").read_text().splitlines()
    own = [line for line in lines if line.split()[0] not in _CHANGED]
    own += [
        f"Port {port}",
        f"PidFile {root}/password.pid",
        "PasswordAuthentication yes",
        "PermitRootLogin yes",
    ]
    config.write_text("\n".join([*own, "PubkeyAuthentication no", ""]))
    inside = f"mount --bind {shadow} /etc/shadow && exec /usr/sbin/sshd -D -e -f {config}"
    with subprocess.Popen(
        ["unshare", "-m", "sh", "-c", inside], stderr=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stderr is not None
        said = serving.stderr.readline()
        try:
            if "listening" not in said:
                pytest.skip(f"no mount namespace here: {said.strip()}")
            yield port
        finally:
            serving.terminate()


_CHANGED = ("Port", "PidFile", "PasswordAuthentication", "PermitRootLogin")
