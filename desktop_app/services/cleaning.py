"""A copy of a file without what must not leave; the copy is checked again before it is offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from desktop_app.adapters.cleaners import KINDS
from desktop_app.adapters.cleaners.values import Value, Values, longest_first
from desktop_app.adapters.readers import kind_of
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units, is_marking
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


def clean_file(name: str, content: bytes, progress: Progress = silent) -> Cleaning:
    """Return a clean copy of a file; raises `CannotClean` for kinds, and for files, of which none can be made."""
    kind = kind_of(name, content)
    if kind is None or kind.name not in KINDS:
        raise CannotClean(
            f"“{name}”不是能自动清理的文件（能清理 docx、xlsx、pdf、图片、csv、txt）；请在原来的软件里清理后再检查。"
        )
    units = list(units_of(name, content, progress))
    found = check_units(units, progress)
    _refuse(name, found)
    cleaned = KINDS[kind.name]()(content, _values(units, found))
    left = file_findings(name, cleaned.content, progress).findings
    return Cleaning(cleaned.content, cleaned.done, cleaned.undone, left)


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
