"""The bytes of the files, each under its SHA-256."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import AsyncIterator, Collection
from pathlib import Path
from typing import BinaryIO

UNCLAIMED_S = 24 * 3600.0


class TooLarge(Exception):
    """More bytes arrived than a file may have."""


class WrongDigest(Exception):
    """What arrived is not what the sender announced."""


class Blobs:
    """A folder of files named by their digest; a name appears only when its bytes are complete."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Return where the bytes lie or would lie."""
        return self._folder / sha256

    def size(self, sha256: str) -> int | None:
        """Return the size in bytes, or None where the bytes never arrived."""
        path = self.path(sha256)
        return path.stat().st_size if path.is_file() else None

    async def receive(self, chunks: AsyncIterator[bytes], sha256: str, limit: int) -> int:
        """Store what arrives and return its size in bytes; raises `TooLarge` or `WrongDigest`."""
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as part:
                size, digest = await _copy(chunks, part, limit)
                part.flush()
                os.fsync(part.fileno())
            if digest != sha256:
                raise WrongDigest
            Path(name).replace(self.path(sha256))
        finally:
            Path(name).unlink(missing_ok=True)
        return size

    def sweep(self, claimed: Collection[str], now: float | None = None) -> None:
        """Remove what was uploaded more than a day ago and belongs to no item.

        Args:
            claimed: digests that items name.
            now: seconds since the epoch; the machine's clock where None.
        """
        oldest = (time.time() if now is None else now) - UNCLAIMED_S
        for path in self._folder.iterdir():
            if path.name not in claimed and path.stat().st_mtime < oldest:
                path.unlink()


async def _copy(chunks: AsyncIterator[bytes], target: BinaryIO, limit: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        digest.update(chunk)
        target.write(chunk)
    return size, digest.hexdigest()
