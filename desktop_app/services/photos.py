"""Photos of sheets: what the camera wrote is read, and what is kept is the picture alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from desktop_app.adapters.cleaners import image
from desktop_app.adapters.cleaners.values import Values
from desktop_app.adapters.readers import exif, guarded, kind_of
from desktop_app.adapters.readers.process import Died, GuardedProcess
from desktop_app.core.board.evidence import Taken
from desktop_app.core.errors import UserError
from desktop_app.core.progress import Progress, silent
from desktop_app.core.shapes import read_msgpack

MAX_PHOTO_BYTES = 40 * 1024 * 1024
_PICTURE = "image"


class NoPhoto(UserError):
    """A file that is no photo which the program can keep."""

    code = "B203"
    hint = "请选 JPG 或 PNG 照片；照片太大的先缩小。"


@dataclass(frozen=True, slots=True)
class CleanPhoto:
    """A picture without anything beside it, and what was beside it."""

    content: bytes
    taken: Taken


class _Answer(msgspec.Struct):
    content: bytes
    at: datetime | None
    latitude: float | None
    longitude: float | None


def clean_photo(name: str, content: bytes, progress: Progress = silent) -> CleanPhoto:
    """Read when and where a photo was taken, and return it without place, device and thumbnail.

    Read in a process of its own, as all foreign files; `progress` may raise `Cancelled`.

    Raises:
        NoPhoto: it is none, is too large, or cannot be read.
    """
    kind = kind_of(name, content)
    if kind is None or kind.name != _PICTURE:
        raise NoPhoto(f"“{name}”不是照片。")
    if len(content) > MAX_PHOTO_BYTES:
        raise NoPhoto(f"“{name}”超过 {MAX_PHOTO_BYTES // 1024 // 1024} MB。")
    process = GuardedProcess(clean_within)
    try:
        answer = read_msgpack(process.ask(content, progress), _Answer)
    except Died as death:
        raise NoPhoto(f"“{name}”：{guarded.REASONS[death.how.rule]}。") from death
    finally:
        process.kill()
    return CleanPhoto(answer.content, Taken(answer.at, answer.latitude, answer.longitude))


def clean_within(content: bytes, progress: Progress) -> bytes:
    """Read and clean, within the process."""
    taken = exif.taken(content)
    cleaned = image.clean(content, Values())
    return msgspec.msgpack.encode(_Answer(cleaned.content, taken.at, taken.latitude, taken.longitude))
