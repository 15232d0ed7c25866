"""Where boards stand; the settings hold the office's own list."""

from __future__ import annotations

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A bulletin board of the office's own list.

    Args:
        village: the village or community; empty for a board of the office itself.
        name: where it stands, as people call it.
        latitude, longitude: degrees (WGS 84); None where the office has not measured them.
    """

    village: str
    name: str
    latitude: float | None = None
    longitude: float | None = None

    def __str__(self) -> str:
        """Return village and board in one."""
        return f"{self.village}{self.name}"

    @property
    def is_of_village(self) -> bool:
        """Say whether the law on village boards holds for it."""
        return bool(self.village)
