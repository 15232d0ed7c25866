"""pii.health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.lexicon import health as words
from desktop_app.core.checks.names import acts_for_office, is_name, names
from desktop_app.core.checks.people import names_a_person
from desktop_app.core.checks.rule import Hit, rule
from desktop_app.core.checks.view import View

_HEALTH = re.compile(rf"(?:{words.ILLNESS}|{words.DISABILITY})(?!{words.TOPIC})", re.IGNORECASE)
_HEADER = re.compile(words.HEALTH_HEADER)
_REASON = re.compile(words.REASON_HEADER)
_NOTHING = re.compile(words.NOTHING)
_NOT_PATIENTS = re.compile(words.NOT_PATIENTS)
_NOT_PATIENTS_HEADER = re.compile(words.NOT_PATIENTS_HEADER)
_FORM_LINE = re.compile(words.FORM_LINE)
_GOES_ON = re.compile(
    r"[他她你您]|其[^他中余]|[此该]人|该[生员]|[甲乙]方|原告|被告|申请人|被鉴定人|本人|自己|我(?![国省市县乡镇村局院校们])|俺|孩子|老[一-龥]患|"
    r"^\s*(?:[如现]今|后来|去年|前年|今年)?[^，,]{0,6}(?:患|得了|查出|确诊|诊断为|因病)|"
    r"[，,：:]\s*经?(?:诊断为|确诊|查出)|"
    r"^\s*(?:[左右双]|上肢|下肢|[眼耳头腰腿手脚肺肝胃心肾])"
)
"""A sentence without a name that speaks on of whoever was named before."""
_GENERAL = re.compile(
    r"应当|可以|可在|凡|各[级类乡镇村]|患者(?!$)|人员|群众|居民|的[，,]|《|“两癌|政策|免费|工作方案|防治工作"
)
_OF_OFFICE = re.compile(r"负责|联系|经办|医[生师]|教师|老师|法定代表|领导|干部|责任|作者|主讲|专家")
_SENTENCE = re.compile(r"[^。；;！!\n]+")
_TITLE = re.compile("《[^《》]{0,60}》")
"""What a book or a paper is about is nobody's illness."""
_ILLNESS = re.compile(rf"{words.ILLNESS}|{words.DISABILITY}", re.IGNORECASE)
_LEADS = re.compile(
    rf"(?:{words.ILLNESS}|{words.DISABILITY})"
    r"(?:(?:[^，,。；、]{0,3}、)?[^，,。；、]{0,8}的|人员|儿童|学生|职工|对象|群众|老人|居民)\s*\Z",
    re.IGNORECASE,
)
"""An illness that stands before the name: 车祸截瘫的某某."""
_SHARED = re.compile(r"\s*[、和与及,，]\s*")
_MESSAGE = "写明了实名个人的疾病或残疾情况，请删去病情或隐去姓名。"

_Range = tuple[int, int]


@rule(
    "pii.health",
    Severity.BLOCK,
    gate=words.GATE,
    cell_label=words.HEALTH_HEADER,
    label_gate="[一-龥]",
    fix="remove",
    source="个人信息保护法第二十八条（医疗健康）",
    once_per_row=True,
)
def health(view: View) -> Iterator[Hit]:
    """健康信息: illness or disability tied to a person who is named in full, there or just above.

    Bad:   村民郑秀云患尿毒症，每周透析三次
    Good:  全县患有高血压的参保人员可按规定办理
    """
    told = list(_cell(view)) if view.is_cell and (view.label or view.unit.row) else []
    yield from told
    if told or (view.is_cell and _is_of_others(view)):
        return
    for sentence in _SENTENCE.finditer(view.text):
        yield from _sentence(view, sentence)


def _cell(view: View) -> Iterator[Hit]:
    content = view.text.strip()
    if _NOTHING.fullmatch(content) or not (names_a_person(view) or _has_a_name_beside(view)):
        return
    if _is_of_others(view):
        return
    declared = _HEADER.search(view.label) and not _REASON.search(view.label)
    if declared or _HEALTH.search(content):
        start = view.text.index(content)
        yield Hit(start, start + len(content), f"{view.where}{_MESSAGE}", "*" * min(len(content), 8))


def _is_of_others(view: View) -> bool:
    """Whether the list is one of doctors or animals."""
    return any(_NOT_PATIENTS_HEADER.search(header) for header in (view.label, *view.headers))


def _has_a_name_beside(view: View) -> bool:
    """By its own characters, under a header that says nothing of an office."""
    return any(is_name(text) and not _OF_OFFICE.search(header) for header, text in view.unit.row)


def _sentence(view: View, sentence: re.Match[str]) -> Iterator[Hit]:
    said = _TITLE.sub(lambda title: "·" * len(title[0]), sentence[0])
    if not _ILLNESS.search(said) or _NOT_PATIENTS.search(said):
        return
    people, illness = _private(said), _HEALTH.search(said)
    if not people:
        yield from _of_whom_was_named(view, sentence, illness) if illness else ()
        return
    for name, ill in _patients(said, people) or [(name, illness) for name in people[:1] if illness]:
        start, end = min(name[0], ill.start()), max(name[1], ill.end())
        evidence = f"{said[name[0]]}**，{'*' * (ill.end() - ill.start())}"
        yield Hit(sentence.start() + start, sentence.start() + end, f"正文中{_MESSAGE}", evidence)


def _private(text: str) -> list[_Range]:
    return [name for name in names(text) if not acts_for_office(text, *name)]


def _patients(said: str, people: list[_Range]) -> list[tuple[_Range, re.Match[str]]]:
    """Return whose illness is told: right before the name, up to the next one, or behind a row of names for all."""
    starts = [0] + [end for _, end in people[:-1]]
    ends = [start for start, _ in people[1:]] + [len(said)]
    found: list[tuple[_Range, re.Match[str]]] = []
    shared: re.Match[str] | None = None
    for name, start, end in reversed(list(zip(people, starts, ends, strict=True))):
        if led := _LEADS.search(said, start, name[0]):
            found.append((name, led))
            shared = None
            continue
        ill = _HEALTH.search(said, name[1], end)
        if ill is None and not _SHARED.fullmatch(said, name[1], end):
            shared = None
        shared = ill or shared
        if shared:
            found.append((name, shared))
    return found[::-1]


def _of_whom_was_named(view: View, sentence: re.Match[str], illness: re.Match[str]) -> Iterator[Hit]:
    """A form's line, or a sentence that speaks on of whoever was named before: by a pronoun or by the given name."""
    said = sentence[0]
    if _GENERAL.search(said):
        return
    goes_on = _FORM_LINE.match(said) or _GOES_ON.search(said)
    above = (view.text[: sentence.start()], *reversed(view.before))
    named = next(((text, people) for text in above if (people := _private(text))), None)
    if named and (
        goes_on or any(named[0][start + 1 : end] in said for start, end in named[1] if end - start > 2)
    ):
        start, end = sentence.start() + illness.start(), sentence.start() + illness.end()
        yield Hit(start, end, f"正文中{_MESSAGE}", "*" * (end - start))
