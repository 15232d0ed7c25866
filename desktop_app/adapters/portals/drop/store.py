"""What a place for files must be able to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol


def no_beat() -> None:
    """Tell nobody."""


class FileStore(Protocol):
    """A tree of files; paths are relative, with slashes. Errors are those of `core.outbox.errors`.

    Attributes:
        can_resume: whether `write` goes on where an earlier attempt was cut.
        beat: called now and then while a long write goes on; what it raises stops the write.
    """

    can_resume: bool
    beat: Callable[[], None]

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, or None where there is no such file."""

    def write(self, files: Mapping[str, bytes], *, go_on: bool = False) -> None:
        """Write files by their paths, in this order; what was there under a path is replaced.

        Args:
            go_on: a shorter file under the path is taken for the beginning, if the store can resume.
        """

    def make_folders(self, *paths: str) -> None:
        """Make folders; one that is there already is fine."""

    def rename(self, old: str, new: str) -> None:
        """Give a folder another name that nothing bears yet, in one stroke."""

    def remove(self, path: str) -> None:
        """Remove an item's folder with all that is in it; one that is not there is fine."""

    def url(self, path: str) -> str:
        """Return the address under which people reach a path."""
