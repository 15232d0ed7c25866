"""What the portal's administrator does with keys, at the command line of the portal's own machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop_app.portal_server.accounts import Account, Accounts, Rights
from desktop_app.portal_server.columns import load_columns
from desktop_app.portal_server.data_folder import DATABASE, DataFolderError
from desktop_app.portal_server.server import COLUMNS_FILE
from desktop_app.portal_server.site import beijing_now
from desktop_app.portal_server.store import Store


class Keys:
    """The keys of the portal in a folder, which may be running: what is changed holds at once.

    Args:
        folder: of the portal, as `portal serve --data` has it; created where missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> list[Account]:
        """Return all keys, revoked ones last."""
        with self._accounts() as accounts:
            return accounts.all()

    def add(self, unit: str, rights: str, columns: Sequence[str], a_minute: int) -> tuple[Account, str]:
        """Make a key; return it and its text, which cannot be shown again."""
        with self._accounts() as accounts:
            tree = load_columns(COLUMNS_FILE)
            return accounts.add(unit, Rights(rights), tuple(columns), a_minute, tree, beijing_now())

    def rotate(self, key_id: str) -> str:
        """Return a key's new text; the old one holds no longer."""
        with self._accounts() as accounts:
            return accounts.rotate(key_id, beijing_now())

    def revoke(self, key_id: str) -> None:
        """Let a key hold no longer."""
        with self._accounts() as accounts:
            accounts.revoke(key_id, beijing_now())

    @contextmanager
    def _accounts(self) -> Iterator[Accounts]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            yield Accounts(Store(self._folder / DATABASE), "")
        except (OSError, sqlite3.Error) as error:
            raise DataFolderError(f"门户的数据文件夹 {self._folder} 打不开（{error}）。") from error
