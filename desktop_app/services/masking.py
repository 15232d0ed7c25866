"""What findings are about, within the process that reads the file: the values to mask, and hidden texts to remove."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from desktop_app.adapters.cleaners.values import Value, Values, longest_first
from desktop_app.core.checks.finding import Finding, Place, Severity
from desktop_app.core.checks.unit import Unit, UnitKind

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


def values_of(units: Sequence[Unit], found: Sequence[Finding], *, with_inner: bool = False) -> Values:
    """Return what the findings are about.

    Args:
        with_inner: of files within the file too, which cleaners remove whole.
    """
    texts: dict[Place, list[Unit]] = {}
    for unit in units:
        texts.setdefault(unit.place, []).append(unit)
    masked: list[Value] = []
    for finding in found:
        if finding.severity is not Severity.NOTE and (with_inner or not finding.place.inside):
            for unit in texts.get(finding.place, ()):
                masked += _of(finding, unit)
    unseen = [
        unit
        for unit in units
        if not unit.place.inside and unit.concealment and _HIDDEN_TEXT.fullmatch(unit.concealment.rule)
    ]
    hidden = tuple((unit.place.page or 0, unit.text) for unit in unseen)
    cells = frozenset((unit.place.sheet or "", unit.place.cell) for unit in unseen if unit.place.cell)
    return Values(longest_first(masked), hidden, cells)


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


def _is_open(text: str) -> bool:
    return bool(text.strip()) and "*" not in text


def _ends_like(text: str, evidence: str) -> bool:
    """Tell whether masked evidence may stand for the text: what it shows of the end is the same."""
    end, said = (normalize("NFKC", last[-1:]).casefold() for last in (evidence, text))
    return not (end.isalnum() and end.isascii()) or said == end
