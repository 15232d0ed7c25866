"""A file of secrets, sealed with a passphrase: for machines without a keyring.

scrypt makes the key (RFC 7914, with the costs that OWASP names), AES-256-GCM seals; the names of the secrets are
sealed too. Each saving has its own salt and nonce.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from desktop_app.core.errors import OutsideError, UserError

_MAGIC = b"GKSEAL1\n"
_SALT, _NONCE = 16, 12
_COST, _BLOCK, _LANES = 2**17, 8, 1
LEAST_PASSPHRASE = 8


class WrongPassphrase(UserError):
    """The passphrase does not open the file, or the file was changed."""

    code = "K202"
    hint = "请核对密码短语；实在忘了，可以删去口令文件，重新登记各门户的口令。"


class WeakPassphrase(UserError):
    """Too short to protect anything."""

    code = "K203"


class SealedFileUnwritable(OutsideError):
    """The disk refuses."""

    code = "K204"


class SealedFile:
    """Secrets in a file that opens with a passphrase.

    Args:
        path: the file; it is no part of the workspace and no backup takes it along.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._passphrase = ""
        self._secrets: dict[str, str] = {}

    @property
    def is_there(self) -> bool:
        """Say whether there is such a file."""
        return self.path.is_file()

    @property
    def is_open(self) -> bool:
        """Say whether the passphrase was given."""
        return bool(self._passphrase)

    def unlock(self, passphrase: str) -> None:
        """Open the file, or choose the passphrase with which it will be made.

        Raises:
            WrongPassphrase: it does not open the file.
            WeakPassphrase: it is too short for a new file.
        """
        if self.is_there:
            self._secrets = _opened(self.path.read_bytes(), passphrase)
        elif len(passphrase) < LEAST_PASSPHRASE:
            raise WeakPassphrase(f"密码短语至少要 {LEAST_PASSPHRASE} 个字符。")
        self._passphrase = passphrase

    def get(self, name: str) -> str:
        """Return a secret; empty where there is none or the file is closed."""
        return self._secrets.get(name, "")

    def put(self, name: str, secret: str) -> None:
        """Keep a secret; an empty one is forgotten.

        Raises:
            WrongPassphrase: the file is closed.
            SealedFileUnwritable: it was not written.
        """
        if not self.is_open:
            raise WrongPassphrase("口令文件还没有打开。")
        kept = {**self._secrets, name: secret}
        self._secrets = {key: value for key, value in kept.items() if value}
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_sealed(self._secrets, self._passphrase))
            with contextlib.suppress(OSError):  # file systems without permissions
                part.chmod(0o600)
            part.replace(self.path)
        except OSError as error:
            raise SealedFileUnwritable(f"口令文件没有写成（{error.strerror}）。") from error


def _sealed(secrets: dict[str, str], passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    plain = json.dumps(secrets, ensure_ascii=False).encode()
    return _MAGIC + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain, _MAGIC)


def _opened(content: bytes, passphrase: str) -> dict[str, str]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head = len(_MAGIC)
    salt, nonce = content[head : head + _SALT], content[head + _SALT : head + _SALT + _NONCE]
    sealed = content[head + _SALT + _NONCE :]
    if not content.startswith(_MAGIC) or len(nonce) != _NONCE:
        raise WrongPassphrase("口令文件损坏，打不开。")
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, _MAGIC)
    except InvalidTag as error:
        raise WrongPassphrase("密码短语不对，或者口令文件被改过。") from error
    return dict(json.loads(plain))


def _key(passphrase: str, salt: bytes) -> bytes:
    import hashlib

    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, maxmem=256 * 1024 * 1024, dklen=32
    )
