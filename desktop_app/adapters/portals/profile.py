"""A portal's settings: a YAML text that IT staff write, read strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from desktop_app import paths
from desktop_app.adapters.portals.addresses import is_this_machine
from desktop_app.adapters.portals.hand_piece import HandPiece
from desktop_app.adapters.portals.recipe.spec import (
    SIGNED_OUT,
    BearerSignIn,
    Certificate,
    ExchangeForm,
    Limits,
    NoSignIn,
    ReadBack,
    SignIn,
    Steps,
    System,
    Words,
)
from desktop_app.core.errors import UserError
from desktop_app.core.forms.source import Fault, Source
from desktop_app.core.shapes import shaped

SYSTEMS = paths.RESOURCES / "portals" / "systems"
"""Steps for makes of portals, which profiles build upon."""


class ProfileError(UserError):
    """A portal's settings cannot be used.

    Args:
        faults: one or more, in the file's order.
    """

    code = "P201"
    hint = "请对照 docs/portals.md 修改，再用 gongkai lint 检查。"

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        words = "；".join(f"第 {fault.line} 行：{fault.message.rstrip('。')}" for fault in faults[:3])
        super().__init__(f"门户设置 {source} {words}。")
        self.faults = tuple(faults)


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every kind of portal has.

    Args:
        name: short ASCII name, as on the command line: `--portal local`.
        title: what the clerk reads; the name where empty.
        exchange: how a package that is carried there describes its item; the program's own form where None.
    """

    name: str
    title: str = ""
    exchange: ExchangeForm | None = None


class WebProfile(Profile, frozen=True, kw_only=True):
    """What portals reached by HTTP have.

    Args:
        base_url: of its home page, or of the folder.
        plain_http: whether `http://` to another machine is allowed, as on a county's closed network.
        timeout_s: how long to wait for a whole answer.
        proxy: address of an HTTP proxy; empty for the system's own, `none` for none.
        proxy_user: by whom the proxy is used; empty where it asks nobody.
        proxy_secret: name of that user's password among the secrets.
        ca_file: PEM file of the only authority that is trusted; empty for what the system trusts.
        certificate: the client's own.
    """

    base_url: str
    plain_http: bool = False
    timeout_s: float = 60.0
    proxy: str = ""
    proxy_user: str = ""
    proxy_secret: str = ""
    ca_file: str = ""
    certificate: Certificate | None = None


class ReferenceProfile(WebProfile, frozen=True, kw_only=True, tag="reference"):
    """A portal that `gongkai portal serve` runs.

    Args:
        token_ref: name under which the token lies among the secrets; the token never stands here.
    """

    token_ref: str = ""


class HttpProfile(WebProfile, frozen=True, kw_only=True, tag="http"):
    """A portal described by its steps.

    Args:
        system: make of portal whose fields, limits and steps hold where the profile has none of its own.
        columns: path of a column, or the beginning of one, to what the portal calls it; `*` for all others.
        fields: names to templates, known to every step.
    """

    steps: Steps
    system: str = ""
    sign_in: SignIn = NoSignIn()
    columns: dict[str, Words] = {}
    fields: dict[str, Words] = {}
    limits: Limits = Limits()
    signed_out: str = SIGNED_OUT

    @property
    def make(self) -> System:
        """The make that results from the system and the profile's own parts."""
        return System(
            title=self.title,
            fields=self.fields,
            limits=self.limits,
            steps=self.steps,
            exchange=self.exchange,
            signed_out=self.signed_out,
        )


class WebDavProfile(WebProfile, frozen=True, kw_only=True, tag="webdav"):
    """A WebDAV folder into which items are laid down.

    Args:
        user: empty where nothing is asked.
        secret: name of the password among the secrets.
    """

    user: str = ""
    secret: str = ""


class SftpProfile(Profile, frozen=True, kw_only=True, tag="sftp"):
    """A folder on a server that OpenSSH reaches; the server must be known beforehand.

    With a key one signs in by it, and the secret is its passphrase; with a secret alone by password, which the server
    may also ask as a question; with neither by the keys that the system's agent holds.

    Args:
        folder: on the server; empty for the one where the server puts us.
        key: file with the private key; empty where there is none.
        secret: name of the passphrase or the password among the secrets; empty where nothing is asked.
        known_hosts: file that names the server and its public key.
    """

    host: str
    user: str
    known_hosts: str
    key: str = ""
    secret: str = ""
    port: int = 22
    folder: str = ""
    timeout_s: float = 60.0


class AssistedProfile(WebProfile, frozen=True, kw_only=True, tag="assisted"):
    """A portal that a person fills in by hand, with our help.

    Args:
        entry_url: of the back end's form; empty where it is reached otherwise.
        page_prefix: what the address of a public page begins with.
        advice: sentences for the person.
        pieces: the fields of the form, in their order there.
        read_back: how the public page is read.
    """

    pieces: tuple[HandPiece, ...]
    entry_url: str = ""
    page_prefix: str = ""
    advice: str = ""
    columns: dict[str, Words] = {}
    read_back: ReadBack = ReadBack(title="//title", article="//body")


class FolderProfile(Profile, frozen=True, kw_only=True, tag="folder"):
    """A folder from which the items are carried by hand.

    Args:
        folder: absolute path; `~` is the user's own folder.
    """

    folder: str


PortalProfile = ReferenceProfile | HttpProfile | AssistedProfile | WebDavProfile | SftpProfile | FolderProfile
KINDS: dict[str, type[Profile]] = {
    "reference": ReferenceProfile,
    "http": HttpProfile,
    "assisted": AssistedProfile,
    "webdav": WebDavProfile,
    "sftp": SftpProfile,
    "folder": FolderProfile,
}
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_PROXY = re.compile(r"https?://[^/@\s]+/?")
_SECRET_WORDS = frozenset({"password", "token", "passphrase", "client_secret"})


def read_profile(text: str, source: str, systems: Sequence[Path] = ()) -> PortalProfile:
    """Return the profile that a YAML text describes.

    Args:
        text: the content of a profile file.
        source: the file's name, for messages.
        systems: folders with an office's own makes of portals; the program's own come last.

    Raises:
        ProfileError: says what is wrong, where, and what is expected.
    """
    parsed = Source(text, source)
    merged, faults = parsed.data, list(parsed.faults)
    if not faults:
        merged, faults = with_system(parsed, systems)
    faults = faults or shape_faults_of(parsed, merged)
    if faults:
        raise ProfileError(source, faults)
    profile: PortalProfile = shaped(merged, KINDS[merged["kind"]], strict=False)  # type: ignore[assignment]
    fault = _fault(profile)
    if fault is not None:
        raise ProfileError(source, [parsed.fault((fault[0],), fault[1])])
    return profile


def with_system(parsed: Source, systems: Sequence[Path]) -> tuple[Any, list[Fault]]:
    """Return a profile's data over those of its make, and what is wrong with naming that make."""
    data = parsed.data
    if not isinstance(data, dict) or data.get("kind") != "http" or not data.get("system"):
        return data, []
    name = str(data["system"])
    file = next((one for one in _system_files(name, systems) if one.is_file()), None)
    if file is None or not _NAME.fullmatch(name):
        known = sorted({one.stem for folder in (*systems, SYSTEMS) for one in folder.glob("*.yaml")})
        return data, [parsed.fault(("system",), f"没有名为“{name}”的系统，可用：{'、'.join(known)}。")]
    make = Source(file.read_text("utf-8"), file.name)
    if make.faults or not isinstance(make.data, dict):
        return data, [
            parsed.fault(("system",), f"系统“{name}”的文件有误，请先用 gongkai lint 检查 {file.name}。")
        ]
    layered = {key: value for key, value in make.data.items() if key != "title"} | data
    for key in ("fields", "limits", "steps"):
        ours, theirs = data.get(key), make.data.get(key)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            layered[key] = theirs | ours
    return layered, []


def _system_files(name: str, systems: Sequence[Path]) -> list[Path]:
    return [folder / f"{name}.yaml" for folder in (*systems, SYSTEMS)]


def shape_faults_of(parsed: Source, merged: Any) -> list[Fault]:
    """Return where a profile departs from the shape of its kind, each with its line."""
    if not isinstance(merged, dict):
        return [parsed.fault((), "类型不对：要写成“键: 值”的一组")]
    kind = merged.get("kind")
    if kind not in KINDS:
        words = f"kind 不能是“{kind}”" if kind is not None else "缺少 kind"
        return [parsed.fault(("kind",), f"{words}，可写 {'、'.join(KINDS)}。")]
    for word in _SECRET_WORDS & merged.keys():
        return [
            parsed.fault(
                (word,), f"口令不写在文件里：不认识 {word}，请存进“设置—门户—口令”，这里只写它的名称。"
            )
        ]
    return shape_faults_like(parsed, merged, KINDS[str(kind)])


def shape_faults_like(parsed: Source, data: Any, shape: type) -> list[Fault]:
    """Return where data depart from a shape, each with its line."""
    try:
        shaped(data, shape, strict=False)
    except msgspec.ValidationError as error:
        found = _schema_faults(parsed, data, shape)
        return found or [parsed.fault(_path(str(error)), f"不合格式：{error}。")]
    return []


def _schema_faults(parsed: Source, data: Any, shape: type) -> list[Fault]:
    from desktop_app.core.forms.schema import shape_faults

    whole, parsed.data = parsed.data, data
    try:
        return shape_faults(parsed, msgspec.json.schema(shape))
    finally:
        parsed.data = whole


def _path(fault: str) -> tuple[str | int, ...]:
    found = re.search(r"at `\$\.?(.*)`", fault)
    parts = re.findall(r"(\w+)|\[(\d+)\]", found[1]) if found else []
    return tuple(name or int(number) for name, number in parts)


def _fault(profile: PortalProfile) -> tuple[str, str] | None:
    """Return what a type cannot say about a profile: the key and Chinese words; None where all is well."""
    if not _NAME.fullmatch(profile.name):
        return "name", "name 只能用小写英文字母、数字、- 和 _，以字母开头，最多 40 个。"
    match profile:
        case FolderProfile():
            absolute = Path(profile.folder).expanduser().is_absolute()
            return None if absolute else ("folder", "folder 要写完整路径，如 D:\\公开 或 ~/公开。")
        case SftpProfile():
            return _sftp_fault(profile)
    return _address_fault(profile)


def _sftp_fault(profile: SftpProfile) -> tuple[str, str] | None:
    for name, value in (("host", profile.host), ("user", profile.user)):
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]*", value):
            return name, f"{name} 只能用字母、数字、点、- 和 _。"
    return None if 0 < profile.port < 65536 else ("port", "port 要在 1 到 65535 之间。")


def _address_fault(profile: WebProfile) -> tuple[str, str] | None:
    parts = urlsplit(profile.base_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return "base_url", "base_url 要写完整网址，以 https:// 开头。"
    if parts.username or parts.password:
        return "base_url", "base_url 里不能写用户名和口令。"
    if profile.proxy not in ("", "none") and not _PROXY.fullmatch(profile.proxy):
        return "proxy", (
            "proxy 要写 HTTP 代理的网址，如 http://10.0.0.1:3128，或者 none；"
            "用户名写在 proxy_user，口令登记后名称写在 proxy_secret。"
        )
    if parts.scheme == "http" and not (profile.plain_http or is_this_machine(profile.base_url)):
        return (
            "base_url",
            "base_url 用 http:// 会让口令在网上明文传送，请改用 https://；封闭内网可加一行 plain_http: true。",
        )
    return None if 0 < profile.timeout_s <= 3600 else ("timeout_s", "timeout_s 要在 0 到 3600 秒之间。")


def secrets_of(profile: PortalProfile) -> tuple[str, ...]:
    """Return the names of the secrets that a profile needs."""
    names: list[str] = []
    match profile:
        case ReferenceProfile():
            names.append(profile.token_ref)
        case HttpProfile():
            names.append(getattr(profile.sign_in, "secret", ""))
        case WebDavProfile() | SftpProfile():
            names.append(profile.secret)
    if isinstance(profile, WebProfile):
        names += [profile.proxy_secret, profile.certificate.secret if profile.certificate else ""]
    return tuple(dict.fromkeys(name for name in names if name))


def sign_in_of(profile: ReferenceProfile | HttpProfile) -> SignIn:
    """Return how one signs in."""
    return profile.sign_in if isinstance(profile, HttpProfile) else BearerSignIn(secret=profile.token_ref)


def place_of(profile: PortalProfile) -> str:
    """Return in one line where the portal lies."""
    match profile:
        case FolderProfile():
            return profile.folder
        case SftpProfile():
            return f"sftp://{profile.user}@{profile.host}:{profile.port}/{profile.folder.lstrip('/')}"
    return profile.base_url
