"""The members of a zip: read with bounds, named in any encoding, sizes not believed."""

from __future__ import annotations

import zlib
from copy import copy
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from desktop_app.adapters.readers.nesting import remaining, spend
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, ENCRYPTED, LIMIT, UNSUPPORTED, Concealment

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_MOST_MEMBERS = 20_000
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_BROKEN = (BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError, KeyError)
"""What zipfile raises for damaged archives, by experience with mutated ones."""


def open_archive(content: bytes) -> ZipFile:
    """Return the archive; raises `Unreadable` where it is truncated, damaged or holds too many members."""
    try:
        archive = ZipFile(BytesIO(content))
    except (*_BROKEN, NotImplementedError) as error:
        raise Unreadable(DAMAGED, "文件不完整或已损坏，打不开") from error
    if len(archive.infolist()) > _MOST_MEMBERS:
        raise Unreadable(LIMIT, f"压缩包里有超过 {_MOST_MEMBERS} 个文件")
    return archive


def names(content: bytes) -> list[str]:
    """Return what an archive says that it holds; nothing where it is damaged."""
    try:
        return [info.filename for info in open_archive(content).infolist()]
    except Unreadable:
        return []


def read_member(archive: ZipFile, info: ZipInfo) -> bytes:
    """Return a member's bytes.

    Raises `Unreadable`: `encrypted`, `damaged`, `unsupported` for a compression that nobody knows, `limit` for one
    that grows without bound or beyond the size it declares.
    """
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable(ENCRYPTED, "文件加了密码，打不开")
    spend(0 if info.file_size <= remaining() else info.file_size)
    unbound = copy(info)
    unbound.file_size = remaining() + 1  # zipfile stops at the declared size, which may be a lie
    try:
        with archive.open(unbound) as stream:
            content = stream.read(unbound.file_size)
    except NotImplementedError as error:
        raise Unreadable(UNSUPPORTED, "压缩方法不常见，解不开") from error
    except RuntimeError as error:
        raise Unreadable(ENCRYPTED, "文件加了密码，打不开") from error
    except _BROKEN as error:
        raise Unreadable(*_fault(error)) from error
    spend(len(content))
    if len(content) != info.file_size:
        raise Unreadable(LIMIT, "压缩包里写的大小与实际不符")
    return content


def _fault(error: Exception) -> tuple[Concealment, str]:
    if "overlap" in str(error).lower():
        return LIMIT, "压缩包里的文件互相重叠"
    return DAMAGED, "文件不完整或已损坏，解不开"


def member_name(info: ZipInfo) -> str:
    """Return a member's name as its maker wrote it: zip knows UTF-8 and otherwise only guesses."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
