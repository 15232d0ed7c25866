"""Text as the rules read it, with the way back to the text as it stands."""

from __future__ import annotations

import re

import msgspec

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
"""Characters without width, which hide a number from a search but not from a reader."""
_FULL_WIDTH = {0xFF10 + n: 0x30 + n for n in range(10)} | {
    first + n: ascii_first + n for first, ascii_first in ((0xFF21, 0x41), (0xFF41, 0x61)) for n in range(26)
}
_LOOK_ALIKES = str.maketrans(
    "＠．＋＊﹡／－‐‑‒–−\u00a0\u2002\u2003\u2007\u2009\u202f\u3000",
    "@.+**/------       ",
)
_TABLE = _FULL_WIDTH | _LOOK_ALIKES
"""One character to one. Only listed look-alikes: NFKC turns ﹝ into 〔 and hides a wrong document number."""

_ODD = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}{_UNSEEN.pattern[1:-1]}]")
"""Few texts have any of these; to look costs less than to translate."""


class Normal(msgspec.Struct, frozen=True, gc=False):
    """A text whose digits, letters, blanks and hyphens have one width and whose unseen characters are gone.

    Args:
        text: what rules search.
        offsets: for each of its characters the index in the original; None where they are the same.
    """

    text: str
    offsets: tuple[int, ...] | None = None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the half-open range of `text` stands in the original; `end` must lie after `start`."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def normalise(original: str) -> Normal:
    """Return the text as rules read it."""
    if original.isascii() or not _ODD.search(original):
        return Normal(original)
    text = original.translate(_TABLE)
    if not _UNSEEN.search(text):
        return Normal(text)
    kept = tuple(index for index, char in enumerate(text) if not _UNSEEN.match(char))
    return Normal("".join(text[index] for index in kept), kept)
