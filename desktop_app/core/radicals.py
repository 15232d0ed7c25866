"""Characters that PDF writers put in place of others that look the same: radicals of dictionaries for words' signs.

A font that draws 龙 and ⻰ with one glyph lets its PDF say either; Chromium's says the radical.
"""

from __future__ import annotations

from unicodedata import normalize

_SUPPLEMENT = (
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风"
    "⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻮齿⻰龙⻳龟"
)
"""Radical and sign in turn. Source: Unicode Character Database, EquivalentUnifiedIdeograph.txt."""
_KANGXI = range(0x2F00, 0x2FD6)
_SIGNS = dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)) | {
    chr(code): normalize("NFKC", chr(code)) for code in _KANGXI
}
RADICALS = str.maketrans(_SIGNS)
"""One character to one, for `str.translate`."""


def without_radicals(text: str) -> str:
    """Return a text in which every radical is the sign that it looks like; as long as before."""
    return text.translate(RADICALS)
