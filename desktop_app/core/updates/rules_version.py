"""Which state of the rules made a finding or a date: where the rules come from, and a digest of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

SHOWN = 12
"""Hexadecimal digits of a SHA-256 that people compare."""


class RulesVersion(msgspec.Struct, frozen=True):
    """One state of the rules; equal for equal rules of the same origin.

    Args:
        program: the program's version; the checks themselves are part of it.
        pack: serial of the update that holds; 0 where the program's own rules do.
        digest: of the forms, calendars and other rules by path and content, 12 hexadecimal digits of SHA-256.
    """

    program: str
    pack: int
    digest: str

    @property
    def words(self) -> str:
        """What people read."""
        origin = f"第 {self.pack} 号更新包" if self.pack else "程序自带"
        return f"{self.program} 版，{origin}的规则，摘要 {self.digest}"


def digest_of(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the digest of files given as path and content, in the order of their paths."""
    whole = hashlib.sha256()
    for path, content in files:
        whole.update(f"{path}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()[:SHOWN]
