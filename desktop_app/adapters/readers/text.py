"""Plain text: a unit for each line."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.encoding import decode
from desktop_app.core.progress import Progress

_STEP = 5000


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Yield each line that holds anything as a paragraph, counted from 1 with the empty ones."""
    lines = decode(content).splitlines()
    for number, line in enumerate(lines, 1):
        if number % _STEP == 0:
            progress(f"读取“{name}”", number / len(lines))
        if line.strip():
            yield Unit(line, Place(paragraph=number))
