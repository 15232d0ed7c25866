"""Small disks in memory, mounted for a test: full ones and read-only ones are real here."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def disk(at: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of this size; the test is left out where nobody may mount."""
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(at)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


@contextmanager
def read_only(at: Path) -> Iterator[None]:
    """Set the lock of a mounted disk, as of a stick; root may not write there either."""
    _remount(at, "ro")
    try:
        yield
    finally:
        _remount(at, "rw")


def _remount(at: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(at)], check=True)
