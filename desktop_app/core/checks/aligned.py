"""Lists typed line by line: a heading names what stands in the same place of the lines below it."""

from __future__ import annotations

import re

import msgspec

_GAPS = tuple(
    re.compile(gap) for gap in (r"\t+|\s{2,}", r"\s*[;；]\s*", r"\s*\|\s*", r"\s*[,，]\s*", r"\s*/\s*", " ")
)
"""What sets columns apart, the surest first."""
_BLANKS = re.compile(r"\s+")
_HEADING = re.compile(
    r"(?=.{0,48}?(?:姓名|名字|户名|户主|[人员者]|业主|车主|住户|对象))[^0-9。：:？！“”…]{4,80}", re.DOTALL
)
_LONGEST_HEADING, _NO_HEADING_ENDS = 80, "。；;：:，,、？！”…0123456789"
"""Most texts are longer than any heading or end as none does."""
_ANY_GAP = re.compile(r"[\s;；|,，/]")
_NAME = re.compile(r"[^\s]{1,12}")


class Heading(msgspec.Struct, frozen=True, gc=False):
    """The names of columns, and what sets them apart."""

    names: tuple[str, ...]
    gap: re.Pattern[str]

    def cells(self, line: str) -> tuple[str, ...]:
        """Return what stands below the names in a line; empty where the line is none of the list."""
        cells = self._gap_of(line).split(line.strip())
        return tuple(cells) if len(cells) == len(self.names) else ()

    def _gap_of(self, line: str) -> re.Pattern[str]:
        """Blanks that align columns are fewer where a value is longer."""
        is_narrow = self.gap is _GAPS[0] and len(self.gap.split(line.strip())) != len(self.names)
        return _BLANKS if is_narrow else self.gap

    def column(self, line: str, at: int) -> str:
        """Return the name of the column in which an index of the line lies."""
        indent = len(line) - len(line.lstrip())
        number = len(self._gap_of(line).findall(line, indent, at))
        return self.names[number] if number < len(self.names) else ""


def heading_of(lines: list[str], above: Heading | None) -> Heading | None:
    """Return the heading that holds below the last of several lines.

    Args:
        lines: in reading order.
        above: the heading that holds above the first.
    """
    first = len(lines)
    while first and _ANY_GAP.search(lines[first - 1]):
        first -= 1
    heading = None if first else above  # a line without columns ends a list
    for line in lines[first:]:
        heading = heading_below(line, heading)
    return heading


def heading_below(text: str, above: Heading | None) -> Heading | None:
    """Return the heading that holds below a line: the line itself, the one above it while the list goes on, or none."""
    if above is not None and above.cells(text):
        return above
    if len(text) > _LONGEST_HEADING or text[-1:] in _NO_HEADING_ENDS or not _HEADING.fullmatch(text):
        return None
    for gap in _GAPS:
        names = tuple(gap.split(text.strip()))
        if len(names) > 1:
            return Heading(names, gap) if all(map(_NAME.fullmatch, names)) else None
    return None
