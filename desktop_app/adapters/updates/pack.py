"""A pack: a ZIP with `manifest.json`, its Ed25519 signature and the files; nothing is believed before the signature."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from desktop_app.core.updates.manifest import Content, Manifest, PackRefused, read_manifest

_MANIFEST, _SIGNATURE, _CONTENT = "manifest.json", "manifest.sig", "content/"
_SIGNED_AS = b"gongkai-desk rules 1\n"
"""Goes before what is signed, so that a signature made for something else never fits."""
_LARGEST_BYTES = 8 << 20
_LARGEST_MANIFEST = 1 << 20


def read_pack(pack: Path, keys: Mapping[str, bytes]) -> tuple[Manifest, dict[str, bytes]]:
    """Return what a pack says and brings, all of it proven.

    Args:
        keys: name to raw public key of those whose packs are taken.

    Raises:
        PackRefused: no known key signed it, or a file is not the one that was signed.
    """
    try:
        with zipfile.ZipFile(pack) as archive:
            text = _read(archive, _MANIFEST, _LARGEST_MANIFEST)
            _prove(text, _read(archive, _SIGNATURE, 64), keys)
            manifest = read_manifest(text)
            return manifest, {one.path: _file(archive, one) for one in manifest.files}
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise PackRefused(f"“{pack.name}”不是更新包，或者没有复制完整。") from error


def write_pack(out: Path, manifest: Manifest, files: Mapping[str, bytes], key: bytes) -> Path:
    """Write a signed pack.

    Args:
        files: path to bytes; the manifest's own list is made from them.
        key: raw private key.
    """
    contents = tuple(Content(path, hashlib.sha256(data).hexdigest()) for path, data in sorted(files.items()))
    text = msgspec.json.format(
        msgspec.json.encode(msgspec.structs.replace(manifest, files=contents)), indent=1
    )
    read_manifest(text)
    signature = Ed25519PrivateKey.from_private_bytes(key).sign(_SIGNED_AS + text)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, text)
        archive.writestr(_SIGNATURE, signature)
        for path, data in sorted(files.items()):
            archive.writestr(f"{_CONTENT}{path}", data)
    return out


def new_key() -> tuple[bytes, bytes]:
    """Return a raw private key and its public one."""
    private = Ed25519PrivateKey.generate()
    raw = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return raw, private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key_text(raw: bytes) -> str:
    """Return a key as a line of text, as key files hold it."""
    return base64.b64encode(raw).decode("ascii")


def key_from(text: str) -> bytes:
    """Return the raw key of a key file's text.

    Raises:
        PackRefused: it is none.
    """
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except ValueError as error:
        raise PackRefused("钥匙文件读不懂。") from error
    if len(raw) != 32:
        raise PackRefused("钥匙文件的长度不对。")
    return raw


def _prove(text: bytes, signature: bytes, keys: Mapping[str, bytes]) -> None:
    for raw in keys.values():
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(signature, _SIGNED_AS + text)
        except InvalidSignature:
            continue
        return
    raise PackRefused(
        "更新包的签名对不上，可能被改过，或者不是本县发的。"
        if keys
        else "本机没有登记发更新包的单位的公钥，不能核对签名。"
    )


def _file(archive: zipfile.ZipFile, one: Content) -> bytes:
    data = _read(archive, f"{_CONTENT}{one.path}", _LARGEST_BYTES)
    if hashlib.sha256(data).hexdigest() != one.sha256:
        raise PackRefused(f"更新包里的“{one.path}”和签名时不一样。")
    return data


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Read a member, never more than `most` bytes whatever the archive says of its size."""
    with archive.open(name) as member:
        data = member.read(most + 1)
    if len(data) > most:
        raise PackRefused(f"更新包里的“{name}”太大。")
    return data
