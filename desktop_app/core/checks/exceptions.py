"""What a county excepts from the leak rules (例外), as data: its own words, its published numbers, its permissions.

An exception never lets a whole rule go: words excuse what stands within them, numbers themselves alone, a permission
one rule in the forms it names, and a marking is excused by the exact sentence that a second person decided on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import msgspec

from desktop_app.core.checks.finding import Severity
from desktop_app.core.checks.normal import normalise
from desktop_app.core.checks.rule import Hit
from desktop_app.core.checks.view import View

MARKING = "secrecy.classification-mark"
_BY_NUMBER = frozenset({"pii.mobile", "pii.bank-card", "pii.email", "pii.plate", "pii.address"})
_COLUMN = "pii.column"
_NEVER = frozenset({MARKING, "pii.id-card"})
"""No county may except these: a marking needs a decision on its sentence, and no office publishes identity numbers."""
_EXCEPTABLE = re.compile(r"(?:pii|commercial|secrecy|wording)\.")
_BETWEEN = re.compile(r"[\s\-－—_·]")
_BLANK = re.compile(r"[\s\-—/_、无略]*")
_MASKED = re.compile(r"[*＊×●■□]{2,}")


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The county's own word: a name or a phrase that looks like something it is not.

    Args:
        rules: which rules leave it alone; at least one.
    """

    text: str
    rules: tuple[str, ...]
    reason: str


class Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number, account or address that an office publishes as its own.

    Args:
        value: as people write it; blanks and hyphens do not matter.
        owner: whose it is.
    """

    value: str
    owner: str


class Sentence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A whole sentence with the look of a marking, on which a confidentiality reviewer decided.

    Args:
        decided_on: the day, ISO 8601.
    """

    text: str
    reason: str
    decided_by: str
    decided_on: str


class Permission(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Personal data that some forms may publish.

    Args:
        forms: patterns of form ids, `finance.*`.
        field: key of a field, `table.column`, or `attachments`; empty for the whole disclosure.
        basis: the document that permits it.
    """

    forms: tuple[str, ...]
    rule: str
    basis: str
    field: str = ""


class Exceptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All that a county excepts."""

    words: tuple[Word, ...] = ()
    published: tuple[Published, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    permissions: tuple[Permission, ...] = ()

    def for_form(self, form: str) -> Exceptions:
        """Return what holds for one form; "" is a file that belongs to none, for which no permission holds."""
        kept = [one for one in self.permissions if any(fnmatchcase(form, name) for name in one.forms)]
        return msgspec.structs.replace(self, permissions=tuple(kept if form else ()))

    def for_attachments(self) -> Exceptions:
        """Return what holds within the files that go along."""
        kept = [one for one in self.permissions if one.field in ("", "attachments")]
        whole = [msgspec.structs.replace(one, field="") for one in kept]
        return msgspec.structs.replace(self, permissions=tuple(whole))

    def judge(self, rule: str, view: View, hit: Hit) -> Hit | None:
        """Return the hit as it stands, milder where it is permitted, or None where it is excused."""
        if rule == MARKING:
            return None if self._is_decided(view, hit) else hit
        if self._is_published(rule, view, hit) or self._is_own_word(rule, view, hit):
            return None
        permission = self._permission(rule, view.unit.place.field or "")
        if permission is None:
            return hit
        words = f"{hit.message.rstrip('。')}（本县规定可以公开：{permission.basis}）。"
        return msgspec.structs.replace(hit, message=words, severity=Severity.NOTE)

    def _is_decided(self, view: View, hit: Hit) -> bool:
        start = view.text.rfind("\n", 0, hit.start) + 1
        line = view.text[start:].partition("\n")[0]
        return any(_plain(one.text) == _plain(line) for one in self.sentences)

    def _is_published(self, rule: str, view: View, hit: Hit) -> bool:
        if not self.published:
            return False
        known = {_bare(one.value) for one in self.published}
        if rule in _BY_NUMBER:
            return _bare(view.text[hit.start : hit.end]) in known
        return rule == _COLUMN and all(
            _bare(cell) in known or _MASKED.search(cell) or _BLANK.fullmatch(cell)
            for cell in view.unit.column
        )

    def _is_own_word(self, rule: str, view: View, hit: Hit) -> bool:
        return any(
            start <= hit.start and hit.end <= start + len(word.text)
            for word in self.words
            if rule in word.rules
            for start in _places(normalise(word.text).text, view.text)
        )

    def _permission(self, rule: str, path: str) -> Permission | None:
        if not self.permissions:
            return None
        steps = [step for step in path.removeprefix("values.").split(".") if not step.isdigit()]
        fields = ("", *(".".join(steps[:count]) for count in range(1, len(steps) + 1)))
        return next((one for one in self.permissions if one.rule == rule and one.field in fields), None)


NO_EXCEPTIONS = Exceptions()
"""The county has none."""


def is_exceptable(rule: str) -> bool:
    """Say whether words and permissions may name a rule."""
    return _EXCEPTABLE.match(rule) is not None and rule not in _NEVER


def _places(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _bare(value: str) -> str:
    return _BETWEEN.sub("", normalise(value).text).removeprefix("+86").casefold()


def _plain(line: str) -> str:
    return re.sub(r"\s", "", normalise(line).text)
