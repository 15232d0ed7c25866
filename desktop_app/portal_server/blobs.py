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
WORTH_KEEPING_BYTES = 1024 * 1024


class TooLarge(Exception):
    """More bytes arrived than a file may have."""


class WrongDigest(Exception):
    """What arrived is not what the sender announced."""


class WrongOffset(Exception):
    """What is to be gone on with is not there, or not as long as the sender thinks."""


class Blobs:
    """A folder of files named by their digest; a name appears only when its bytes are complete.

    What an upload that was cut has left waits under a name of its own; who goes on with it takes that name away, so
    that no two uploads write into one file.
    """

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

    def begun(self, sha256: str) -> int:
        """Return how many bytes wait to be gone on with."""
        path = self._begun(sha256)
        return path.stat().st_size if path.is_file() else 0

    async def receive(self, chunks: AsyncIterator[bytes], sha256: str, limit: int, offset: int = 0) -> int:
        """Store what arrives and return the file's size in bytes.

        Args:
            limit: most bytes that a file may have.
            offset: how many bytes of it arrived before; the chunks are those after them.

        Raises:
            TooLarge, WrongDigest: and nothing of it is kept.
            WrongOffset: that many bytes do not wait here.
        """
        if offset and self.size(sha256) == offset:
            self.path(sha256).touch()  # nothing is missing; it is as fresh as if it had come again
            return offset
        part = self._part(sha256, offset)
        try:
            with part.open("r+b") as file:
                size, digest = await _copy(chunks, file, limit)
                os.fsync(file.fileno())
            if digest != sha256:
                raise WrongDigest
            part.replace(self.path(sha256))
        except (TooLarge, WrongDigest):
            raise
        except BaseException:
            self._keep(part, sha256)
            raise
        finally:
            part.unlink(missing_ok=True)
        return size

    def _begun(self, sha256: str) -> Path:
        return self._folder / f".begun-{sha256}"

    def _part(self, sha256: str, offset: int) -> Path:
        """Return a file that nobody else writes: empty, or with the bytes that arrived before."""
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".part-")
        os.close(handle)
        part = Path(name)
        if offset and self.begun(sha256) == offset:
            self._begun(sha256).replace(part)
        if part.stat().st_size != offset:
            part.unlink()
            raise WrongOffset
        return part

    def _keep(self, part: Path, sha256: str) -> None:
        """Let what arrived before the line was cut wait, where it is worth it and more than waits already."""
        if part.is_file() and part.stat().st_size >= max(WORTH_KEEPING_BYTES, self.begun(sha256)):
            part.replace(self._begun(sha256))

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
    while piece := target.read(WORTH_KEEPING_BYTES):
        digest.update(piece)
        size += len(piece)
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        digest.update(chunk)
        target.write(chunk)
    return size, digest.hexdigest()
