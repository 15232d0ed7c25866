"""The members of a zip: read with bounds, named in any encoding, sizes not believed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from copy import copy
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from desktop_app.adapters.readers.nesting import remaining, spend
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, ENCRYPTED, LIMIT, UNSUPPORTED, Concealment

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_MOST_MEMBERS = 20_000
_MEMBER, _END = SIGNATURES
_HEAD = struct.Struct("<4x2xHH8xI4xHH")
"""A member's own head: flags, method, packed size, lengths of name and extra field (APPNOTE 4.3.7)."""
_END_BYTES = 22
_SIZE_FOLLOWS = 0x8
_MOST_LOOSE = 200
_LONGEST_PADDING = 64
"""Sizes behind a member, and what aligns the next."""
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


class Surplus(NamedTuple):
    """Bytes of a zip that its directory does not speak of; the first ones stand before everything."""

    content: bytes
    is_first: bool


def surplus(archive: ZipFile) -> Iterator[Surplus]:
    """Yield what stands before, between and behind the members that the directory lists, padding left out."""
    content = _whole(archive)
    at, start = 0, archive.start_dir
    for begin, end in sorted(_extent(content, info) for info in archive.infolist()):
        if begin - at > (_LONGEST_PADDING if at else 0) and content[at:begin].strip(b"\0"):
            yield Surplus(content[at:begin], is_first=at == 0)
        at = max(at, end)
    close = content.rfind(_END, start)
    ends = ((at, start), (close + _END_BYTES + len(archive.comment), len(content)))
    for begin, end in ends if close >= 0 else ():
        if end - begin > _LONGEST_PADDING and content[begin:end].strip(b"\0"):
            yield Surplus(content[begin:end], is_first=begin == 0)


def loose_members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the members that stand in bytes without a directory, by their own heads; damaged ones are passed over."""
    at = content.find(_MEMBER)
    for _ in range(_MOST_LOOSE):
        if not 0 <= at <= len(content) - _HEAD.size:
            return
        flags, method, size, name_length, extra_length = _HEAD.unpack_from(content, at)
        begin = at + _HEAD.size + name_length + extra_length
        name = content[at + _HEAD.size : at + _HEAD.size + name_length].decode("utf-8", "replace")
        at = content.find(_MEMBER, begin)
        end = at if at >= 0 else len(content)
        found = _loose(content[begin : end if flags & _SIZE_FOLLOWS or not size else begin + size], method)
        if found:
            yield name or "?", found


def _loose(packed: bytes, method: int) -> bytes:
    if method != ZIP_DEFLATED:
        return packed if method == ZIP_STORED else b""
    try:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, max(remaining(), 0) + 1)
    except zlib.error:
        return b""
    spend(len(found))
    return found


def _whole(archive: ZipFile) -> bytes:
    archive.fp.seek(0)  # type: ignore[union-attr]
    return bytes(archive.fp.read())  # type: ignore[union-attr]


def _extent(content: bytes, info: ZipInfo) -> tuple[int, int]:
    """Where a member begins and ends; a member whose head is damaged ends where it begins."""
    begin = info.header_offset
    if not 0 <= begin <= len(content) - _HEAD.size:
        return 0, 0
    *_, name_length, extra_length = _HEAD.unpack_from(content, begin)
    return begin, begin + _HEAD.size + name_length + extra_length + info.compress_size


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
