"""Administrative division codes (行政区划代码), the abolished ones included."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from desktop_app.core.identifiers.region_codes import PACKED


def is_region(code: str) -> bool:
    """Tell whether six digits are, or once were, the code of a division.

    Source: GB/T 2260.
    """
    return code in _codes()


def is_prefecture(code: str) -> bool:
    """Tell whether four digits begin any division's code: a county may be newer than our table."""
    return code in _prefectures()


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for group in PACKED.split() for code in _unpack(group))


@cache
def _prefectures() -> frozenset[str]:
    return frozenset(code[:4] for code in _codes())


def _unpack(group: str) -> Iterator[str]:
    prefecture, _, counties = group.partition(":")
    for piece in counties.split(","):
        first, _, last = piece.partition("-")
        yield from (f"{prefecture}{county:02}" for county in range(int(first), int(last or first) + 1))
