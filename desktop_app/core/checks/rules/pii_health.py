"""pii.health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon import health as words
from desktop_app.core.checks.people import names, names_a_person
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_HEALTH = re.compile(f"{words.ILLNESS}|{words.DISABILITY}", re.IGNORECASE)
_HEADER = re.compile(words.HEALTH_HEADER)
_REASON = re.compile(words.REASON_HEADER)
_NOTHING = re.compile(words.NOTHING)
_NOT_PATIENTS = re.compile(words.NOT_PATIENTS)
_NOT_PATIENTS_HEADER = re.compile(words.NOT_PATIENTS_HEADER)
_SENTENCE = re.compile(r"[^。；;！!\n]+")
_MESSAGE = "写明了实名个人的疾病或残疾情况，请删去病情或隐去姓名。"


@rule(
    "pii.health",
    Severity.BLOCK,
    gate=r"病|癌|残|症|[一二三四1-4]级|肢体|智力|精神|视力|听力|言语|艾滋|HIV|hiv|瘤|透析|[瘫痪痫痴呆聋盲哑]|肝|肾|心|脑|炎|骨|毒|综合|先天|衰|甲[亢减]|双相|躁狂|伤|溃疡|白内障|青光眼|房颤|不孕|唐氏|侏儒|植物人|渐冻|肌|黄疸|痛风|麻风|硬化|突出|心律",
    fix="remove",
    source="个人信息保护法第二十八条（医疗健康）",
    once_per_row=True,
)
def health(view: View) -> Iterator[Hit]:
    """健康信息: illness or disability tied to a person who is named in full.

    Bad:   村民郑秀云患尿毒症，每周透析三次
    Good:  全县患有高血压的参保人员可按规定办理
    """
    if view.is_cell and view.label:
        yield from _cell(view)
        return
    for sentence in _SENTENCE.finditer(view.text):
        yield from _sentence(sentence)


def _cell(view: View) -> Iterator[Hit]:
    content = view.text.strip()
    if not names_a_person(view) or _NOTHING.fullmatch(content):
        return
    if any(_NOT_PATIENTS_HEADER.search(header) for header in (view.label, *view.headers)):
        return
    declared = _HEADER.search(view.label) and not _REASON.search(view.label)
    if declared or _HEALTH.search(content):
        start = view.text.index(content)
        yield Hit(start, start + len(content), f"{view.where}{_MESSAGE}", "*" * min(len(content), 8))


def _sentence(sentence: re.Match[str]) -> Iterator[Hit]:
    said = sentence[0]
    illness = _HEALTH.search(said)
    if not illness or _NOT_PATIENTS.search(said):
        return
    people = sorted(names(said))
    for name, ill in _patients(said, people) or [(name, illness) for name in people[:1]]:
        start, end = min(name[0], ill.start()), max(name[1], ill.end())
        evidence = f"{said[name[0]]}**，{'*' * (ill.end() - ill.start())}"
        yield Hit(sentence.start() + start, sentence.start() + end, f"正文中{_MESSAGE}", evidence)


def _patients(said: str, people: list[tuple[int, int]]) -> list[tuple[tuple[int, int], re.Match[str]]]:
    """Return whose illness is told between the name and the next one; a name at the end has its illness before it."""
    ends = [start for start, _ in people[1:]] + [len(said)]
    found = ((name, _HEALTH.search(said, name[1], end)) for name, end in zip(people, ends, strict=False))
    return [(name, ill) for name, ill in found if ill]
