"""The catalogue in groups: by area, by the unit that leads, by the phase of a matter; and which are one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from desktop_app.core.forms.search import Entry

PHASE_NAMES = {
    "before": "事前：决定、实施以前",
    "during": "事中：办理、实施当中",
    "after": "事后：办完、有结果以后",
}

Aliases = Mapping[str, Sequence[str]]
"""A leading unit as the catalogue names it, to the words by which its full name is known."""

_TOWNSHIPS = ("镇", "乡")
_TOWNSHIP_LEVEL = "乡级"


class Grouping(StrEnum):
    """By what the catalogue is divided."""

    AREA = "area"
    LEAD_UNIT = "lead_unit"
    PHASE = "phase"


_NAMES: dict[Grouping, Callable[[Entry], Sequence[str]]] = {
    Grouping.AREA: lambda entry: (entry.area_name,),
    Grouping.LEAD_UNIT: lambda entry: entry.lead_units,
    Grouping.PHASE: lambda entry: (PHASE_NAMES[entry.phase],),
}


def groups(entries: Iterable[Entry], grouping: Grouping) -> dict[str, list[Entry]]:
    """Return the groups in the order in which they first occur; a type that several units lead is in each of theirs."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in _NAMES[grouping](entry):
            found.setdefault(name, []).append(entry)
    if grouping is Grouping.PHASE:
        return {name: found[name] for name in PHASE_NAMES.values() if name in found}
    return found


def is_own(entry: Entry, office: str, aliases: Aliases) -> bool:
    """Say whether an office is one that leads a type, or a township that issues it.

    Args:
        office: full name, 龙江县丰泽镇人民政府; nothing is its own while it is empty.
    """
    if _is_township(office):
        return _TOWNSHIP_LEVEL in entry.levels and "乡" in "".join((entry.issuer, *entry.lead_units))
    return any(_is_called(office, unit, aliases) for unit in entry.lead_units)


def _is_township(office: str) -> bool:
    seat = office.partition("人民政府")[0]
    return seat != office and seat.endswith(_TOWNSHIPS)


def _is_called(office: str, unit: str, aliases: Aliases) -> bool:
    name = unit.partition("（")[0]  # what follows says who does the work now
    words = aliases.get(name, (name.removeprefix("县"),))
    return any(word and word in office for word in words)
