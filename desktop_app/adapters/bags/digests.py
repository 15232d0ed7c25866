"""The digests of a bag: SHA-256 always, SM3 beside it where this machine's OpenSSL has it."""

from __future__ import annotations

import hashlib

import bagit


def algorithms() -> list[str]:
    """Return the digests to write; receivers may not know SM3, so SHA-256 is always there."""
    return ["sha256", "sm3"] if "sm3" in hashlib.algorithms_available else ["sha256"]


def teach_sm3() -> None:
    """Let the library check SM3 manifests, which it would pass over in silence."""
    bagit.CHECKSUM_ALGOS = set(bagit.CHECKSUM_ALGOS) | set(algorithms())
