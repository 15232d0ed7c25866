"""Portals' secrets by their names: given for this run, from the environment, the keyring, or a sealed file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from desktop_app.adapters.keys.sealed_file import SealedFile
from desktop_app.adapters.keys.system import SystemKeyring
from desktop_app.core.outbox.errors import NeedsLogin
from desktop_app.core.workspace_address import Address

_PASSPHRASE = "GONGKAI_PASSPHRASE"


class SecretsLocked(NeedsLogin):
    """The file of secrets waits for its passphrase."""

    code = "K205"
    hint = "请在“设置—门户—口令”里输入密码短语，再重试。"


class Secrets:
    """Reads and keeps secrets.

    Args:
        file: where the sealed file lies on machines without a keyring.
        given: for this run alone; asked first.
        local_token: file of the token of the portal that runs on this machine.
    """

    def __init__(
        self, file: Path, given: Mapping[str, str] | None = None, local_token: Path | None = None
    ) -> None:
        self._given = given or {}
        self._local_token = local_token
        self._keyring = SystemKeyring()
        self._file = SealedFile(file)

    def get(self, name: str) -> str:
        """Return a secret; empty where there is none.

        Raises:
            SecretsLocked: it may lie in the file, which is closed.
        """
        if not name or name in self._given:
            return self._given.get(name, "")
        found = os.environ.get(f"GONGKAI_TOKEN_{re.sub(r'[^A-Za-z0-9]', '_', name).upper()}", "")
        if not found and name == "portal.local" and self._local_token and self._local_token.is_file():
            found = self._local_token.read_text("utf-8").strip()
        found = found or self._keyring.get(name)
        if found or not self._file.is_there:
            return found
        self._open_from_environment()
        if not self._file.is_open:
            raise SecretsLocked("门户口令存在口令文件里，口令文件还没有打开。")
        return self._file.get(name)

    def database_password(self, address: Address) -> str:
        """Return the password of a shared workspace; empty where this machine keeps none, or not within reach."""
        try:
            return self.get(address.secret)
        except SecretsLocked:
            return ""  # libpq's own password file may hold it

    def has(self, name: str) -> bool:
        """Say whether a secret is known; one in a closed file counts as not known."""
        try:
            return bool(self.get(name))
        except SecretsLocked:
            return False

    def put(self, name: str, secret: str) -> None:
        """Keep a secret where this machine keeps secrets; an empty one is forgotten.

        Raises:
            SecretsLocked: the file must be opened first.
            OutsideError: it was not kept.
        """
        if self._keyring.is_there:
            self._keyring.put(name, secret)
            return
        self._open_from_environment()
        if not self._file.is_open:
            raise SecretsLocked("这台电脑没有密码保管服务，口令要存进口令文件。")
        self._file.put(name, secret)

    @property
    def needs_passphrase(self) -> bool:
        """Say whether a passphrase must be given before secrets can be kept."""
        return not self._keyring.is_there and not self._file.is_open

    @property
    def is_new_file(self) -> bool:
        """Say whether the passphrase is chosen now, and not one chosen before."""
        return not self._file.is_there

    def unlock(self, passphrase: str) -> None:
        """Open the sealed file, or choose the passphrase of a new one."""
        self._file.unlock(passphrase)

    @property
    def place(self) -> str:
        """Say in Chinese where secrets are kept on this machine."""
        return "系统的密码保管" if self._keyring.is_there else "口令文件（用密码短语加密）"

    def _open_from_environment(self) -> None:
        passphrase = os.environ.get(_PASSPHRASE, "")
        if passphrase and not self._file.is_open:
            self._file.unlock(passphrase)
