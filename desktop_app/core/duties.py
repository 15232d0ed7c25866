"""What the founding document of 2017 orders to be made public, sentence by sentence, and the forms that carry it.

The county is assessed against these sentences; `resources/duties.yaml` holds them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from desktop_app.core.shapes import shaped

WHOLE_AREA = ".*"


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence that orders something.

    Attributes:
        section: where it stands, `二（一）推进决策公开`.
        says: the document's own words; empty where a later law orders it.
        law: that later law, with what it asks.
        forms: the disclosure types that carry it, areas resolved.
        mechanism: true where it only sets up a procedure and orders no paper of its own.
    """

    section: str
    forms: tuple[str, ...]
    says: str = ""
    law: str = ""
    mechanism: bool = False


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    forms: tuple[str, ...]
    says: str = ""
    law: str = ""
    mechanism: bool = False


class _Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    section: str
    items: tuple[_Item, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    source: str
    duties: tuple[_Section, ...]


def duties(data: Any) -> tuple[Duty, ...]:
    """Return the duties in the document's order.

    Args:
        data: the content of `duties.yaml`.

    Raises:
        msgspec.ValidationError: the data has another shape.
    """
    sections = shaped(data, _File).duties
    named = {form for section in sections for item in section.items for form in item.forms}
    return tuple(
        Duty(
            section=section.section,
            says=item.says,
            law=item.law,
            mechanism=item.mechanism,
            forms=tuple(dict.fromkeys(_resolved(item.forms, named))),
        )
        for section in sections
        for item in section.items
    )


def _resolved(forms: Collection[str], named: Collection[str]) -> Iterator[str]:
    for form in forms:
        if form.endswith(WHOLE_AREA):
            area = form.removesuffix("*")
            yield from sorted(one for one in named if one.startswith(area) and not one.endswith(WHOLE_AREA))
        else:
            yield form
