"""Where running text names a person in full.

A name is a surname and one or two characters. What makes it one is either what stands beside it (a role, a deed, an
age) or what it is made of: characters of which given names are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.lexicon.given_names import GIVEN
from desktop_app.core.checks.lexicon.surnames import (
    COMPOUND_SURNAMES,
    NO_NAMES,
    SURNAMES,
    WORDLIKE_SURNAMES,
)

_COMPOUND = "|".join(COMPOUND_SURNAMES)
_SURNAME = rf"(?:{_COMPOUND}|[{SURNAMES}])"
_ANY_SURNAME = rf"(?:{_COMPOUND}|[{SURNAMES}{WORDLIKE_SURNAMES}])"
_BEGINS_WORDS = (
    "全成原方万文商常曾关高单官何来任易时余于强连施路车温金石花党包项管房边查景屈古安都计解祝游乐段费范盖申向程司纪封苏"
    "水位那权席季谷米闻索付童江宫"
)
"""Surnames that also begin or end many words: within a sentence a name that begins so needs something before it."""
_RUN_ON_SURNAME = rf"(?:{_COMPOUND}|[{''.join(c for c in SURNAMES if c not in _BEGINS_WORDS)}])"
_NAME = rf"{_SURNAME}(?:[{GIVEN}]|[一-龥]{{2}})"
_GIVEN_NAME = rf"{_ANY_SURNAME}[{GIVEN}]{{2}}"
_ROLE = (
    r"村民|居民|市民|群众|农民|农户|患者|患儿|病人|病例[一二三四五六七八九十0-9]*|同志|学生|同学|职工|儿童|孤儿|幼儿|幼童|申请人|户主|店主|业主|机主|车主|"
    r"当事人|信访人|监护人|请假人|参保人|服务人|迁入人|受援人|工人|员工|教师|民工|社员|党员|战士|"
    r"[被受][一-龥]{1,3}人|亡者|走失人员|(?:特困|救助|吸毒|戒毒|受伤|患病|服刑|矫正)人员|对象|低保户|贫困户|五保户|脱贫户|监测户|"
    r"感染者|携带者|死者|伤者|伤员|其[妻夫父母]|妻子|丈夫|父亲|母亲|老伴|婆婆|公公|媳妇|哥哥|弟弟|姐姐|妹妹|孙子|孙女|继子|继女|"
    r"残疾人|残疾军人|士兵|军人|未成年人|老人|[一二三四五六七八九十0-9）)]班|年级(?:[（(][0-9一二三四五六七八九十]{1,2}[）)]班)?|女孩|男孩|女生|男生|小姑娘|小记者|小选手|冠军|亚军|女童|男童|小朋友|婴儿|弃婴|少年(?!宫)|少女|之子|其子|其女|儿子|女儿|孩子|姓名|名叫|[他她]叫|我叫|称叫|自称|名为|取名"
)
_BESIDE_ROLE = r"(?:[（(][^（）()]{1,8}[）)])?\s*[:：,，]?\s*"
_CALLED = (
    r"老人|老汉|老太|大[爷娘妈婶叔嫂哥姐]|奶奶|爷爷|女士|先生|小朋友|同学|同志|师傅|家[中里]|一家|本人|"
    r"[户家](?![一-龥])"
)
_FOLLOWED = (
    r"[^一-龥]|$|患|确诊|因|身患|系|于|经|的|为|现年|肢体|智力|精神|视力|听力|言语|重度|残疾|双目|瘫|"
    r"被|在|是|有|和|[他她]|向|今年|已|现|突|不|曾|查出|检出|勇|从|获|殴|遭|自|长期|常年|感染|主动|由|与|家庭|纳入|享受|等[0-9人]|之|摔|坠|溺|烧|烫|住院|"
    rf"卧床|{_CALLED}"
)
_NO_NUMBER = r"(?!\s*[（(〔\[【]\s*[0-9]{4}\s*[）)〕\]】])"
"""What stands before a year in brackets is an agency's code."""
_GOES_ON = (
    rf"{_NO_NUMBER}(?:{_FOLLOWED}|一直|体检|名下|反映|自述|"
    r"[来去说找有得报领签入出上下两及等也又还就将把对以则原年前后今当近最总每户持称无])"
)
"""What may follow a name that its own characters give away."""
_DEED = (
    r"(?:[，,]?(?:因|经|被|于|已|曾|确认|近期|去年|今年|不幸|意外|突发|先后|自幼|长期|常年){0,2}"
    r"(?:患|确诊|罹患|身患|诊断|查出|检出|感染|瘫痪|截瘫|偏瘫|致残|失明))|因病|因残"
)
_KIN = r"的?(?:母亲|父亲|妻子|丈夫|儿子|女儿|孩子|老伴|爱人|孙子|孙女|之子|之女)"
_AGED = r"[，,（(]\s*(?:[男女][，,]|(?:今年|现年)?[0-9]{1,2}(?:周?岁|个?月[龄大]))"
_BEFORE_NAME = "家的是给叫由让请为对和与及村屯组户员人者师婆公弟兄姐妹嫂媳夫妻父母爷奶叔舅姑姨"
_LABELLED = r"(?:(?:姓名|名字)[:：]|[他她]叫|我叫|名叫)\s*([一-龥]{2,4})(?=\s|$|[,，;；（(|])"
_TOLD = tuple(
    re.compile(pattern)
    for pattern in (
        _LABELLED,
        rf"(?:{_ROLE})[:：]?\s*({_NAME})(?={_FOLLOWED})",
        rf"(?:^|[，,。；：:、（(\s村屯组到访问望助])({_NAME})(?={_DEED}|{_CALLED}|{_KIN}|{_AGED}|系[^，,。；]{{0,12}}(?:患者|感染者|残疾))",
        rf"({_NAME})(?=[，,（(|\s]\s*[男女]\s*[，,、|\s]\s*(?:今年|现年)?[0-9]{{1,2}}(?:周?岁|个?月))",
        rf"(?:^|[，,。；：:、\s])({_SURNAME}[一-龥]{{2}})(?=家庭)",
    )
)
"""Told by what stands beside it: a label, a role, a deed, sex and age, a household."""
_BY_ROLE = re.compile(rf"(?:{_ROLE}){_BESIDE_ROLE}({_GIVEN_NAME}){_NO_NUMBER}")
_ENDS = re.compile(r"[^一-龥]|\Z")
"""Told by a role and by its own characters, the surest."""
_FORMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"({_ANY_SURNAME}[{GIVEN}]{{1,2}})(?={_AGED})",
        rf"(?:^|[。；])\s*({_RUN_ON_SURNAME}[{GIVEN}])(?=[:：])",
        rf"[:：]\s*({_RUN_ON_SURNAME}[{GIVEN}])(?=[，,、；;（(]|\s|$)",
        rf"(?<![一-龥](?<![{_BEFORE_NAME}]))({_RUN_ON_SURNAME}[{GIVEN}]{{2}}){_NO_NUMBER}",
        rf"(?<![一-龥])({_GIVEN_NAME})(?={_GOES_ON})",
        rf"(?<=[{_BEFORE_NAME}])({_SURNAME}[{GIVEN}]{{2}})(?={_GOES_ON})",
        rf"(?<=[一-龥])({_RUN_ON_SURNAME}[{GIVEN}]{{2}}){_NO_NUMBER}",
    )
)
"""Told by its own characters: before an age, behind a label, at a beginning, within a sentence."""
_ONLY_NAME = re.compile(rf"{_GIVEN_NAME}|(?:{_COMPOUND})[{GIVEN}]")
_NOT_GIVEN = re.compile(
    "[在是的被和与及或等应将可须不无们者员按由对向把给让使从到此其各每该某后前内外间即且并但而如若因所]"
)
"""Characters of sentences that hardly any given name has."""
_TITLES = (
    *("先生", "女士", "同志", "老师", "同学", "师傅", "医生", "大夫"),
    *("大娘", "大爷", "大妈", "大叔", "大婶", "大嫂", "大哥", "大姐", "老汉", "老太"),
)
"""What stands behind a surname alone."""
_OFFICE = (
    r"[县镇乡局院校区所部站市省厅会委园]长|书记|主任|主席|经理|医[师生]|教授|专家|教练|裁判长?|护士|[讲教]师|老师|"
    r"委员|代表(?![:：])|律师|法官|检察官|研究员"
)
_HOLDS_OFFICE = re.compile(rf"(?<!退休)(?:{_OFFICE}|辅导员|评委)[:：]?\s*\Z")
_ACTS = re.compile(
    rf"\s*副?(?:{_OFFICE}|同志任)|介绍|强调|指出|表示|要求|主持|参加|出席|带队|走访|慰问|看望|来到|深入|主讲|授课|讲解|"
    r"[接坐出]诊|带领|为[一-龥]{0,6}[诊讲治]"
)


def names(text: str) -> list[tuple[int, int]]:
    """Return where running text names a person in full, as half-open ranges in reading order; few by mistake."""
    found: list[tuple[int, int]] = []
    for start, end in (*_by_role(text), *_told(text), *_matched(_FORMED, text)):
        if not any(start < other_end and other_start < end for other_start, other_end in found):
            found.append((start, end))
    return sorted(found)


def is_name(text: str) -> bool:
    """Tell whether a text is nothing but a name, by its own characters."""
    return _ONLY_NAME.fullmatch(text.strip()) is not None and not _is_word(text.strip())


def acts_for_office(text: str, start: int, end: int) -> bool:
    """Tell whether who is named in this range speaks or works there by office: a leader, a doctor, a teacher."""
    return bool(_HOLDS_OFFICE.search(text, 0, start) or _ACTS.match(text, end))


def _by_role(text: str) -> Iterator[tuple[int, int]]:
    """The names behind roles; one that ends its clause may begin as a word does."""
    for match in _BY_ROLE.finditer(text):
        if _ENDS.match(text, match.end(1)) or not _is_word(match[1]):
            yield match.span(1)


def _told(text: str) -> Iterator[tuple[int, int]]:
    """The names that what stands beside them tells, but for those of characters that no name has."""
    for start, end in _matched(_TOLD, text):
        if not _NOT_GIVEN.search(text, start + 1, end):
            yield start, end


def _matched(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        yield from (match.span(1) for match in pattern.finditer(text) if not _is_word(match[1]))


def _is_word(name: str) -> bool:
    return name[:2] in NO_NAMES or "某" in name or name.endswith(_TITLES)
