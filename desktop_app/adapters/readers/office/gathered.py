"""What one paragraph or table cell holds: what is seen, and everything else by how it hides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from desktop_app.core.checks.concealment import REVISION, Concealment
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

_NEW_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that belongs to a paragraph and is not of it: a field's code, a picture's description, word art."""

    text: str
    label: str
    part: str | None = None
    is_seen: bool = False


@dataclass(slots=True)
class Gathered:
    """Collects in reading order.

    Args:
        revisers: who changed something here; one name may be empty.
    """

    asides: list[Aside] = field(default_factory=list)
    revisers: set[str] = field(default_factory=set)
    _seen: list[str] = field(default_factory=list)
    _removed: list[str] = field(default_factory=list)
    _whole: list[str] = field(default_factory=list)
    _hidden: dict[Concealment, list[str]] = field(default_factory=dict)
    _spliced: set[Concealment] = field(default_factory=set)
    _last: Concealment | None = None

    @property
    def text(self) -> str:
        """What a person reads."""
        return "".join(self._seen).strip(_NEW_LINE)

    def add(self, text: str, how: Concealment | None = None) -> None:
        """Take a run's text, hidden in some way or seen."""
        if not text:
            return
        if how is not self._last and self._whole and _joins(self._whole[-1], text):
            self._spliced.update(way for way in (how, self._last) if way)
        self._last = how
        self._whole.append(text)
        if how is None:
            self._seen.append(text)
            self._break(self._removed)
        else:
            self._hidden.setdefault(how, []).append(text)

    def remove(self, text: str) -> None:
        """Take text that a revision deleted and the file keeps."""
        self._removed.append(text)

    def new_line(self) -> None:
        """Separate what came from what comes, as a paragraph's end within a cell does."""
        self.add(_NEW_LINE, self._last)

    def units(self, place: Place, *, seen: bool = True) -> Iterator[Unit]:
        """Yield the seen text, unless a table carries it, then what hides."""
        if seen and self.text:
            yield Unit(self.text, place)
        for how, texts in self._hidden.items():
            # Digits cut out of a number say nothing alone: then the whole line is what hides.
            text = "".join(self._whole if how in self._spliced else texts)
            if text.strip():
                yield Unit(text, place, concealment=how)
        yield from self._revision(replace(place, part="revision"))
        for aside in self.asides:
            where = replace(place, part=aside.part or place.part)
            yield Unit(aside.text, where, label=aside.label, hidden=not aside.is_seen)

    def _revision(self, place: Place) -> Iterator[Unit]:
        removed = "".join(self._removed).strip()
        if removed or self.revisers:
            text = removed or "、".join(sorted(self.revisers)).strip("、") or "修订"
            yield Unit(text, place, concealment=REVISION)

    @staticmethod
    def _break(texts: list[str]) -> None:
        if texts and texts[-1] != _NEW_LINE:
            texts.append(_NEW_LINE)


def _joins(before: str, after: str) -> bool:
    return before[-1].isdigit() and after[0].isdigit()
