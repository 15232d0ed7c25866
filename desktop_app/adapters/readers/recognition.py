"""Text in pictures, by RapidOCR where its package is installed (extra `ocr`); offline, its models come with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from desktop_app.adapters.readers.layout import Line, Word, lines_from

if TYPE_CHECKING:
    from PIL.Image import Image

_PACKAGE = "rapidocr_onnxruntime"
_SURE = 0.5
_THREADS = 2
_NUMBER_YEAR = re.compile(r"[〔（(\[【{]\s?((?:19|20)[0-9]{2})\s?[〕）)\]】}]\s?([0-9]{1,5}号)")
_is_off: ContextVar[bool] = ContextVar("recognition_is_off", default=False)


@contextmanager
def switched_off(so: bool = True) -> Iterator[None]:
    """Read no pictures within the block: `gongkai check --no-ocr`."""
    token = _is_off.set(so)
    try:
        yield
    finally:
        _is_off.reset(token)


def is_off() -> bool:
    """Whether pictures shall not be read."""
    return _is_off.get()


def is_available() -> bool:
    """Whether pictures can and shall be read."""
    return not _is_off.get() and _is_installed()


@cache
def _is_installed() -> bool:
    """To look for a package on the disk takes half a millisecond, and a long PDF asks for each page."""
    return find_spec(_PACKAGE) is not None


def why_not() -> str:
    """Say, as a clause, why a picture was not read."""
    return "文字识别已关闭" if _is_off.get() else "没有安装文字识别组件"


def recognise(picture: Image) -> list[Line]:
    """Return the lines that a picture shows, from top to bottom; takes seconds, needs `is_available`."""
    import numpy

    found, _ = _engine()(numpy.asarray(picture.convert("RGB"))[:, :, ::-1])
    words = [_word(corners, text) for corners, text, sure in found or () if float(sure) >= _SURE]
    return lines_from(words)


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR(intra_op_num_threads=_THREADS, print_verbose=False)


def _word(corners: Sequence[Sequence[float]], text: str) -> Word:
    xs, ys = zip(*corners, strict=True)
    return Word(settled(text), min(xs), min(ys), max(xs), max(ys))


def settled(text: str) -> str:
    """Return the text with the brackets of document numbers as they should be: recognition mistakes one for another."""
    return _NUMBER_YEAR.sub(r"〔\1〕\2", text)
