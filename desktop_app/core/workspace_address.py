"""Where a shared workspace lies: an address as it is typed, without what must not be shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from desktop_app.core.errors import UserError

_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")


class AddressRefused(UserError):
    """The address of a shared workspace cannot be read."""

    code = "W318"
    hint = "应写成 postgresql://用户名@服务器/数据库，例如 postgresql://clerk@10.0.0.8/gongkai。"


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a PostgreSQL database.

    Args:
        url: as libpq takes it, without a password.
        password: what stood in the address as it was typed; kept in memory alone.
    """

    url: str
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        """Return what may be shown, kept and logged."""
        return self.url

    @property
    def name(self) -> str:
        """Return host and database, for messages and as a folder's name."""
        parts = urlsplit(self.url)
        port = f"-{parts.port}" if parts.port and parts.port != 5432 else ""
        schema = re.search(r"search_path(?:=|%3D)(\w+)", parts.query)
        named = f"{parts.hostname or 'localhost'}{port}-{parts.path.strip('/') or 'postgres'}"
        return f"{named}-{schema[1]}" if schema else named

    @property
    def secret(self) -> str:
        """Return the name under which this machine keeps the password."""
        return f"workspace.{urlsplit(self.url).username or ''}@{self.name}"


def is_address(text: str) -> bool:
    """Say whether a workspace is named by an address, not by a file or folder."""
    return text.split("://", 1)[0].lower() in _SCHEMES and "://" in text


def address_of(text: str) -> Address:
    """Read an address as it is typed.

    Raises:
        AddressRefused: it names no machine or no database. The message does not repeat it: it may hold a password.
    """
    try:
        parts = urlsplit(text.strip())
        password, has_host = unquote(parts.password or ""), bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise AddressRefused("共享工作区的地址写得不对。") from None
    if parts.scheme.lower() not in _SCHEMES or not has_host or not parts.path.strip("/"):
        raise AddressRefused("共享工作区的地址写得不对。")
    if "password" in parts.query:
        raise AddressRefused("共享工作区的地址里不要写 password=…。", "密码会另外询问，存进系统的密码保管。")
    return Address(urlunsplit(_without_password(parts)), password)


def _without_password(parts: SplitResult) -> SplitResult:
    user, at, host = parts.netloc.rpartition("@")
    return parts._replace(scheme="postgresql", netloc=f"{user.split(':', 1)[0]}{at}{host}")
