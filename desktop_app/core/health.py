"""What is well and what is not with an installation, in words for the office and for the technician."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How one part of an installation stands."""

    GOOD = "good"
    LIMITED = "limited"
    """Something the program can do elsewhere is not possible here."""
    BROKEN = "broken"


HEALTH_WORDS = {Health.GOOD: "正常", Health.LIMITED: "可改进", Health.BROKEN: "要处理"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an installation, examined.

    Args:
        name: short ASCII name for scripts.
        title: what it is called in Chinese.
        health: how it stands.
        words: what was found, one sentence without personal data.
        hint: what to do; empty where nothing is to be done.
    """

    name: str
    title: str
    health: Health
    words: str
    hint: str = ""
