"""What every writer returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """A finished file.

    Args:
        losses: Chinese sentences, each naming something that the format or this machine could not express.
    """

    content: bytes
    losses: tuple[str, ...] = ()
