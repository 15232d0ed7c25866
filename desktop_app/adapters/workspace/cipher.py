"""A workspace's file that is encrypted whole: how it is told from a plain one, its key, and the connection to it.

SQLCipher encrypts every page (AES-256, HMAC-SHA512) of the file, of its write-ahead log and of its copies. The key is
made of the passphrase by scrypt (RFC 7914, with the costs that OWASP names) over a salt, which is the file's first 16
bytes; it begins with a mark of ours, so that a locked file is not taken for a damaged one.
"""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.adapters.workspace.errors import WorkspaceDamaged, WrongWorkspacePassphrase

_MARK = b"GKLOCK"
_SALT_BYTES = 16
_COST, _BLOCK, _LANES, _MEMORY_BYTES = 2**17, 8, 1, 256 << 20
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """What a locked file opens with.

    Args:
        salt: the first 16 bytes of each file that it opens.
        secret: 32 bytes.
    """

    salt: bytes
    secret: bytes = field(repr=False)

    @property
    def sql(self) -> str:
        """The key as SQLCipher takes it: key and salt as they are, nothing derived."""
        return f"\"x'{(self.secret + self.salt).hex()}'\""


def new_key(passphrase: str) -> Key:
    """Return a key for files that are locked from now on."""
    import secrets

    return _key(passphrase, _MARK + secrets.token_bytes(_SALT_BYTES - len(_MARK)))


def key_of(file: Path, passphrase: str) -> Key:
    """Return the key that a passphrase makes for a locked file; it takes half a second, so that guessing is slow.

    Raises:
        WrongWorkspacePassphrase: it does not open the file.
    """
    key = _key(passphrase, salt_of(file))
    prove(file, key)
    return key


def salt_of(file: Path) -> bytes:
    """Return the salt of a locked file, empty where it is not locked or not there."""
    try:
        with file.open("rb") as content:
            head = content.read(_SALT_BYTES)
    except FileNotFoundError:
        return b""
    return head if head.startswith(_MARK) and len(head) == _SALT_BYTES else b""


def is_locked(file: Path) -> bool:
    """Say whether a file is a locked workspace."""
    return bool(salt_of(file))


def prove(file: Path, key: Key) -> None:
    """Make sure that a key opens a file, a backup on a disc, too.

    Raises:
        WrongWorkspacePassphrase: it does not.
        WorkspaceDamaged: the program lacks the library that reads locked files, or the file cannot be read.
    """
    refusals = []
    for way in _WAYS:
        try:
            refused = _refusal(file, key, **way)
        except OSError as error:
            raise WorkspaceDamaged(f"工作区文件“{file.name}”读不出来。") from error
        if refused is None:
            return
        refusals.append(refused)
        if _is_wrong(refused) and not way.get("is_still"):
            break
    if any(map(_is_wrong, refusals)):
        raise WrongWorkspacePassphrase("密码短语不对，工作区没有打开。") from refusals[-1]
    raise WorkspaceDamaged(f"工作区文件“{file.name}”读不出来。") from refusals[-1]


_WAYS: tuple[dict[str, bool], ...] = ({"only_read": True, "is_still": True}, {"only_read": True}, {})
"""What stands still is read from a disc, too; what is in use is not read like that; and a change that a power cut left
half done is undone first, which takes writing."""


def _refusal(file: Path, key: Key, **way: bool) -> Exception | None:
    """Return why a file could not be read; None where the key opens it."""
    try:
        with closing(connect(file, key, **way)) as connection:
            connection.execute("select count(*) from sqlite_master").fetchone()
    except database_errors() as error:
        return error
    return None


def _is_wrong(error: Exception) -> bool:
    """Say whether a page could not be decrypted; whatever else keeps a file from being read says nothing of the key."""
    return "not a database" in str(error)


def connect(
    file: Path, key: Key | None, *, only_read: bool = False, is_still: bool = False, **options: Any
) -> Any:
    """Return a connection to a file, plain or locked: two libraries with one interface.

    Args:
        key: None for a plain file.
        only_read: whether nothing may be written, nor the file made.
        is_still: whether nobody else writes it, as a backup; then it is read from a disc, too, where SQLite could lay
            nothing beside it (https://www.sqlite.org/wal.html#read_only_databases).
        options: of `sqlite3.connect`.
    """
    is_address = only_read or is_still
    how = "mode=ro&immutable=1" if is_still else "mode=ro"
    target = f"{file.resolve().as_uri()}?{how}" if is_address else str(file)
    if key is None:
        connection: Any = sqlite3.connect(target, uri=is_address, **options)
        connection.row_factory = sqlite3.Row
        return connection
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(target, uri=is_address, **options)
    connection.row_factory = dbapi2.Row
    connection.execute(
        "pragma cipher_log_level = none"
    )  # a wrong key is told by an error, not on the terminal
    connection.execute(f"pragma key = {key.sql}")
    return connection


def database_errors() -> tuple[type[Exception], ...]:
    """Return what either library raises; the one for locked files is not imported for this."""
    other = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if other is None else (sqlite3.Error, other.Error)


def _key(passphrase: str, salt: bytes) -> Key:
    import hashlib

    told = unicodedata.normalize("NFKC", passphrase.strip()).encode()
    secret = hashlib.scrypt(
        told, salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=_MEMORY_BYTES, dklen=_KEY_BYTES
    )
    return Key(salt, secret)
