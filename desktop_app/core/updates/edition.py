"""Which version of which rule made one finding or one date; `rules_version` tells the state of all rules."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from desktop_app.core.updates.rules_version import SHOWN

_KIND_WORDS = {"form": "表单", "calendar": "放假安排", "checks": "检查规则"}


class Origin(msgspec.Struct, frozen=True):
    """Who brought a rule.

    Args:
        by: the program itself, a signed pack, or the office.
        number: the program's version or the pack's serial; empty for the office's own.
    """

    by: Literal["program", "pack", "office"]
    number: str = ""

    @property
    def words(self) -> str:
        """What people read."""
        return {
            "program": f"程序 {self.number} 版自带",
            "pack": f"第 {self.number} 号更新包",
            "office": "本单位自己的",
        }[self.by]


class Edition(msgspec.Struct, frozen=True):
    """One version of one rule.

    Args:
        kind: a form with its limits, a year's arrangement of holidays, or the checks, which are part of the program.
        name: the form's id or the year; empty for the checks, which a finding names itself.
        version: the form's number, the notice's document number, the program's version.
        sha256: of the rule's own files; empty for the checks, which are the program.
    """

    kind: Literal["form", "calendar", "checks"]
    name: str
    version: str
    origin: Origin
    sha256: str = ""

    @property
    def words(self) -> str:
        """What people read: `表单第 3 版（程序 0.9.0 版自带，摘要 1a2b3c4d5e6f）`."""
        if self.kind == "checks":
            return f"{_KIND_WORDS[self.kind]}（{self.origin.words}）"
        version = f"第 {self.version} 版" if self.kind == "form" else f" {self.version}"
        year = f"{self.name} 年" if self.kind == "calendar" else ""
        return f"{year}{_KIND_WORDS[self.kind]}{version}（{self.origin.words}，摘要 {self.sha256[:SHOWN]}）"

    @property
    def key(self) -> str:
        """What tells it from the others of one run: `form:water.outage@3`, `checks@0.9.0`."""
        return f"{self.kind}{f':{self.name}' if self.name else ''}@{self.version}"

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


def words_of(*editions: Edition) -> str:
    """Return what tells people which versions something was made by, a line each; empty for none."""
    return "\n".join(f"{'　　　' if number else '版本：'}{one.words}" for number, one in enumerate(editions))
