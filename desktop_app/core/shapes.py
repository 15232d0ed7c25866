"""Data of files and other processes turned into this program's types, safely from any thread.

msgspec learns a type when it first meets it, and while it learns it runs Python: a second thread that meets the same
type then reads what is half learnt and the program dies (msgspec 0.22.0). So types are learnt here, one thread at a
time, and nothing else in the program asks msgspec to build one.
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

import msgspec

_Shape = TypeVar("_Shape")
_learning = Lock()
_learnt: set[Any] = set()


def shaped(data: object, shape: type[_Shape], *, strict: bool = True) -> _Shape:
    """Return plain data (mappings, lists, numbers, text) as `shape`.

    Args:
        strict: whether text that reads as a number is no number.

    Raises:
        msgspec.ValidationError: The data has another shape; the message says where.
    """
    _learn(shape)
    return msgspec.convert(data, shape, strict=strict)


def read_json(content: bytes | str, shape: type[_Shape]) -> _Shape:
    """Return JSON text as `shape`.

    Raises:
        msgspec.DecodeError: It is no JSON, or (`ValidationError`) has another shape.
    """
    _learn(shape)
    return msgspec.json.decode(content, type=shape)


def read_yaml(content: bytes | str, shape: type[_Shape]) -> _Shape:
    """Return YAML text as `shape`.

    Raises:
        msgspec.DecodeError: It is no YAML, or (`ValidationError`) has another shape.
    """
    _learn(shape)
    return msgspec.yaml.decode(content, type=shape)


def read_msgpack(content: bytes, shape: type[_Shape]) -> _Shape:
    """Return MessagePack, as the program's own processes send it, as `shape`.

    Raises:
        msgspec.DecodeError: It is no MessagePack, or (`ValidationError`) has another shape.
    """
    _learn(shape)
    return msgspec.msgpack.decode(content, type=shape)


def _learn(shape: Any) -> None:
    """Have msgspec build what it needs to know of a type, once."""
    if shape in _learnt:
        return
    with _learning:
        msgspec.msgpack.Decoder(shape)
        _learnt.add(shape)
