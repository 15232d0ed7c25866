"""Where a title breaks: by sense, and in the shape that the standard asks for.

Lines break between words and phrases, never within a name, a number or a pair of marks; together they form a
trapezoid or a diamond, never lines of one length nor an hourglass. What a word is, the caller says.

Source: GB/T 9704-2012 7.3.1 (回行时，要做到词意完整，排列对称，长短适宜，间距恰当，使用梯形或菱形).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from math import ceil

from desktop_app.core.document.blocks import Runs

_CLOSING = "）》”’〕】〉、，。：；！？"
_OPENING = "（《“‘〔【〈"
_PAIRS = re.compile("《[^《》]*》|“[^“”]*”|【[^【】]*】")
_INNER_PAIRS = re.compile("（[^（）]*）|〔[^〔〕]*〕")
"""These may stand within the others."""
_NUMBERS = re.compile(
    r"\d{4}年?[—～-]\d{4}年?|(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?至(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"|\d{4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日|第?[\d.,%]+[\u4e00-\u9fff]?|[A-Za-z0-9.%—-]+"
)
"""Numbers with their unit, dates and spans of dates, codes."""
_TERMS = re.compile(
    "最低生活保障(?:对象)?|征求意见稿|行政处罚|行政执法|信息公开|政务公开|村民委员会|村民小组|公共资源交易|政府采购|新媒体|双随机|"
    "社会救助|社会保险|医疗保险|经营异常名录|活动异常名录|监督抽[查检]|规范性文件|保密审查|第[一二三四五六七八九十]+[批次期榜季号]度?|"
    "住房和城乡建设局|食品安全|危房改造|计划生育|生活垃圾|公共卫生|中标候选人|饮用水水源地|专家论证|风险评估|合法性审查|"
    "生育保险|工伤保险|政府网站|政府购买服务|人民政府办公室|市场监督管理局|自然资源局|农业农村局|交通运输局|科学技术|高新技术|国民经济|五年规划|行政审批|集体资产"
)
"""Terms of official language that a line's end would tear, though dictionaries know their parts as words."""

_TO_THE_LEFT = frozenset(
    "的了着过等者们后前中内外上下里间省市县区乡镇村屯街路局科股室所站厂院校队组会处店级性化型费款稿版单表榜"
)
"""Single characters that end a phrase."""
_TO_THE_RIGHT = frozenset("第双新拟非再各本全和与及或暨并对为在从由向以将把就按经被于关一二三四五六七八九十")
"""Single characters that begin one."""
_WORDS_TO_THE_RIGHT = frozenset({"关于", "以及", "印发", "关于对", "进一步"})
_DANGLING_LEFT = "的了、，）》”’〕】〉。：；"
"""No line begins with one of these."""

_ORGANS = (
    "政府",
    "局",
    "委员会",
    "办公室",
    "公司",
    "中心",
    "法院",
    "检察院",
    "委",
    "办",
    "社",
    "院",
    "村",
    "镇",
    "乡",
)
_HEADS = (
    "工程", "项目", "办法", "方案", "规划", "纲要", "制度", "条例", "规定", "标准", "目录", "清单", "研究会", "协会",
    "学会", "领域", "技术", "情况", "结果", "对象", "单位", "机构", "信息", "报告",
)  # fmt: skip
"""Words that close a noun phrase: what they close stands before them."""
_JOINING = ("和", "与", "及", "暨", "以及")
_DATED = re.compile(r"(?:\d年|\d月|\d日|年度|季度)$")

_PARTS = re.compile(
    r"(?:政府|委员会|办公室|公司|中心|小学|中学|医院|法院|[\u4e00-\u9fff]局)(?=\d{4}年|关于|“)|(?=关于)|(?=（[^（）]*）$)"
)
"""Where one part of a title ends: the office, what it is about, what stands in brackets at the end."""

_MOST_LINES = 4
_SHORTEST = 5.0
"""Lines below it look left over."""
_EVEN_WITHIN = 6.0
_GOOD = 3.0
"""Lines that cost no more are taken without looking at words."""
_EQUAL, _HOURGLASS, _ANOTHER_LINE = 12.0, 15.0, 6.0


def title_width(text: str) -> float:
    """Return a title's width in characters of its size; capitals and digits at what the widest faces give them."""
    return sum(1.0 if ord(one) > 0xFF else 0.75 if one.isupper() else 0.6 for one in text)


def title_lines(text: str, most: float, words: Callable[[str], Sequence[str]]) -> tuple[str, ...]:
    """Return a title's lines, top to bottom; together they are the title.

    Args:
        text: without line breaks.
        most: how many full-width characters fit a line.
        words: returns a text's words in order, together the text; asked only where the title's own parts, the office,
            关于 and what stands in brackets, do not tell where it breaks well.
    """
    if title_width(text) <= most:
        return (text,)
    parts = [found.end() for found in _PARTS.finditer(text) if 0 < found.end() < len(text)]
    plain = _best(text, parts, most)
    if plain is not None and _cost(plain) <= _GOOD:
        return plain
    offsets = _offsets(text, most, words(text))
    return _best(text, offsets, most) or tuple(_filled(text, offsets, most))


def _best(text: str, offsets: Sequence[int], most: float) -> tuple[str, ...] | None:
    """Return the best lines, of as few as there can be or one more; None where none fit."""
    needed = ceil(title_width(text) / most)
    tried = range(needed, min(needed + 1, _MOST_LINES) + 1)
    splits = (split for count in tried for split in _splits(text, offsets, most, count))
    return min(splits, key=lambda lines: _cost(lines) + _ANOTHER_LINE * (len(lines) - needed), default=None)


def with_breaks(runs: Runs, lines: Sequence[str]) -> Runs:
    """Return runs with a line feed at the end of each line but the last; `lines` are together the runs' words."""
    ends = set(accumulate(len(line) for line in lines[:-1]))
    made = []
    position = 0
    for run in runs:
        pieces = []
        for letter in run.text:
            pieces.append("\n" + letter if position in ends else letter)
            position += 1
        made.append(replace(run, text="".join(pieces)))
    return tuple(made)


# ── where a line may end ────────────────────────────────────────────────────────────────────────────────────────────


def _offsets(text: str, most: float, words: Sequence[str]) -> list[int]:
    """Return the places at which the title may break, in order, without its ends."""
    ends = list(accumulate(map(len, words)))[:-1]
    before_about = {found.start() for found in re.finditer("关于", text)}
    loose = [end for end, (left, right) in zip(ends, pairwise(words), strict=True) if _is_loose(left, right)]
    whole = [*_whole_spans(text, most), *((start, start + 2) for start in before_about)]
    outside = [end for end in ends if not any(start < end < stop for start, stop in whole)]
    kept = sorted({end for end in loose if end in outside} | before_about - {0})
    for finer in (outside, ends, range(1, len(text))):
        kept = _with_finer(text, kept, [end for end in finer if _may_break(text, end)], most)
    return kept


def _is_loose(left: str, right: str) -> bool:
    """Say whether two words may stand on two lines."""
    if right[0] in _CLOSING or left[-1] in _OPENING or left in _WORDS_TO_THE_RIGHT:
        return False
    return _ends_phrase(left) and _begins_phrase(right)


def _ends_phrase(word: str) -> bool:
    return len(word) > 1 or word in _TO_THE_LEFT or word in _CLOSING


def _begins_phrase(word: str) -> bool:
    return len(word) > 1 or word in _TO_THE_RIGHT - {"一"} or word in _OPENING or word.isdigit()


def _whole_spans(text: str, most: float) -> Iterator[tuple[int, int]]:
    """Yield start and stop of what stays on one line: numbers, terms, pairs of marks that fit one."""
    for shape in (_NUMBERS, _TERMS):
        yield from (found.span() for found in shape.finditer(text))
    yield from (found.span() for found in _PAIRS.finditer(text) if title_width(found[0]) <= most)
    yield from (found.span() for found in _INNER_PAIRS.finditer(text) if title_width(found[0]) <= most)


def _with_finer(text: str, kept: Sequence[int], finer: Sequence[int], most: float) -> list[int]:
    """Return the places with finer ones wherever a piece between two of them is wider than a line."""
    edges = [0, *kept, len(text)]
    added = {
        end
        for start, stop in pairwise(edges)
        if title_width(text[start:stop]) > most
        for end in finer
        if start < end < stop
    }
    return sorted({*kept, *added})


def _may_break(text: str, end: int) -> bool:
    inside_number = text[end - 1].isascii() and text[end].isascii()
    return text[end] not in _DANGLING_LEFT and text[end - 1] not in _OPENING and not inside_number


# ── which lines are best ────────────────────────────────────────────────────────────────────────────────────────────


def _splits(text: str, offsets: Sequence[int], most: float, count: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to break a title into so many lines that fit."""
    if count == 1:
        if title_width(text) <= most:
            yield (text,)
        return
    for number, end in enumerate(offsets):
        if title_width(text[:end]) > most:
            return
        if title_width(text[end:]) <= most * (count - 1):
            rest = [later - end for later in offsets[number + 1 :]]
            yield from ((text[:end], *lines) for lines in _splits(text[end:], rest, most, count - 1))


def _filled(text: str, offsets: Sequence[int], most: float) -> Iterator[str]:
    """Yield lines filled one after the other: for titles beyond all measure."""
    start = 0
    for end, following in pairwise([*offsets, len(text), len(text)]):
        if following == end or title_width(text[start:following]) > most:
            yield text[start:end]
            start = end


def _cost(lines: Sequence[str]) -> float:
    """Return how poor a title's lines are: what the breaks tear, and what shape they give."""
    widths = [title_width(line) for line in lines]
    torn = sum(_torn(left, right) for left, right in pairwise(lines))
    short = sum(max(0.0, _SHORTEST - width) * 3 for width in widths)
    uneven = max(0.0, max(widths) - min(widths) - _EVEN_WITHIN) * 0.7
    equal = sum(_EQUAL for one, other in pairwise(widths) if abs(one - other) < 1)
    return torn + short + uneven + equal + (_HOURGLASS if _has_waist(widths) else 0)


def _has_waist(widths: Sequence[float]) -> bool:
    """Say whether a line is shorter than one above it and one below it."""
    return any(
        max(widths[:at]) > width < max(widths[at + 1 :]) for at, width in enumerate(widths[1:-1], start=1)
    )


def _torn(left: str, right: str) -> float:
    """Return how much sense a break tears: 0 between the parts of a title, more within one of them."""
    if right.startswith(("关于", "（")):
        return 0
    if left.endswith(_ORGANS):
        return 4 if right.startswith(_ORGANS) else 0.5
    if _DATED.search(left):
        return 4.5
    if left.endswith(("》", "”", "）", "的")) or right[0] in "《“" or right[0].isdigit():
        return 1.5
    if right.startswith(_HEADS):
        return 4.5
    return 2 if right.startswith(_JOINING) or left.endswith("、") else 3
