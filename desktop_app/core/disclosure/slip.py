"""What ties a signed sheet of paper to exactly the content that it was printed from."""

from __future__ import annotations

import re

_PREFIX = "GK1"
_SHOWN = 16
_SPACES = re.compile(r"[\s\-–—]+")


def slip_text(item_id: str, seal: str) -> str:
    """Return what the sheet's QR code holds: the disclosure's id and the digest of its content."""
    return f"{_PREFIX}:{item_id}:{seal}"


def is_slip_text(text: str) -> bool:
    """Say whether a QR code's text is that of a sheet, of whatever disclosure."""
    return text.startswith(f"{_PREFIX}:")


def slip_code(seal: str) -> str:
    """Return the digest's first 16 digits in groups of four, as the sheet prints them beside the QR code."""
    shown = seal[:_SHOWN].upper()
    return " ".join(shown[start : start + 4] for start in range(0, _SHOWN, 4))


def is_slip_of(code: str, item_id: str, seal: str) -> bool:
    """Say whether a code, scanned or typed, names this content.

    Args:
        code: the QR code's text, or the printed digits in any grouping and case.
    """
    text = code.strip()
    if is_slip_text(text):
        return text == slip_text(item_id, seal)
    digits = _SPACES.sub("", text).lower()
    return len(digits) == _SHOWN and seal.startswith(digits)
