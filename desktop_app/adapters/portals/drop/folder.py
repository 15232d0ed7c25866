"""A folder of this machine: the items are laid down to be carried to whoever publishes them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desktop_app.adapters.portals.drop.portal import DropPortal
from desktop_app.adapters.portals.drop.store import no_beat
from desktop_app.core.outbox.errors import RetryLater


def folder_portal(name: str, root: Path, now: Callable[[], datetime] | None = None) -> DropPortal:
    """Return a folder as a portal; it is made when first used."""
    store = FolderStore(root)
    return DropPortal(name, store) if now is None else DropPortal(name, store, now)


class FolderStore:
    """Files below a folder."""

    can_resume = False

    def __init__(self, root: Path) -> None:
        self._root = root
        self.beat: Callable[[], None] = no_beat

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes, or None."""
        with self._disk():
            try:
                return (self._root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, files: Mapping[str, bytes], *, go_on: bool = False) -> None:
        """Write files and do not return before the disk has them."""
        for path, content in files.items():
            with self._disk(), (self._root / path).open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())

    def make_folders(self, *paths: str) -> None:
        """Make folders and those above them."""
        with self._disk():
            for path in paths:
                (self._root / path).mkdir(parents=True, exist_ok=True)

    def rename(self, old: str, new: str) -> None:
        """Rename a folder."""
        with self._disk():
            (self._root / old).rename(self._root / new)

    def remove(self, path: str) -> None:
        """Remove a folder with all that is in it."""
        with self._disk():
            if (self._root / path).exists():
                shutil.rmtree(self._root / path)

    def url(self, path: str) -> str:
        """Return the folder's own address."""
        return (self._root / path).absolute().as_uri()

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = error.strerror or "磁盘出错"
            raise RetryLater(f"写不进文件夹 {self._root}：{why}。请检查磁盘、空间和权限。") from error
