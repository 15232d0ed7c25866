"""Names of organisations and people that were used before, for pick lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import AppError
from desktop_app.core.forms.spec import Column, Field
from desktop_app.core.progress import Progress

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

_KIND_OF = {"org": "org", "orgs": "org", "person": "person"}
_MOST = 2_000
_DISCLOSURES = 2_000


class NameBook:
    """Offers names by kind, those used most first; empty until it was filled."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}

    def names(self, kind: str) -> Sequence[str]:
        """Return the names of a kind, `org` or `person`."""
        return self._names.get(kind, ())

    def take(self, names: dict[str, list[str]]) -> None:
        """Offer these from now on."""
        self._names = names


def collect_names(desk: Desk, progress: Progress) -> dict[str, list[str]]:
    """Return the names that the latest disclosures hold, with the office's own; takes a while."""
    counts: dict[str, Counter[str]] = {"org": Counter(), "person": Counter()}
    for name, kind in ((desk.settings.office_name, "org"), (desk.settings.person, "person")):
        if name:
            counts[kind][name] += 1_000_000  # the office and the clerk come first
    items = desk.drafts.latest(_DISCLOSURES)
    for number, item in enumerate(items):
        progress("正在整理用过的名称", number / len(items))
        for kind, name in _used(desk, item.form, item.values):
            counts[kind][name] += 1
    desk.catalogue.matches(
        "a", list(counts["org"])[:1]
    )  # loads the pinyin tables here, not under a keystroke
    return {kind: [name for name, _ in counter.most_common(_MOST)] for kind, counter in counts.items()}


def _used(desk: Desk, form_id: str, values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    try:
        fields = desk.catalogue.form(form_id).fields
    except AppError:
        return  # a form that is broken or gone offers no names
    for key, raw in values.items():
        if (asked := fields.get(key)) is not None:
            yield from _of(asked, raw)


def _of(asked: Field | Column, raw: Any) -> Iterator[tuple[str, str]]:
    if isinstance(asked, Field) and asked.kind == "table":
        rows = raw if isinstance(raw, list) else []
        for row in rows:
            for name, column in asked.columns.items():
                yield from _of(column, row.get(name))
    elif kind := _KIND_OF.get(asked.kind):
        for one in raw if isinstance(raw, list) else [raw]:
            if isinstance(one, str) and one.strip():
                yield kind, one.strip()
