"""What a check finds, as data; the shape is fixed by the command line contract."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec


class Severity(StrEnum):
    """How much a finding holds back: `block` stops a release, `warn` asks for a decision, `note` informs."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Order for sorting: 0 is the most severe."""
        return tuple(Severity).index(self)


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a finding stands; whichever parts fit.

    Counts are from 1; `field` is a dotted path in a disclosure.
    """

    field: str | None = None
    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    sheet: str | None = None
    cell: str | None = None
    part: str | None = None
    inside: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the parts that are set, in the contract's order."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}


class Finding(msgspec.Struct, frozen=True):
    """One thing found at one place.

    `message` is a Chinese sentence without the found value; `evidence` is the value, always masked;
    `span` is the half-open range of the value in its unit's text, for the window alone.
    """

    rule: str
    severity: Severity
    message: str
    place: Place = Place()
    evidence: str = ""
    hidden: bool = False
    fix: str = "none"
    source: str = ""
    span: tuple[int, int] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the shape of `gongkai check --json`."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "evidence": self.evidence,
            "place": self.place.as_json(),
            "hidden": self.hidden,
            "fix": self.fix,
        }
