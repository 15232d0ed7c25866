"""What the annotations of a PDF say of themselves (ISO 32000-1 12.5)."""

from __future__ import annotations

from typing import Any


def flags_of(entry: Any) -> int:
    """Return an annotation's flags; none where what stands there is no number.

    Args:
        entry: the annotation's dictionary.

    Source: ISO 32000-1 12.5.3.
    """
    try:
        return int(entry.get("/F", 0))
    except (TypeError, ValueError):
        return 0
