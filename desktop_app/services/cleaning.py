"""A copy of a file without what must not leave; the copy is checked again before it is offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

import msgspec

from desktop_app.adapters.cleaners import KINDS, Cleaned
from desktop_app.adapters.cleaners.values import Value, Values, longest_first
from desktop_app.adapters.readers import guarded, kind_of, recognition
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.adapters.readers.process import Died, GuardedProcess
from desktop_app.core.checks.engine import check_units, is_marking
from desktop_app.core.checks.exceptions import NO_EXCEPTIONS, Exceptions
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.errors import UserError
from desktop_app.core.progress import Progress, silent
from desktop_app.services.checks import file_findings

_UNREADABLE = re.compile(r"unreadable\.(?!scan)")
_KIND_OF_RULE = {
    "pii.id-card": "id_card",
    "pii.mobile": "mobile",
    "pii.bank-card": "bank_card",
    "pii.passport": "passport",
    "pii.plate": "plate",
    "pii.email": "email",
    "pii.birth-date": "date",
    "pii.address": "address",
}
_COLUMN = "pii.column"
_KIND_OF_COLUMN = (
    (re.compile(r"身份证|身份号|证件"), "id_card"),
    (re.compile(r"电话|手机|联系"), "phone"),
    (re.compile(r"账号|帐号|卡号|账户|帐户"), "bank_card"),
    (re.compile(r"住址|地址"), "address"),
)
_HIDDEN_TEXT = re.compile(r"hidden\.(?:covered-)?text")


class CannotClean(UserError):
    """A file of which no clean copy can be made."""

    code = "U430"


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A copy and what is to be said of it.

    Args:
        done: what was removed or masked, Chinese clauses.
        undone: what the cleaner could not do.
        left: what the checks still find in the copy.
    """

    content: bytes
    done: tuple[str, ...]
    undone: tuple[str, ...]
    left: list[Finding]


class _Request(msgspec.Struct):
    name: str
    content: bytes
    reads_pictures: bool
    exceptions: Exceptions


class _Answer(msgspec.Struct):
    """The copy, or why there is none."""

    content: bytes = b""
    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    refusal: str = ""


def clean_file(
    name: str, content: bytes, progress: Progress = silent, exceptions: Exceptions = NO_EXCEPTIONS
) -> Cleaning:
    """Return a clean copy of a file; raises `CannotClean` for kinds, and for files, of which none can be made.

    Made in a process of its own, as all reading of foreign files; `progress` may raise `Cancelled`.
    """
    request = _Request(name, content, not recognition.is_off(), exceptions)
    process = GuardedProcess(clean_within)
    try:
        answer = msgspec.msgpack.decode(process.ask(msgspec.msgpack.encode(request), progress), type=_Answer)
    except Died as death:
        raise CannotClean(f"“{name}”：{guarded.REASONS[death.how.rule]}，没有做成清理后的文件。") from death
    finally:
        process.kill()
    if answer.refusal:
        raise CannotClean(answer.refusal)
    left = file_findings(name, answer.content, progress, exceptions).findings
    return Cleaning(answer.content, answer.done, answer.undone, left)


def clean_within(request: bytes, progress: Progress) -> bytes:
    """Make the copy, within the process."""
    asked = msgspec.msgpack.decode(request, type=_Request)
    with recognition.switched_off(not asked.reads_pictures):
        try:
            cleaned = _cleaned(asked.name, asked.content, progress, asked.exceptions)
        except CannotClean as refusal:
            return msgspec.msgpack.encode(_Answer(refusal=str(refusal)))
    return msgspec.msgpack.encode(_Answer(cleaned.content, cleaned.done, cleaned.undone))


def _cleaned(name: str, content: bytes, progress: Progress, exceptions: Exceptions) -> Cleaned:
    kind = kind_of(name, content)
    if kind is None or kind.name not in KINDS:
        raise CannotClean(
            f"“{name}”不是能自动清理的文件（能清理 docx、xlsx、pdf、图片、csv、txt）；请在原来的软件里清理后再检查。"
        )
    units = list(units_of(name, content, progress))
    found = check_units(units, progress, exceptions)
    _refuse(name, found)
    return KINDS[kind.name]()(content, _values(units, found))


def _refuse(name: str, found: Iterable[Finding]) -> None:
    for finding in found:
        if is_marking(finding):
            raise CannotClean(f"“{name}”：{finding.message}")
        if _UNREADABLE.match(finding.rule) and not finding.place.inside:
            raise CannotClean(f"“{name}”：{finding.message}")


def _values(units: list[Unit], found: list[Finding]) -> Values:
    """What the findings are about, of the file itself: files within it are removed whole."""
    texts: dict[Place, list[Unit]] = {}
    for unit in units:
        texts.setdefault(unit.place, []).append(unit)
    masked: list[Value] = []
    for finding in found:
        if finding.severity is not Severity.NOTE and not finding.place.inside:
            for unit in texts.get(finding.place, ()):
                masked += _of(finding, unit)
    hidden = tuple(
        (unit.place.page or 0, unit.text)
        for unit in units
        if not unit.place.inside and unit.concealment and _HIDDEN_TEXT.fullmatch(unit.concealment.rule)
    )
    return Values(longest_first(masked), hidden)


def _of(finding: Finding, unit: Unit) -> Iterator[Value]:
    """Yield what a finding names in a unit of its place; cells of a row may share one place."""
    if finding.rule == _COLUMN and unit.kind is UnitKind.HEADER and finding.span:
        kind = next((kind for words, kind in _KIND_OF_COLUMN if words.search(unit.text)), "")
        yield from (Value(text.strip(), kind, is_whole=True) for text in unit.column if _is_open(text))
    elif finding.rule in _KIND_OF_RULE and finding.span:
        start, end = finding.span
        text = unit.text[start:end]
        if len(text) == end - start and _ends_like(text, finding.evidence):
            yield Value(text, _KIND_OF_RULE[finding.rule])


def _is_open(text: str) -> bool:
    return bool(text.strip()) and "*" not in text


def _ends_like(text: str, evidence: str) -> bool:
    """Tell whether masked evidence may stand for the text: what it shows of the end is the same."""
    end, said = (normalize("NFKC", last[-1:]).casefold() for last in (evidence, text))
    return not (end.isalnum() and end.isascii()) or said == end
