"""The lock of a workspace: opened at the start; set, changed and taken off by whoever knows the passphrase."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from desktop_app.adapters.keys.system import KeyringRefuses, SystemKeyring
from desktop_app.adapters.workspace.backups import add_digest, digest_file, write_digest
from desktop_app.adapters.workspace.cipher import Key, key_of, new_key, prove, salt_of
from desktop_app.adapters.workspace.errors import (
    SharedIsNotLocked,
    WeakWorkspacePassphrase,
    WorkspaceLocked,
    WrongWorkspacePassphrase,
)
from desktop_app.adapters.workspace.locking import copies, is_plain, mend, opens_with, rewrite
from desktop_app.core.progress import Progress, silent
from desktop_app.services.documents import Documents
from desktop_app.services.ports import Clock, Workspace
from desktop_app.services.printing import Sheets

LEAST_PASSPHRASE = 8
PASSPHRASE_VARIABLE = "GONGKAI_WORKSPACE_PASSPHRASE"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of which passphrases are made that nobody chose: none is taken for another on paper."""
_GROUPS, _GROUP = 6, 4

Ask = Callable[..., Any]
"""Asks a person for the passphrase until what it is given opens with it, and returns that; None where they give up.

A second argument says what is asked for where it is another password.
"""


def key_for(file: Path, ask: Ask | None = None, keyring: SystemKeyring | None = None) -> Key | None:
    """Return what a workspace opens with, None where it is not locked: from keyring, environment or the person.

    Raises:
        WorkspaceLocked: it is, and nobody gave the passphrase.
        WrongWorkspacePassphrase: what the environment gave is wrong.
    """
    if not salt_of(file):
        return None
    known = _remembered(file, keyring or SystemKeyring())
    if known is not None:
        return known
    given = os.environ.get(PASSPHRASE_VARIABLE, "")
    if given:
        return key_of(file, given)
    key: Key | None = ask(partial(key_of, file)) if ask else None
    if key is None:
        raise WorkspaceLocked("工作区锁着。")
    return key


def _remembered(file: Path, keyring: SystemKeyring) -> Key | None:
    if not keyring.is_there:
        return None
    salt = salt_of(file)
    with suppress(ValueError, WrongWorkspacePassphrase):
        secret = bytes.fromhex(keyring.get(_name(salt)))
        if secret:
            key = Key(salt, secret)
            prove(file, key)
            return key
    return None


def _name(salt: bytes) -> str:
    return f"workspace.{salt.hex()}"


def proposed_passphrase() -> str:
    """Return a passphrase that nobody guesses (118 bits), easily typed from paper."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


@dataclass(frozen=True, slots=True)
class LockState:
    """How a workspace is guarded while it lies on the disk.

    Args:
        is_remembered: whether this machine opens it without asking.
        can_remember: whether this machine has a keyring.
        plain: how many copies beside it anybody can read.
    """

    is_locked: bool
    is_remembered: bool
    can_remember: bool
    plain: int


class Lock:
    """Locks the open workspace and every copy that the program made of it."""

    def __init__(
        self,
        workspace: Workspace,
        documents: Callable[[], Documents],
        clock: Clock,
        keyring: SystemKeyring | None = None,
    ) -> None:
        self._workspace = workspace
        self._documents = documents
        self._clock = clock
        self._keyring = keyring or SystemKeyring()

    @property
    def _file(self) -> Path:
        if self._workspace.file is None:
            raise SharedIsNotLocked("共享工作区在服务器上，不用本机的密码短语。")
        return self._workspace.file

    @property
    def state(self) -> LockState:
        """How it is guarded now."""
        key, can_remember = self._workspace.key, self._keyring.is_there
        return LockState(
            is_locked=key is not None,
            is_remembered=bool(key and can_remember and self._keyring.get(_name(key.salt))),
            can_remember=can_remember,
            plain=sum(map(is_plain, copies(self._file))) if key else 0,
        )

    def set(
        self, passphrase: str, old: str = "", *, remember: bool = False, progress: Progress = silent
    ) -> None:
        """Lock the workspace, or give it another passphrase; its copies follow.

        Args:
            old: the passphrase of now, where it is locked.
            remember: whether this machine's keyring opens it without asking.

        Raises:
            WeakWorkspacePassphrase, WrongWorkspacePassphrase: nothing was changed.
            WorkspaceBusy: another window or command has it open.
        """
        self._prove(old)
        if len(passphrase.strip()) < LEAST_PASSPHRASE:
            raise WeakWorkspacePassphrase(f"密码短语至少要 {LEAST_PASSPHRASE} 个字符。")
        progress("正在加密工作区", 0.0)
        key = new_key(passphrase)
        if remember:
            self._keyring.put(_name(key.salt), key.secret.hex())
        self._take(key, progress)

    def remove(self, passphrase: str, progress: Progress = silent) -> None:
        """Take the lock off.

        Raises:
            WrongWorkspacePassphrase: nothing was changed.
            WorkspaceBusy: another window or command has it open.
        """
        self._prove(passphrase)
        progress("正在解除加密", 0.0)
        self._take(None, progress)

    def remember(self, passphrase: str) -> None:
        """Let this machine's keyring open it from now on.

        Raises:
            KeyringRefuses: it was not kept.
            WrongWorkspacePassphrase: it does not open the workspace.
        """
        self._prove(passphrase)
        if (key := self._workspace.key) is not None:
            self._keyring.put(_name(key.salt), key.secret.hex())

    def forget(self) -> None:
        """Ask for the passphrase at every start again."""
        if (key := self._workspace.key) is not None:
            self._keyring.put(_name(key.salt), "")

    def settle(self) -> int:
        """Lock what copies are plain still, after a power cut or an older program; return how many there were.

        What a rewriting left beside workspace and copies is overwritten and goes.
        """
        if self._workspace.file is None:
            return 0  # nothing of a shared workspace is locked by this machine
        key, kept = self._workspace.key, list(copies(self._file))
        for file in (self._file, *kept):
            mend(file)
        if key is None:
            return 0
        plain = [file for file in kept if is_plain(file)]
        for file in plain:
            self._rewrite(file, None, key)
        return len(plain)

    def sheet(self, passphrase: str) -> Sheets:
        """Return the sheet for the office's safe; without it nobody helps who forgets the passphrase.

        Raises:
            WrongWorkspacePassphrase: it does not open the workspace.
        """
        self._prove(passphrase)
        key, today = self._workspace.key, self._clock().date()
        names = {
            "passphrase": passphrase.strip(),
            "number": key.salt.hex()[-8:] if key else "",
            "day": f"{today.year}年{today.month}月{today.day}日",
        }
        made = self._documents().paper_content("lock-sheet", names, "pdf", today)
        return Sheets(made.title, made.content)

    def _prove(self, passphrase: str) -> None:
        """Make sure that whoever changes the lock knows what opens it."""
        key = self._workspace.key
        if key is not None and key_of(self._file, passphrase) != key:
            raise WrongWorkspacePassphrase("密码短语不对，没有改动。")

    def _take(self, key: Key | None, progress: Progress) -> None:
        self.settle()  # what an earlier change left behind follows this one
        old = self._workspace.key
        self._workspace.relock(key)
        following = list(self._following(old))
        for number, file in enumerate(following, start=1):
            progress("正在改写备份", number / (len(following) + 1))
            self._rewrite(file, old, key)
        if old is not None and self._keyring.is_there:
            with suppress(KeyringRefuses):
                self._keyring.put(_name(old.salt), "")

    def _following(self, old: Key | None) -> Iterator[Path]:
        return (file for file in copies(self._file) if opens_with(file, old))

    def _rewrite(self, file: Path, old: Key | None, new: Key | None) -> None:
        has_digest = digest_file(file).exists()

        def ready(fresh: Path) -> None:
            if has_digest:
                add_digest(fresh, file)

        rewrite(file, old, new, ready)
        if has_digest:
            write_digest(file, file)
