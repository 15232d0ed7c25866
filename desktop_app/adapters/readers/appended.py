"""Files that hang on the end of another, which every program that shows that other one passes over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.adapters.readers.nesting import nested
from desktop_app.core.checks.concealment import EMBEDDED
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

_MEMBER, _END = b"PK\x03\x04", b"PK\x05\x06"
_TAIL = 66_000
"""A zip's end lies within so many bytes of the file's end."""
_NAME = "接在文件末尾的压缩包.zip"
_NUMBER = re.compile(rb"(?<![0-9A-Fa-f.])[0-9]{15,20}[Xx]?(?![0-9A-Fa-f])")


def appended_units(content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield an archive that hangs on a file, with all that is in it."""
    start = content.find(_MEMBER)
    if start > 0 and content.find(_END, max(start, len(content) - _TAIL)) > 0:
        yield Unit(_NAME, Place(part="embedded", inside=_NAME), concealment=EMBEDDED)
        yield from nested(_NAME, content[start:], progress)


def bare_numbers(content: bytes) -> Iterator[Unit]:
    """Yield long numbers that stand in plain digits among a picture's bytes; compressed ones hold none by chance."""
    for number in dict.fromkeys(_NUMBER.findall(content)):
        yield Unit(number.decode(), Place(part="metadata"), hidden=True)
