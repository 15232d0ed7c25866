"""Bytes to text: which of the encodings of Chinese offices a file is in."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_MOST_CONTROLS = 0.02


def decode(content: bytes) -> str:
    """Return the text: by its byte order mark, else strict UTF-8, else GB18030, which contains GBK.

    What GB18030 cannot read either becomes U+FFFD, so that a damaged byte hides no more than itself.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if unmarked := _unmarked_utf16(content):
        return content.decode(unmarked, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def is_text(content: bytes) -> bool:
    """Tell whether bytes are text at all: hardly any control characters in the first 4096 bytes."""
    sample = content[:_SAMPLE]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _unmarked_utf16(sample):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in sample)
    return controls <= len(sample) * _MOST_CONTROLS


def _unmarked_utf16(content: bytes) -> str | None:
    """Notepad's "Unicode" without a mark: every other byte of its line ends and digits is zero."""
    sample = content[:_SAMPLE]
    if len(sample) < 4 or len(content) % 2 or b"\0" not in sample:
        return None
    for name, line_end in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if line_end in sample and _reads_as_text(sample[: len(sample) // 2 * 2], name):
            return name
    return None


def _reads_as_text(sample: bytes, name: str) -> bool:
    text = sample.decode(name, "replace")
    odd = sum(char == "\ufffd" or (ord(char) < 32 and char not in "\t\n\r\f") for char in text)
    return odd <= len(text) * _MOST_CONTROLS
