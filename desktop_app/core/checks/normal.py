"""Text as the rules read it, with the way back to the text as it stands."""

from __future__ import annotations

import re

import msgspec

from desktop_app.core.radicals import RADICALS

_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u20d0-\u20f0\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Characters without width or of their own, which hide a number from a search but not from a reader."""
_ZEROS = (
    "660 6f0 7c0 966 9e6 a66 ae6 b66 be6 c66 ce6 d66 de6 e50 ed0 f20 1040 1090 17e0 1810 1946 19d0 "
    "1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 ff10 104a0 10d30 11066 110f0 "
    "11136 111d0 112f0 11450 114d0 11650 116c0 11730 118e0 11950 11c50 11d50 11da0 16a60 16ac0 16b50 "
    "1d7ce 1d7d8 1d7e2 1d7ec 1d7f6 1e140 1e2f0 1e950 1fbf0 "
)
"""The zeros of all scripts (Unicode category Nd); nine digits follow each."""
_DIGITS = {int(zero, 16) + n: 0x30 + n for zero in _ZEROS.split() for n in range(10)}
_LETTERS = {first + n: plain + n for first, plain in ((0xFF21, 0x41), (0xFF41, 0x61)) for n in range(26)}
_LOOK_ALIKES = str.maketrans(
    "＠．＋＊﹡／－‐‑‒–−—―﹣─⁃\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    "\u0085\u2028\u2029",
    "@.+**/-----------" + " " * 16 + "\n" * 3,
)
_TABLE = _DIGITS | _LETTERS | _LOOK_ALIKES | RADICALS
"""One character to one. Only listed look-alikes: NFKC turns ﹝ into 〔 and hides a wrong document number."""
_SPELT = str.maketrans(
    "〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖" + "⓪①②③④⑤⑥⑦⑧⑨⓿❶❷❸❹❺❻❼❽❾⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉",
    "0001234567891123456789" + "0123456789" * 4,
)
_FEWEST_SPELT = 11
_NUMERAL = "[〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]"
_SPELT_OUT = re.compile(f"{_NUMERAL}{{{_FEWEST_SPELT},}}|[⓪①-⑨⓿❶-❾⁰¹²³⁴-⁹₀-₉]{{4,}}")
"""Numbers in characters, in circles or raised: too many in a row for a year, an amount or a list's marks."""
may_begin_with_digit = re.compile(
    rf"(?:[\W_]|{_UNSEEN.pattern}){{0,12}}[\dXx{''.join(map(chr, _SPELT))}]"
).match
"""Tells whether a text begins with what `plain_digits` makes a digit, or an X, behind a few marks at most."""
_TWO_NUMERALS = re.compile(_NUMERAL + _NUMERAL)
_ODD = re.compile("[^\t\n\r -~一-龥。，、；：？！“”‘’（）《》〈〉〔〕【】…·％℃㎡×]")
"""Few texts have any but these; to look costs less than to translate."""


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
    if original.isascii() or not (_ODD.search(original) or _may_spell(original)):
        return Normal(original)
    text = _SPELT_OUT.sub(lambda run: run[0].translate(_SPELT), original.translate(_TABLE))
    if not _UNSEEN.search(text):
        return Normal(text)
    kept = tuple(index for index, char in enumerate(text) if not _UNSEEN.match(char))
    return Normal("".join(text[index] for index in kept), kept)


def plain_digits(text: str) -> str:
    """Return a short text with every digit as 0 to 9, also one that is spelt out by itself, and nothing unseen in it.

    For pieces of numbers: in running text 一 is a word.
    """
    return text if text.isascii() else _UNSEEN.sub("", spelt_digits(text))


def spelt_digits(text: str) -> str:
    """Return the same without leaving anything out: each character stands where it stood."""
    return text if text.isascii() else text.translate(_TABLE).translate(_SPELT)


def _may_spell(text: str) -> bool:
    """Tell whether a long number is spelt out: eleven digits in a row have two at every fifth place.

    Digits in circles or raised need no look: such a text is odd already.
    """
    return (
        len(text) >= _FEWEST_SPELT
        and _TWO_NUMERALS.search(text[4::5]) is not None
        and _SPELT_OUT.search(text) is not None
    )
