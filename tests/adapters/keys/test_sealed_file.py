from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.adapters.keys.sealed_file import SealedFile, WeakPassphrase, WrongPassphrase

PASSPHRASE = "县政府 公开 2026"


@pytest.fixture
def file(tmp_path: Path) -> SealedFile:
    made = SealedFile(tmp_path / "config" / "secrets.sealed")
    made.unlock(PASSPHRASE)
    made.put("portal.county", "s3cret-token")
    return made


def test_secrets_come_back_with_the_passphrase(file: SealedFile) -> None:
    again = SealedFile(file.path)
    assert (again.is_open, again.get("portal.county")) == (False, "")

    again.unlock(PASSPHRASE)

    assert again.get("portal.county") == "s3cret-token"


def test_nothing_of_a_secret_or_its_name_can_be_read_in_the_file(file: SealedFile) -> None:
    content = file.path.read_bytes()

    assert b"s3cret" not in content
    assert b"county" not in content
    assert file.path.stat().st_mode & 0o077 == 0


def test_each_saving_is_sealed_anew(file: SealedFile) -> None:
    before = file.path.read_bytes()
    file.put("portal.county", "s3cret-token")

    assert file.path.read_bytes()[8:] != before[8:]


@pytest.mark.parametrize("place", [10, 30, 60])
def test_a_changed_file_does_not_open(file: SealedFile, place: int) -> None:
    content = bytearray(file.path.read_bytes())
    content[place] ^= 1
    file.path.write_bytes(bytes(content))

    with pytest.raises(WrongPassphrase):
        SealedFile(file.path).unlock(PASSPHRASE)


def test_wrong_passphrase_opens_nothing(file: SealedFile) -> None:
    again = SealedFile(file.path)
    with pytest.raises(WrongPassphrase):
        again.unlock("something else")
    with pytest.raises(WrongPassphrase):
        again.put("x", "y")


def test_a_new_file_wants_a_passphrase_that_protects(tmp_path: Path) -> None:
    with pytest.raises(WeakPassphrase):
        SealedFile(tmp_path / "s").unlock("1234567")


def test_an_empty_secret_is_forgotten(file: SealedFile) -> None:
    file.put("portal.county", "")

    assert file.get("portal.county") == ""
