"""JPEG without what it says of itself, its pixels untouched."""

from __future__ import annotations

_START, _SCAN, _END = b"\xff\xd8", 0xDA, b"\xff\xd9"
"""Among the pixels' bytes the end's mark cannot stand: there a zero follows each 0xFF."""
_TELLING = (0xE1, 0xED, 0xFE)
"""APP1 (EXIF, XMP), APP13 (IPTC) and comments; APP0, APP2 (colour) and APP14 say how to draw."""


def bare_jpeg(content: bytes) -> bytes:
    """Return the picture without EXIF, XMP, IPTC, comments and what hangs on its end.

    As it is where it cannot be followed.
    """
    if not content.startswith(_START):
        return content
    kept, at = [_START], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind = content[at + 1]
        if kind == _SCAN:
            end = content.find(_END, at)
            return b"".join((*kept, content[at : end + len(_END) if end >= 0 else len(content)]))
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if kind not in _TELLING:
            kept.append(content[at:end])
        at = end
    return content
