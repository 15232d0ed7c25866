from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop_app.portal_server.blobs import UNCLAIMED_S, Blobs


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
