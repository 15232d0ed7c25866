"""Whether text can be seen on its ground."""

from __future__ import annotations

import re

WHITE = "FFFFFF"
BLACK = "000000"
_LEAST_CONTRAST = 1.2
"""WCAG's ratio, 1 to 21. Light grey watermarks on white (C0C0C0: 1.8, D9D9D9: 1.4) can be seen."""
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})")
_SHORT = re.compile(r"#([0-9A-Fa-f]{3})")
NAMED = {
    "white": WHITE, "black": BLACK, "red": "FF0000", "yellow": "FFFF00", "green": "008000", "blue": "0000FF",
    "cyan": "00FFFF", "magenta": "FF00FF", "gray": "808080", "grey": "808080", "silver": "C0C0C0", "navy": "000080",
    "lightGray": "C0C0C0", "darkGray": "808080", "darkBlue": "000080", "darkRed": "800000", "darkGreen": "006400",
    "darkCyan": "008080", "darkMagenta": "800080", "darkYellow": "808000", "maroon": "800000", "window": WHITE,
    "windowText": BLACK, "snow": "FFFAFA", "ivory": "FFFFF0", "whitesmoke": "F5F5F5", "orange": "FFA500",
}  # fmt: skip
"""Of HTML, VML and Word's highlighter, those that documents use."""


def hex_colour(text: str | None) -> str | None:
    """Return six hexadecimal digits for a colour's notation or name; None for automatic and unknown ones."""
    text = (text or "").strip()
    if found := _HEX.match(text):
        return found[1].upper()
    if found := _SHORT.fullmatch(text):
        return "".join(digit * 2 for digit in found[1]).upper()
    return NAMED.get(text) or NAMED.get(text.lower())


def is_seen(text: str, ground: str) -> bool:
    """Tell whether text of a colour stands out from its ground; both are six hexadecimal digits."""
    lighter, darker = sorted((_luminance(text), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05) >= _LEAST_CONTRAST


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.03928 else float(((share + 0.055) / 1.055) ** 2.4)
