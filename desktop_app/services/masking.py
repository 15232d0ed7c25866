"""What findings are about, within the process that reads the file: the values to mask, and hidden texts to remove."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop_app.adapters.cleaners.values import Value, Values, longest_first
from desktop_app.core.checks.disguise import Disguises
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.normal import plain_digits
from desktop_app.core.checks.unit import Unit, UnitKind
from desktop_app.core.identifiers import mask

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
_NUMBER = re.compile(r"[0-9]{17}[0-9X]|[0-9]{11,19}")
_LIKE = str.maketrans("oil×хχ✕", "011xxxx")
"""Letters that are written for digits, and signs for X."""
_HIDDEN_TEXT = re.compile(r"hidden\.(?:covered-)?text")


def values_of(units: Sequence[Unit], found: Sequence[Finding], *, with_inner: bool = False) -> Values:
    """Return what the findings are about.

    Args:
        with_inner: of files within the file too, which cleaners remove whole.
    """
    texts: dict[Place, list[Unit]] = {}
    for unit in Disguises().watch(units):
        texts.setdefault(unit.place, []).append(unit)
    masked, parted = list[Value](), list[Value]()
    for finding in found:
        if finding.severity is not Severity.NOTE and (with_inner or not finding.place.inside):
            for unit in texts.get(finding.place, ()):
                masked += _of(finding, unit)
                parted += _disguised(finding, unit)
    unseen = [
        unit
        for unit in units
        if not unit.place.inside and unit.concealment and _HIDDEN_TEXT.fullmatch(unit.concealment.rule)
    ]
    hidden = tuple((unit.place.page or 0, unit.text) for unit in unseen)
    cells = frozenset((unit.place.sheet or "", unit.place.cell) for unit in unseen if unit.place.cell)
    return Values(longest_first((*masked, *parted)), hidden, cells, longest_first(parted))


def column_kind(header: str) -> str:
    """Return the kind of what a sensitive column holds, as `core.identifiers.mask` knows it; "" hides all of it."""
    return next((kind for words, kind in _KIND_OF_COLUMN if words.search(header)), "")


def _of(finding: Finding, unit: Unit) -> Iterator[Value]:
    """Yield what a finding names in a unit of its place; cells of a row may share one place."""
    if finding.rule == _COLUMN and unit.kind is UnitKind.HEADER and finding.span:
        kind = column_kind(unit.text)
        yield from (Value(text.strip(), kind, is_whole=True) for text in unit.column if _is_open(text))
    elif finding.rule in _KIND_OF_RULE and finding.span:
        start, end = finding.span
        text = unit.text[start:end]
        if len(text) == end - start and _ends_like(text, finding.evidence):
            yield Value(text, _KIND_OF_RULE[finding.rule])


def _disguised(finding: Finding, unit: Unit) -> Iterator[Value]:
    """Yield the number of a finding that stands in pieces or in another spelling: known by what its mask shows."""
    if unit.kind is not UnitKind.DISGUISED and (
        finding.span is None or not _is_apart(unit.text, finding.span)
    ):
        return
    kind = _KIND_OF_RULE.get(finding.rule, "")
    plain = re.sub(r"[ \-\s]", "", plain_digits(unit.text)).upper()
    for number in _NUMBER.findall(plain) if kind else ():
        if mask(kind, number) == finding.evidence:
            yield from (Value(number, kind), Value(number[::-1], kind))  # pages may turn letters round


def _is_apart(text: str, span: tuple[int, int]) -> bool:
    """Tell whether a value stands in several lines of one text, which the file may hold as paragraphs."""
    return "\n" in text[slice(*span)]


def _is_open(text: str) -> bool:
    return bool(text.strip()) and "*" not in text


def _ends_like(text: str, evidence: str) -> bool:
    """Tell whether masked evidence may stand for the text: what it shows of the end is the same.

    A number may be written from its end to its beginning.
    """
    end, said = evidence[-1:].casefold(), plain_digits(text).casefold()
    ends = (said[-1:], said[:1])
    return not (end.isalnum() and end.isascii()) or end in (*ends, *(one.translate(_LIKE) for one in ends))
