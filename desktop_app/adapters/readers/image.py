"""Pictures: what they show, by recognition of their text, and what they say of themselves."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from desktop_app.adapters.readers import recognition
from desktop_app.adapters.readers.appended import appended_units, bare_numbers, spelt_numbers
from desktop_app.adapters.readers.exif import metadata_units
from desktop_app.adapters.readers.layout import Flow
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import DAMAGED, LIMIT, SCAN
from desktop_app.core.checks.disguise import undone
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 200_000_000
_MOST_FRAMES = 500
_SMALLEST_SIDE = 48
"""Icons and lines hold no text."""
_SMALLEST_PAPER = 350
"""A seal or a drawing is smaller than a page that somebody can read."""
_LARGEST_SIDE_PX = 5000
_SAMPLE = (256, 256)
_NEAR_PAPER = 24
_PAPER_SHARE = 0.72
_COLOURFUL = 65
_BROKEN = (
    OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, AttributeError, OverflowError,
    ZeroDivisionError, NotImplementedError, RuntimeError, struct.error,
)  # fmt: skip
"""What Pillow raises for damaged pictures, by experience with mutated ones."""
_MOVING = ("GIF", "WEBP", "PNG")


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield what the picture says of itself, then the lines it shows, frame by frame.

    A picture that looks like paper and that nobody has read becomes `unreadable.scan`; a photo does not.
    Raises `Unreadable` (damaged, limit).
    """
    picture = _opened(content)
    said: set[str] = set()
    for unit in metadata_units(picture):
        said.add(unit.text)
        yield unit
    yield from (unit for unit in bare_numbers(content) if not any(unit.text in text for text in said))
    told = {plain for text in said for plain in undone(text)}
    yield from (unit for unit in spelt_numbers(content) if unit.text not in told)
    yield from appended_units(content, progress)
    frames = _frames(picture)
    flow = Flow()
    for index in range(1 if picture.format in _MOVING else min(frames, _MOST_FRAMES)):
        number = index + 1 if frames > 1 else None
        progress(f"识别“{name}”", index / frames)
        yield from _frame(flow, _at(picture, index), number)
    yield from flow.finish()


def _opened(content: bytes) -> Image:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # judged here, by a limit and an answer of our own
    try:
        picture = Image.open(BytesIO(content))
        if picture.width * picture.height > _MOST_PIXELS:
            raise Unreadable(LIMIT, "图片超过两亿像素")
        picture.load()
    except UnidentifiedImageError as error:
        raise Unreadable(DAMAGED, "图片已损坏，打不开") from error
    except _BROKEN as error:
        raise Unreadable(DAMAGED, "图片不完整或已损坏") from error
    return picture


def _frames(picture: Image) -> int:
    try:
        return int(getattr(picture, "n_frames", 1))
    except _BROKEN as error:
        raise Unreadable(DAMAGED, "图片不完整或已损坏") from error


def _at(picture: Image, index: int) -> Image:
    try:
        picture.seek(index)
        if picture.width * picture.height > _MOST_PIXELS:
            raise Unreadable(LIMIT, "图片超过两亿像素")
        return picture.convert("RGB")
    except _BROKEN as error:
        raise Unreadable(DAMAGED, f"图片的第 {index + 1} 页已损坏") from error


def _frame(flow: Flow, picture: Image, number: int | None) -> Iterator[Unit]:
    if min(picture.size) < _SMALLEST_SIDE:
        return
    lines = []
    if recognition.is_available():
        picture.thumbnail((_LARGEST_SIDE_PX, _LARGEST_SIDE_PX))
        lines = recognition.recognise(picture)
        yield from flow.page(number, lines)
    if not lines and _looks_like_paper(picture):
        reason = "没有识别出文字" if recognition.is_available() else recognition.why_not()
        label = f"图片里可能有文字，{reason}"
        yield Unit(label, Place(page=number), label=label, concealment=SCAN)


def _looks_like_paper(picture: Image) -> bool:
    """Tell whether most of a picture is as bright as its surroundings and hardly coloured: paper, a screen."""
    from PIL import ImageChops, ImageFilter, ImageStat

    small = picture.resize(_SAMPLE)
    if min(picture.size) < _SMALLEST_PAPER or ImageStat.Stat(small.convert("HSV")).mean[1] > _COLOURFUL:
        return False
    grey = small.convert("L")
    paper = grey.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(4))
    near = ImageChops.difference(paper, grey).histogram()[:_NEAR_PAPER]
    return sum(near) > _PAPER_SHARE * _SAMPLE[0] * _SAMPLE[1]
