"""How Chinese papers are written: titles, headings, labels, addressees, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.core.imports.paper import Paragraph
from desktop_app.core.imports.targets import Target

DOC_NO = re.compile(
    r"(?:编号[:：])?\s*([\u4e00-\u9fa5（）()]{1,20}[〔\[［(（【﹝]\d{4}[〕\]］)）】﹞]\s*\d{1,5}\s*号)\s*(?:签发人[:：].*)?"
)
TITLE_END = re.compile(
    r"(?:决定书|公告|公示|通知|通告|决定|意见|办法|方案|规定|报告|通报|函|批复|细则|规划|计划|预案|名单|清单|目录|"
    r"公报|信息|说明|指南|解读|登记)(?:（[^）]{1,20}）|\([^)]{1,20}\))?"
)
HEADING = re.compile(
    r"^\s*(?:([一二三四五六七八九十]{1,3})、|（([一二三四五六七八九十]{1,3})）|"
    r"第[一二三四五六七八九十]{1,3}[章节]\s*)(.+)$"
)
LABEL = re.compile(r"([\u4e00-\u9fa5A-Za-z0-9（）()·、]{2,30})\s*[:：]\s*")
SENTENCE = re.compile(r"[。；;！!]")
_SIGNING = re.compile(r"[（(](?:签字|签名|盖章|签章)[:：]?[\s_]*[）)]")
_NEXT_LABEL = re.compile(r"[。；]\s*[\u4e00-\u9fa5]{2,8}[:：]")
_LEAD = re.compile(r"(?<=。)现将[^。]*如下[:：]$")
_REMARK = re.compile(r"^\s*[\u4e00-\u9fa5]{2,8}[:：]|^（[^（）]*。?）$|^\s*特此[\u4e00-\u9fa5]{2}。?$")
ATTACHMENT = re.compile(r"^\s*附件\s*\d*\s*[:：]?")
ADDRESSEE_LABELS = ("主送", "送达对象", "受送达人")
LONG = frozenset({"long_text", "rich_text"})
_BRACKETED = re.compile(r"[（(][^（）()]{1,20}[）)]")
LONGEST_TITLE = 90
_LONGEST_TITLE_LINE = 30
_LONGEST_ADDRESSEES = 240
_LONGEST_SIGNATURE = 40


def ends_as_title(text: str) -> bool:
    """Say whether a text ends with a word for what kind of paper it is, as titles do."""
    found = list(TITLE_END.finditer(text.strip()))
    return bool(found) and found[-1].end() == len(text.strip())


def title_in(top: Sequence[tuple[int, Paragraph]]) -> list[tuple[int, Paragraph]]:
    """Return the lines of a paper's title among its first ones; empty where none is clearly one.

    A line of a title may be so long that it reaches both edges and does not look centred.
    """
    lines: list[tuple[int, Paragraph]] = []
    for at, one in top:
        text = one.text.strip()
        if text.endswith("文件") or ATTACHMENT.match(text):
            continue
        if len(text) > LONGEST_TITLE or SENTENCE.search(text) or text.endswith(("：", ":")):
            break
        if lines and ends_as_title(_joined(lines)):
            return [*lines, (at, one)] if one.is_centred and _BRACKETED.fullmatch(text) else lines
        if not _is_set_as_title(one):
            if not lines and TITLE_END.search(text) and ends_as_title(text):
                return [(at, one)]
            if (not lines and "关于" not in text) or len(text) > _LONGEST_TITLE_LINE:
                break
        lines.append((at, one))
    if ends_as_title(_joined(lines)):
        return lines
    centred = [line for line in lines if _is_set_as_title(line[1])]
    is_whole = len(centred) == 1 and centred[0] == lines[0]
    return centred if is_whole and not centred[0][1].text.strip().endswith("关于") else []


def _is_set_as_title(one: Paragraph) -> bool:
    return one.is_centred or ("标题" in one.style and "级" not in one.style) or one.style == "Title"


def _joined(lines: Sequence[tuple[int, Paragraph]]) -> str:
    return "".join(one.text for _, one in lines)


def names_addressees(text: str) -> bool:
    """Say whether a line names whom a paper is addressed to."""
    is_list = text.endswith(("：", ":")) and len(text) < _LONGEST_ADDRESSEES and not SENTENCE.search(text)
    return is_list and not any(sign in text for sign in ("如下", "以下"))


def is_signature(text: str) -> bool:
    """Say whether a line can be the name of an office under a paper."""
    return 3 < len(text.strip()) <= _LONGEST_SIGNATURE and not re.search(r"[。；;：:，,]", text)


def value_of(text: str, target: Target, *, is_labelled: bool) -> str:
    """Return a value without what belongs to the next one and room for a signature.

    Args:
        is_labelled: it stands behind its label, where a full stop and a lead to what follows are not its own.
    """
    text = _SIGNING.sub("", text).strip(" 　；;，,")
    if is_labelled:
        text = _LEAD.sub("", text)
        text = text if target.asked.kind in LONG else text.rstrip("。")
    if "\n" not in text and (match := _NEXT_LABEL.search(text)):
        text = text[: match.start() + (target.asked.kind in LONG)]
    return text


def without_remarks(inside: Sequence[tuple[int, Paragraph]]) -> list[tuple[int, Paragraph]]:
    """Leave out labelled and bracketed lines that follow a section's text, as 联系单位：… does."""
    for place, (_, one) in enumerate(inside):
        if place and _REMARK.match(one.text) and not _REMARK.match(inside[0][1].text):
            return list(inside[:place])
    return list(inside)


def level_of(one: Paragraph) -> int:
    """Return the level of a heading, 0 of what is none: 一、 is 1, （一） is 2, a style says its own."""
    if match := HEADING.match(one.text):
        if len(one.text) > 40 and not match.group(1):
            return 0
        return 2 if match.group(2) else 1
    if match := re.match(r"(?:Heading|标题)\s*(\d)", one.style):
        return int(match.group(1))
    return 0


def until_next(lines: Sequence[tuple[int, Paragraph]], level: int) -> list[tuple[int, Paragraph]]:
    """Return the lines before the next heading of a level, or before the attachments."""
    inside: list[tuple[int, Paragraph]] = []
    for at, one in lines:
        own = level_of(one)
        if (own and own <= level) or ATTACHMENT.match(one.text):
            break
        inside.append((at, one))
    return inside
