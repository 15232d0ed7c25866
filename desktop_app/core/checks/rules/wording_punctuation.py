"""wording.punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.unit import UnitKind
from desktop_app.core.checks.view import View

_HALF = re.compile(
    r"(?<=[一-龥》”）])[,;:?!]{1,3}(?=[一-龥《“（]|$)|(?<=[一-龥])\((?=[一-龥])|(?<=[一-龥])\)(?=[一-龥，。；])"
)
_FULL = re.compile(r"[，；：？！（）。]")
_ANY_HALF = re.compile("[,;:?!()]")
_SHORTEST_MIXED = 8
_ASCII_TITLE = re.compile(r"《[^《》]{0,40}?(<[^<>《》]{1,60}>)")
_NESTED_TITLE = re.compile(r"《[^《》\n]{0,60}《")
_DOUBLED = re.compile(r"，，+|(?<!。)。。(?!。)|、、+|；；+|：：+|[，、；：][，、；。：]")
_DOTS = re.compile(r"(?<=[一-龥])(?:\.{3,}|。{3,}|(?<!…)…(?!…))")
_STRAIGHT = re.compile(r"(?<=[一-龥，。：])\"[^\"\n]{1,40}\"|\"[一-龥][^\"\n]{0,40}\"")
_LEVELS = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[）)][、，.]|[0-9]{1,2}、(?=[一-龥])|[一二三四五六七八九十]{1,3}[.，](?=[一-龥]))"
)
_PAIRS = {"》": "《", "）": "（", "”": "“", "〕": "〔", "】": "【"}
_ENOUGH_TEXT = 12
"""Shorter lines are labels and headings, where a single colon says nothing."""


@rule(
    "wording.punctuation",
    Severity.NOTE,
    gate=r"[,;:?!()<>\"，。、；：《》（）“”〔〕【】….]",
    fix="none",
    source="GB/T 15834—2011",
    kinds=frozenset({UnitKind.TEXT}),
)
def punctuation(view: View) -> Iterator[Hit]:
    """标点: half-width among full-width, unpaired or doubled marks, levels with a mark too many.

    Bad:   贯彻落实《意见》,进一步做好工作。
    Good:  贯彻落实《意见》，进一步做好工作。
    """
    yield from _mixed(view.text)
    text = view.text
    for may_have, pattern, message in _SINGLE:
        for match in pattern.finditer(text) if may_have(text) else ():
            span = match.span(1) if pattern is _ASCII_TITLE else match.span()
            yield Hit(*span, message, "…" if len(match[0]) > 8 else match[0].strip())
    yield from _unpaired(view.text)


_SINGLE = (
    (lambda text: "<" in text, _ASCII_TITLE, "书名号内的书名号应写作〈〉，不用小于号、大于号。"),
    (re.compile("《[^》]*《").search, _NESTED_TITLE, "书名号内的书名号应写作〈〉，或前一个书名号没有结束。"),
    (re.compile("[，。、；：]{2}").search, _DOUBLED, "标点重复或连用。"),
    (lambda text: "…" in text or "..." in text or "。。。" in text, _DOTS, "省略号应写作“……”。"),
    (lambda text: '"' in text, _STRAIGHT, "引号应写作“ ”。"),
    (
        re.compile(r"\s*[（(0-9一二三四五六七八九十]").match,
        _LEVELS,
        "层次序数后的标点不对，应为“一、”“（一）”“1.”“（1）”。",
    ),
)


def _mixed(text: str) -> Iterator[Hit]:
    """One hit a paragraph, at the first half-width mark, however many follow."""
    if len(text) < _SHORTEST_MIXED or not _FULL.search(text):
        return
    first = _HALF.search(text) if _ANY_HALF.search(text) else None
    if first:
        marks = "".join(sorted({match[0] for match in _HALF.finditer(text)}))
        yield Hit(*first.span(), "半角与全角标点混用，中文里应使用全角标点。", marks)


def _unpaired(text: str) -> Iterator[Hit]:
    if len(text) < _ENOUGH_TEXT:
        return
    for closing, opening in _PAIRS.items():
        missing = text.count(opening) - text.count(closing) if opening in text or closing in text else 0
        if missing and not _continues(text, missing):
            at = text.index(opening if missing > 0 else closing)
            yield Hit(at, at + 1, f"“{opening}”与“{closing}”不成对。", opening if missing > 0 else closing)


def _continues(text: str, missing: int) -> bool:
    """A line that was wrapped, or a damaged document number that has a rule of its own."""
    return (
        text.rstrip()[-1:] not in "。！？；：）"
        or bool(re.search(r"〔[0-9]+号|[0-9]{4}〕", text))
        or abs(missing) > 5
    )
