"""Sentences and chips that the form page shows."""

from __future__ import annotations

from datetime import datetime

from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.forms.migrate import Migrated
from desktop_app.core.forms.spec import FormSpec

_TONES = {
    State.DRAFT: "",
    State.IN_REVIEW: "amber",
    State.APPROVED: "blue",
    State.QUEUED: "amber",
    State.PUBLISHED: "green",
    State.WITHDRAWN: "red",
    State.REPLACED: "amber",
}


def state_words(state: State) -> tuple[str, str]:
    """Return a state's word and its colour."""
    return STATE_WORDS[state], _TONES[state]


def saved_words(moment: datetime) -> str:
    """Return since when everything typed is kept."""
    return f"已保存 {moment:%H:%M}"


def migration_words(migrated: Migrated, spec: FormSpec) -> str:
    """Return what a newer version of the form did to the answers; values that lost their place can be copied."""
    parts = ["这份草稿是用旧版表单填的，已按新版打开，请核对。", *migrated.notes]
    parts += [f"原来的“{key}”不再需要，内容是：{raw}" for key, raw in migrated.set_aside.items()]
    if migrated.to_check:
        labels = "、".join(f"“{spec.fields[key].label}”" for key in migrated.to_check)
        parts.append(f"这些项的内容要按新版重填：{labels}。")
    return "\n".join(parts)
