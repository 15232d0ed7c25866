"""Who may send what: a key per unit with the least rights it needs, and the administrator's token."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import aiosql

from desktop_app.core.errors import UserError
from desktop_app.portal_server.columns import ColumnTree
from desktop_app.portal_server.store import Store

_BEGINNING = "gk"
_USE_NOTED = timedelta(minutes=1)


class UnknownKey(UserError):
    """There is no key of this number, or it was revoked."""

    code = "W106"
    hint = "用 gongkai portal key list 查看现有的钥匙。"


class KeyUnusable(UserError):
    """A key cannot be made like this."""

    code = "W107"


class Rights(StrEnum):
    """What a key allows."""

    READ = "read"
    """Look up columns and the unit's own receipts."""
    PUBLISH = "publish"
    """Also publish, replace and withdraw the unit's own items."""
    ADMIN = "admin"
    """Everything; the token in the portal's folder alone."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who sends.

    Args:
        id: of the key; empty for the administrator.
        unit: whose items it may touch.
        columns: paths below which it may publish; empty for all.
        a_minute: requests that it may make; 0 for any number.
    """

    id: str
    unit: str
    rights: Rights
    columns: tuple[str, ...] = ()
    a_minute: int = 0
    made_at: datetime | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def owns(self, unit: str) -> bool:
        """Say whether an item of a unit may be touched."""
        return self.rights is Rights.ADMIN or unit == self.unit

    def may_use(self, column: str) -> bool:
        """Say whether items may go to a column."""
        return not self.columns or any(f"{column}/".startswith(f"{own}/") for own in self.columns)


ADMINISTRATOR = Account("", "", Rights.ADMIN)


class Accounts:
    """Keys, kept beside the items they may touch; the portal may run meanwhile.

    Args:
        token: the administrator's.
    """

    def __init__(self, store: Store, token: str) -> None:
        self._store = store
        self._token = token
        self._queries: Any = aiosql.from_path(Path(__file__).parent / "sql" / "accounts.sql", "sqlite3")

    def of(self, shown: str, now: datetime) -> Account | None:
        """Return who shows this token or key; None where nobody may."""
        if hmac.compare_digest(shown.encode(), self._token.encode()):
            return ADMINISTRATOR
        parts = shown.split("_", 2)
        if len(parts) != 3 or parts[0] != _BEGINNING:
            return None
        with self._store.connection() as connection:
            row = self._queries.key_by_id(connection, id=parts[1])
            if row is None or not hmac.compare_digest(_digest(parts[2]), row["digest"]):
                return None
            account = _account(row)
            if account.revoked_at is not None:
                return None
            if account.used_at is None or now - account.used_at >= _USE_NOTED:
                self._queries.used_key(connection, id=account.id, at=now.isoformat())
        return account

    def all(self) -> list[Account]:
        """Return all keys, revoked ones last."""
        with self._store.connection() as connection:
            return [_account(row) for row in list(self._queries.all_keys(connection))]

    def add(
        self,
        unit: str,
        rights: Rights,
        columns: tuple[str, ...],
        a_minute: int,
        tree: ColumnTree,
        now: datetime,
    ) -> tuple[Account, str]:
        """Make a key; return it and the secret text, which is kept nowhere.

        Raises:
            KeyUnusable: no unit, an unknown column, or rights that no key has.
        """
        if not unit.strip() or rights is Rights.ADMIN or a_minute < 1:
            raise KeyUnusable("钥匙要写明单位，权限是 publish 或 read，每分钟次数至少是 1。")
        for column in columns:
            if tree.get(column) is None:
                similar = tree.similar(column)
                raise KeyUnusable(f"本门户没有栏目“{column}”{f'，是不是“{similar}”' if similar else ''}。")
        account = Account(secrets.token_hex(4), unit.strip(), rights, columns, a_minute, now)
        secret = secrets.token_urlsafe(32)
        with self._store.connection() as connection:
            self._queries.add_key(
                connection,
                id=account.id,
                unit=account.unit,
                rights=str(rights),
                columns=json.dumps(columns, ensure_ascii=False),
                digest=_digest(secret),
                a_minute=a_minute,
                made_at=now.isoformat(),
            )
        return account, _shown(account.id, secret)

    def rotate(self, key_id: str, now: datetime) -> str:
        """Give a key another secret and return it; the old one holds no longer.

        Raises:
            UnknownKey: there is none that holds.
        """
        secret = secrets.token_urlsafe(32)
        with self._store.connection() as connection:
            done = self._queries.rotate_key(
                connection, id=key_id, digest=_digest(secret), made_at=now.isoformat()
            )
        _require(key_id, done)
        return _shown(key_id, secret)

    def revoke(self, key_id: str, now: datetime) -> None:
        """Let a key hold no longer, for good.

        Raises:
            UnknownKey: there is none that holds.
        """
        with self._store.connection() as connection:
            done = self._queries.revoke_key(connection, id=key_id, at=now.isoformat())
        _require(key_id, done)


def _require(key_id: str, done: int) -> None:
    if done != 1:
        raise UnknownKey(f"没有编号为“{key_id}”、还有效的钥匙。")


def _digest(secret: str) -> str:
    """SHA-256: the secret has 256 random bits, so that guessing is no danger and slowness no help."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _shown(key_id: str, secret: str) -> str:
    return f"{_BEGINNING}_{key_id}_{secret}"


def _account(row: Any) -> Account:
    return Account(
        id=row["id"],
        unit=row["unit"],
        rights=Rights(row["rights"]),
        columns=tuple(json.loads(row["columns"])),
        a_minute=row["a_minute"],
        made_at=_moment(row["made_at"]),
        used_at=_moment(row["used_at"]),
        revoked_at=_moment(row["revoked_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
