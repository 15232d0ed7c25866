"""How long work reports and is stopped, without threads or Qt."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Call with what is being done (Chinese) and the share done, 0.0 to 1.0; raises `Cancelled` to stop the work."""


def silent(what: str, share: float) -> None:
    """Report to nobody and never stop the work."""
