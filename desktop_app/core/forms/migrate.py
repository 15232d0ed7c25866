"""Answers made with an older version of a form, carried over to the newer one.

Form files say in `changes` what each version renamed or removed, so no code is written for it; nothing is thrown
away: what found no place is handed back for the clerk to see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.forms.kinds import is_empty, typed_or_none
from desktop_app.core.forms.spec import FormSpec


class NewerForm(UserError):
    """A draft was made with a newer version of the form than this program has."""

    code = "F120"
    hint = "请先升级程序或表单文件，再打开这份草稿。"


@dataclass(frozen=True, slots=True)
class Migrated:
    """Answers under the current form.

    Args:
        notes: what changed, one Chinese sentence each, oldest first.
        set_aside: answers that have no field any more, by their old id.
        to_check: ids whose answer is kept but no longer accepted by the field's kind or choices.
    """

    values: dict[str, Any]
    notes: tuple[str, ...] = ()
    set_aside: dict[str, Any] = field(default_factory=dict)
    to_check: tuple[str, ...] = ()

    @property
    def has_changed(self) -> bool:
        """Say whether there is anything to show to the clerk."""
        return bool(self.notes or self.set_aside or self.to_check)


def migrate(values: Mapping[str, Any], version: int, spec: FormSpec) -> Migrated:
    """Carry answers from `version` to the form's own version.

    Raises:
        NewerForm: the answers come from a newer version than `spec`.
    """
    if version > spec.version:
        raise NewerForm(f"“{spec.name}”的这份草稿用的是第 {version} 版表单，本机只有第 {spec.version} 版。")
    if version == spec.version:
        return Migrated(dict(values))
    carried = dict(values)
    notes: list[str] = []
    for change in sorted(spec.changes, key=lambda one: one.version):
        if change.version > version:
            carried = {change.renamed.get(key, key): raw for key, raw in carried.items()}
            notes.append(change.note)
    set_aside = {key: raw for key, raw in carried.items() if key not in spec.fields}
    kept = {key: raw for key, raw in carried.items() if key in spec.fields}
    return Migrated(kept, tuple(notes), set_aside, _refused(kept, spec))


def _refused(values: Mapping[str, Any], spec: FormSpec) -> tuple[str, ...]:
    asked = spec.fields
    return tuple(
        key
        for key, raw in values.items()
        if not is_empty(raw) and typed_or_none(asked[key].kind, raw, asked[key]) is None
    )
