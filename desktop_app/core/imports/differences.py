"""A batch at one glance: what all of its disclosures say alike, and in what they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.core.forms.kinds import shown
from desktop_app.core.forms.spec import Field, FormSpec

_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Differences:
    """The answers of a batch side by side.

    Args:
        shared: label and text of what is the same in all, in the form's order; answers that none has are left out.
        varying: keys and labels of what differs.
        rows: for each disclosure its texts of what differs, in the order of `varying`.
    """

    shared: tuple[tuple[str, str], ...] = field(repr=False)
    varying: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


def differences(spec: FormSpec, answers: Sequence[Mapping[str, Any]]) -> Differences:
    """Compare the visible answers of disclosures of one form."""
    keys = [key for step in spec.steps for key in step.fields]
    texts = {key: tuple(_text(spec.fields[key], one.get(key)) for one in answers) for key in keys}
    varying = [key for key in keys if len(set(texts[key])) > 1]
    return Differences(
        shared=tuple(
            (spec.fields[key].label, texts[key][0])
            for key in keys
            if key not in varying and answers and texts[key][0]
        ),
        varying=tuple((key, spec.fields[key].label) for key in varying),
        rows=tuple(tuple(texts[key][number] for key in varying) for number in range(len(answers))),
    )


def _text(asked: Field, raw: Any) -> str:
    if asked.kind == "table" and isinstance(raw, list):
        return f"{len(raw)} 行"
    return shown(asked.kind, raw, asked)[:_LONGEST]
