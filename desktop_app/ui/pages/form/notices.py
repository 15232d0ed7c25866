"""Sentences and chips that the form page shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop_app.core.disclosure.states import STATE_WORDS, State
from desktop_app.core.forms.kinds import is_empty
from desktop_app.core.forms.migrate import Migrated
from desktop_app.core.forms.spec import FormSpec
from desktop_app.core.outbox.succession import SUCCESSION_WORDS, Link, Succession

if TYPE_CHECKING:
    from desktop_app.services.drafts import Copied

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


def copied_marks(copied: Copied, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands beside the label of each field that a copy of last time wants to be looked at."""
    marks = dict.fromkeys(copied.check, "上次的内容，请核对")
    marks |= {key: "要重新填" if is_empty(values.get(key)) else "按今天填的，请核对" for key in copied.anew}
    return marks


def copied_words(copied: Copied, spec: FormSpec) -> str:
    """Return what a copy of last time left empty, and what is to be checked in it."""
    parts = ["这份草稿是从上次复制来的。"]
    if copied.anew:
        parts.append(f"要重新填：{_labels(copied.anew, spec)}。")
    if copied.check:
        parts.append(f"沿用了上次的内容，请核对：{_labels(copied.check, spec)}。")
    return "".join(parts)


def succession_words(link: Link, title: str) -> str:
    """Return what a correction or replacement takes the place of, and what readers will be told.

    Args:
        title: of the original.
    """
    where = "另发一条，原网页上写明" if link.kind is Succession.CORRECT else "网址不变，换成这里的内容"
    words = SUCCESSION_WORDS[link.kind]
    return f"这是“{title}”的{words}稿：审过、发布以后，{where}。网页上写明的理由：{link.reason}。"


def _labels(keys: tuple[str, ...], spec: FormSpec) -> str:
    return "、".join(f"“{spec.fields[key].label}”" for key in keys)
