"""Numbers cut up over lines, boxes or cells, a digit or a few in each: every form has such boxes.

Columns of figures are many, so only what is sound by region, date and check character counts, or what fills
its boxes exactly behind words that name it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from desktop_app.core.checks.normal import may_begin_with_digit, plain_digits
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.identifiers.id_card import id_card_fault

LABEL = "分开写的号码"
_SEPARATOR = "\t"
_LAST = r"(?![^\t])"
_IDENTITY = re.compile(
    r"[1-9](?<![^\t][0-9])(?=(\t*(?:[0-9]\t*){5}(?:1\t*[89]|2\t*0)\t*(?:[0-9]\t*){2}[01]\t*[0-9]\t*[0-3]\t*[0-9]"
    rf"\t*(?:[0-9]\t*){{3}}[0-9Xx]){_LAST})"
)
"""From a piece's beginning to another's end, cut anywhere."""
_BOXES = re.compile(rf"[0-9](?<![^\t][0-9])(?:\t[0-9Xx]){{10,18}}{_LAST}(?!\t[0-9]{_LAST})")
_FEW_PIECES = 5
"""So many may be of any length; more are cut evenly, but for the first and the last."""
_CALLED = re.compile(r"身份|证件|证号|号码|电话|手机|联系|账号|帐号|卡号|账户|银行|一卡通|存折")
_SAID = 24
_MOST_WORDS, _UPRIGHT = 6, 2
"""Words written downwards, a character or two in each line, are read together."""
_PIECE = re.compile(r"[\W_]{0,3}?([0-9]{1,17}[Xx]?|[Xx])[\W_]{0,3}")
_LONGEST_PIECE = 24
_HEAD = re.compile(r"(?<![0-9A-Za-z.\-])([0-9]{1,17})\s*\Z")
_TAIL = re.compile(r"\s*([0-9]{0,16}[0-9Xx])(?![0-9A-Za-z.年月日])")
_LONGEST_RUN, _KEPT = 2000, 17
_MOST = 200
"""Numbers that are put together in one file, and those of one run."""


class Cut(NamedTuple):
    """A number in pieces.

    Args:
        text: the number as one, behind the words that name it where only those make it one.
        first: with `last`, which texts it stands in; both are part of it.
    """

    text: str
    first: int
    last: int


def cuts(texts: Sequence[str], said: str = "", *, is_even: bool = False) -> Iterator[Cut]:
    """Yield the numbers that neighbouring texts make up, each of which is a piece and nothing else.

    Args:
        texts: in the order in which they are read, without blanks around them; empty ones count for nothing.
        said: what stands before the first.
        is_even: a column, which holds figures of all kinds: only pieces of one length, but for the last, and
            whatever it is called.
    """
    if len(texts) < 2:
        return
    joined = _SEPARATOR.join(texts)
    if not joined.isascii():
        joined = plain_digits(joined)
    taken = -1
    for found in _IDENTITY.finditer(joined):
        whole, first = found[0] + found[1], joined.count(_SEPARATOR, 0, found.start())
        number = whole.replace(_SEPARATOR, "")
        if first > taken and _is_cut(whole.split(_SEPARATOR), is_even=is_even) and not id_card_fault(number):
            taken = first + whole.count(_SEPARATOR)
            yield Cut(number, first, taken)
    for found in () if is_even else _BOXES.finditer(joined):
        first = joined.count(_SEPARATOR, 0, found.start())
        before = said + joined[max(0, found.start() - _SAID) : found.start()].replace(_SEPARATOR, "")
        if first > taken and _CALLED.search(before[-_SAID:]):
            number = found[0].replace(_SEPARATOR, "")
            yield Cut(f"{before[-_SAID:]}：{number}", first, first + len(number) - 1)


def _is_cut(pieces: Sequence[str], *, is_even: bool) -> bool:
    lengths = [len(piece) for piece in pieces if piece]
    if is_even:
        return len(lengths) > 1 and len(set(lengths[:-1])) == 1 and lengths[-1] <= lengths[0]
    return len(lengths) > 1 and (len(lengths) <= _FEW_PIECES or len(set(lengths[1:-1])) == 1)


class Pieces:
    """Watches lines and boxes of running text go by, and keeps the numbers that they make up."""

    def __init__(self) -> None:
        self._above: deque[Unit] = deque(maxlen=_MOST_WORDS)
        self._run: list[tuple[str, Unit]] = []
        self._said = ""
        self._found: list[Unit] = []

    def see(self, unit: Unit) -> None:
        """Take a text as the next one; most are no piece, and to tell so must cost next to nothing."""
        if self._run or may_begin_with_digit(unit.text):
            self._take(unit)
        self._above.append(unit)

    def _take(self, unit: Unit) -> None:
        """Take a text as a piece, as the end of a number, or as what ends a run of them."""
        if self._run and _part(self._above[-1]) != _part(unit):
            self._close()
        if not self._run and len(unit.text) > _LONGEST_PIECE and not self._is_cut_above():
            return
        text = plain_digits(unit.text[:_LONGEST_PIECE])
        piece = _PIECE.fullmatch(text) if len(unit.text) <= _LONGEST_PIECE else None
        end = piece or _TAIL.match(text)
        if end and (self._run or piece or self._is_cut_above()):
            if not self._run:
                self._begin(unit)
            self._run.append((end[1], unit))
        if not piece:
            self._close()
        elif len(self._run) > _LONGEST_RUN:
            kept = self._run[-_KEPT:]
            self._close()
            self._run = kept

    def finish(self) -> list[Unit]:
        """Return the numbers, each in the place of its first piece."""
        self._close()
        return self._found

    def _is_cut_above(self) -> bool:
        """Tell whether the text above may end in the middle of a number."""
        return bool(self._above) and plain_digits(self._above[-1].text.rstrip()[-2:])[-1:].isdigit()

    def _begin(self, first: Unit) -> None:
        """Begin with what the text above ends with, and with the words that it says."""
        above = [unit for unit in self._above if _part(unit) == _part(first)]
        last = above[-1:]
        text = plain_digits(last[0].text[-_SAID:]) if last else ""
        head = _HEAD.search(text)
        if head:
            self._run.append((head[1], last[0]))
        said = text[: head.start()] if head else text
        is_upright = not head and len(said) <= _UPRIGHT
        self._said = "".join([unit.text for unit in above]) if is_upright else said

    def _close(self) -> None:
        run, self._run = self._run, []
        if len(run) > 1 and len(self._found) < _MOST:
            self._found += [
                cut_unit(cut, run[cut.first][1]) for cut in cuts([piece for piece, _ in run], self._said)
            ]


def cut_unit(cut: Cut, first: Unit) -> Unit:
    """Return the number as a unit in the place of its first piece."""
    return Unit(cut.text, first.place, UnitKind.DISGUISED, LABEL, hidden=first.is_hidden)


def _part(unit: Unit) -> tuple[object, ...]:
    place = unit.place
    return place.inside, place.part, place.sheet, place.field
