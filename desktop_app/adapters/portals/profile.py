"""A portal's settings: a YAML text that IT staff write, read strictly."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from desktop_app.adapters.portals.addresses import is_this_machine
from desktop_app.core.errors import UserError

if TYPE_CHECKING:
    import httpx

    from desktop_app.core.outbox.submission import Portal


class ProfileError(UserError):
    """A portal's settings cannot be used."""

    code = "P201"
    hint = "请对照 resources/portals/local.yaml 修改。"


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every kind of portal has.

    Args:
        name: short ASCII name, as on the command line: `--portal local`.
        title: what the clerk reads; the name where empty.
    """

    name: str
    title: str = ""


class ReferenceProfile(Profile, frozen=True, tag="reference"):
    """A portal that `gongkai portal serve` runs.

    Args:
        base_url: of its home page.
        token_ref: name under which the token lies in the system's keyring; the token never stands here.
        plain_http: whether `http://` to another machine is allowed, as on a county's closed network.
        timeout_s: how long to wait for a whole answer.
    """

    base_url: str
    token_ref: str = ""
    plain_http: bool = False
    timeout_s: float = 60.0


class FolderProfile(Profile, frozen=True, tag="folder"):
    """A folder from which the items are carried by hand.

    Args:
        folder: absolute path; `~` is the user's own folder.
    """

    folder: str


PortalProfile = ReferenceProfile | FolderProfile
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def read_profile(text: str, source: str) -> PortalProfile:
    """Return the profile that a YAML text describes.

    Args:
        text: the content of a profile file.
        source: the file's name, for messages.

    Raises:
        ProfileError: says what is wrong, where, and what is expected.
    """
    try:
        profile: PortalProfile = msgspec.yaml.decode(text, type=ReferenceProfile | FolderProfile)
    except msgspec.MsgspecError as error:
        raise ProfileError(f"门户设置 {source}：{_in_chinese(str(error))}。") from error
    fault = _fault(profile)
    if fault:
        raise ProfileError(f"门户设置 {source}：{fault}。")
    return profile


def open_portal(
    profile: PortalProfile, secret: str = "", *, transport: httpx.BaseTransport | None = None
) -> Portal:
    """Return the portal that a profile describes, ready for use; nothing is sent yet.

    Args:
        profile: as read.
        secret: what the keyring holds under the profile's `token_ref`; empty where the kind needs none.
        transport: instead of the network.
    """
    if isinstance(profile, FolderProfile):
        from desktop_app.adapters.portals.folder import FolderPortal

        return FolderPortal(profile.name, Path(profile.folder).expanduser())
    from desktop_app.adapters.portals.reference import ReferencePortal

    return ReferencePortal(profile.name, profile.base_url, secret, transport, profile.timeout_s)


def _fault(profile: PortalProfile) -> str:
    """Return what a type cannot say about a profile, in Chinese; empty where all is well."""
    if not _NAME.fullmatch(profile.name):
        return "name 只能用小写英文字母、数字、- 和 _，以字母开头，最多 40 个"
    if isinstance(profile, FolderProfile):
        absolute = Path(profile.folder).expanduser().is_absolute()
        return "" if absolute else "folder 要写完整路径，如 D:\\公开 或 ~/公开"
    return _address_fault(profile)


def _address_fault(profile: ReferenceProfile) -> str:
    parts = urlsplit(profile.base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "base_url 要写完整网址，以 https:// 开头"
    if parts.scheme == "http" and not (profile.plain_http or is_this_machine(profile.base_url)):
        return (
            "base_url 用 http:// 会让口令在网上明文传送，请改用 https://；封闭内网可加一行 plain_http: true"
        )
    return "" if 0 < profile.timeout_s <= 3600 else "timeout_s 要在 0 到 3600 秒之间"


def _in_chinese(fault: str) -> str:
    """Turn msgspec's sentence into one for IT staff; unknown ones are kept as they are."""
    fault, _, place = fault.partition(" - at `")
    for pattern, words in _SENTENCES:
        found = re.search(pattern, fault)
        if found:
            where = place.strip("`$.")
            return words.format(*found.groups(), where=where)
    return f"不合格式：{fault}"


_SENTENCES = (
    (r"missing required field `(\w+)`", "缺少 {0}"),
    (r"contains unknown field `(\w+)`", "不认识 {0}，请核对拼写"),
    (r"Invalid value '(.*)'", "{where} 不能是“{0}”，可写 reference 或 folder"),
    (r"Expected `(\w+).*`, got `(\w+)`", "{where} 的类型不对，应当是 {0}，写的是 {1}"),
    (r"line (\d+), column (\d+)", "第 {0} 行第 {1} 列不是正确的 YAML"),
)
