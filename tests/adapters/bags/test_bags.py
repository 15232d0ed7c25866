from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop_app.adapters.bags.errors import BagDamaged
from desktop_app.adapters.bags.reading import unpack_bag
from desktop_app.adapters.bags.writing import write_bag
from desktop_app.core.outbox.submission import Submission, SubmittedFile

DAY = date(2026, 9, 28)
SUBMISSION = Submission(
    key="20260928-abc",
    title="停水通知",
    column="公共企事业单位信息公开/停供信息",
    form="public-utilities.water-outage",
    issuer="龙江县自来水公司",
    html="<p>停水</p>",
    text="停水\n",
    issued_on=DAY,
    metadata={"ContentSource": "龙江县自来水公司"},
    files=(SubmittedFile("停水通知（一）.docx", "停水通知", "application/octet-stream", b"content"),),
)


def rewritten(bag: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    """The same zip with its members changed; None leaves one out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bag)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if (changed := change(name, old.read(name))) is not None:
                new.writestr(*changed)
    return buffer.getvalue()


def test_what_is_packed_is_unpacked_and_verified_on_the_other_side(tmp_path: Path):
    record = unpack_bag(write_bag(SUBMISSION, DAY), tmp_path)

    file = tmp_path / SUBMISSION.key / "data" / "文件" / "停水通知（一）.docx"
    assert (record.key, record.title, record.digest) == (SUBMISSION.key, "停水通知", SUBMISSION.digest)
    assert file.read_bytes() == b"content"
    assert record.files[0].sha256 == hashlib.sha256(b"content").hexdigest()


def test_the_same_submission_gives_the_same_payload(tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(write_bag(SUBMISSION, DAY))) as archive:
        names = archive.namelist()

    assert all(name.startswith(f"{SUBMISSION.key}/") for name in names)
    assert f"{SUBMISSION.key}/manifest-sha256.txt" in names
    if "sm3" in hashlib.algorithms_available:
        assert f"{SUBMISSION.key}/manifest-sm3.txt" in names


def _changed(name: str, content: bytes) -> tuple[str, bytes] | None:
    return (name, b"tampered" if name.endswith(".docx") else content)


def _removed(name: str, content: bytes) -> tuple[str, bytes] | None:
    return None if name.endswith(".docx") else (name, content)


def _wrong_sm3(name: str, content: bytes) -> tuple[str, bytes] | None:
    if name.endswith("/manifest-sm3.txt"):
        content = (b"0" if content[:1] != b"0" else b"1") + content[1:]
    return (name, content)


@pytest.mark.parametrize("change", [_changed, _removed, _wrong_sm3], ids=["changed", "removed", "wrong SM3"])
def test_a_package_that_is_not_as_packed_is_refused(tmp_path: Path, change):
    if change is _wrong_sm3 and "sm3" not in hashlib.algorithms_available:
        pytest.skip("this machine's OpenSSL has no SM3")

    with pytest.raises(BagDamaged):
        unpack_bag(rewritten(write_bag(SUBMISSION, DAY), change), tmp_path)


def test_an_added_file_is_refused(tmp_path: Path):
    buffer = io.BytesIO(write_bag(SUBMISSION, DAY))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(f"{SUBMISSION.key}/data/added.txt", "x")

    with pytest.raises(BagDamaged):
        unpack_bag(buffer.getvalue(), tmp_path)


@pytest.mark.parametrize("name", ["../outside.txt", "/absolute.txt", "k/../../x", "k\\..\\x"])
def test_a_path_that_leads_outside_is_refused_and_nothing_is_written(tmp_path: Path, name: str):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")

    with pytest.raises(BagDamaged):
        unpack_bag(buffer.getvalue(), tmp_path / "in")
    assert not (tmp_path / "outside.txt").exists()
    assert not list(tmp_path.rglob("*.txt"))


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04cut"])
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(BagDamaged):
        unpack_bag(content, tmp_path)
