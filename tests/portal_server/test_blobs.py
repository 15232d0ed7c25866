from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop_app.portal_server.blobs import UNCLAIMED_S, WORTH_KEEPING_BYTES, Blobs, WrongDigest, WrongOffset


def receive(blobs: Blobs, content: bytes) -> str:
    async def chunks() -> AsyncIterator[bytes]:
        yield content

    digest = hashlib.sha256(content).hexdigest()
    asyncio.run(blobs.receive(chunks(), digest, 100))
    return digest


def test_cut_upload_leaves_nothing(tmp_path: Path) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        asyncio.run(Blobs(tmp_path).receive(chunks(), "0" * 64, 100))

    assert list(tmp_path.iterdir()) == []


def test_only_old_uploads_that_no_item_names_are_swept(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    claimed, forgotten, fresh = (receive(blobs, content) for content in (b"1", b"2", b"3"))
    for digest in (claimed, forgotten):
        os.utime(blobs.path(digest), (0, 0))
    os.utime(blobs.path(fresh), (UNCLAIMED_S, UNCLAIMED_S))

    blobs.sweep({claimed}, now=UNCLAIMED_S + 1)

    assert [blobs.size(digest) for digest in (claimed, forgotten, fresh)] == [1, None, 1]


# ── going on where it was cut ────────────────────────────

FILE = os.urandom(3 * WORTH_KEEPING_BYTES)
DIGEST = hashlib.sha256(FILE).hexdigest()


def sent(blobs: Blobs, *pieces: bytes | Exception, offset: int = 0) -> int:
    async def chunks() -> AsyncIterator[bytes]:
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    return asyncio.run(blobs.receive(chunks(), DIGEST, len(FILE), offset))


def cut_after(blobs: Blobs, size: int, offset: int = 0) -> None:
    with pytest.raises(ConnectionResetError):
        sent(blobs, FILE[offset : offset + size], ConnectionResetError(), offset=offset)


def test_what_arrived_before_a_cut_waits_and_is_gone_on_with(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    cut_after(blobs, WORTH_KEEPING_BYTES + 5)
    assert (blobs.size(DIGEST), blobs.begun(DIGEST)) == (None, WORTH_KEEPING_BYTES + 5)

    cut_after(blobs, 7, offset=WORTH_KEEPING_BYTES + 5)
    begun = blobs.begun(DIGEST)
    assert begun == WORTH_KEEPING_BYTES + 12

    assert sent(blobs, FILE[begun:], offset=begun) == len(FILE)
    assert blobs.path(DIGEST).read_bytes() == FILE
    assert [path.name for path in tmp_path.iterdir()] == [DIGEST]


def test_a_shorter_attempt_does_not_take_the_longer_ones_place(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    cut_after(blobs, WORTH_KEEPING_BYTES + 5)

    cut_after(blobs, WORTH_KEEPING_BYTES)

    assert blobs.begun(DIGEST) == WORTH_KEEPING_BYTES + 5


@pytest.mark.parametrize("offset", [1, WORTH_KEEPING_BYTES + 4, WORTH_KEEPING_BYTES + 6])
def test_nothing_goes_on_from_another_byte_than_the_last(tmp_path: Path, offset: int) -> None:
    blobs = Blobs(tmp_path)
    cut_after(blobs, WORTH_KEEPING_BYTES + 5)

    with pytest.raises(WrongOffset):
        sent(blobs, FILE[offset:], offset=offset)

    assert blobs.begun(DIGEST) == WORTH_KEEPING_BYTES + 5


def test_a_beginning_of_something_else_is_thrown_away(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    with pytest.raises(ConnectionResetError):
        sent(blobs, bytes(WORTH_KEEPING_BYTES), ConnectionResetError())

    with pytest.raises(WrongDigest):
        sent(blobs, FILE[WORTH_KEEPING_BYTES:], offset=WORTH_KEEPING_BYTES)

    assert list(tmp_path.iterdir()) == []


def test_of_a_whole_file_nothing_is_missing(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    sent(blobs, FILE)
    os.utime(blobs.path(DIGEST), (0, 0))

    assert sent(blobs, offset=len(FILE)) == len(FILE)

    assert blobs.path(DIGEST).stat().st_mtime > 0
