"""As much of style sheets as decides whether a page's text can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.adapters.readers.colours import BLACK, WHITE, hex_colour, is_seen

Style = dict[str, str]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_LENGTH = re.compile(r"(-?[0-9.]+)\s*(px|pt|em|rem|%)?")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*(?:[,/]\s*([0-9.]+%?)\s*)?\)")
_TINY = {"px": 2.0, "pt": 2.0, "em": 0.1, "rem": 0.1, "%": 10.0, None: 2.0}
_FAR = 900.0
_PICTURE = re.compile(r"url\(|gradient\(")


Part = tuple[str, frozenset[str]]
"""A tag (empty for any) with `.class` and `#id` names: of an element all it has, of a selector those it asks for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A selector (`table.list td.hid`), its parts from the outside in, and what it declares."""

    selector: tuple[Part, ...]
    style: tuple[tuple[str, str], ...]

    def fits(self, path: Sequence[Part]) -> bool:
        """Tell whether the last element of a path from the root is meant."""
        if not path or not _fits(self.selector[-1], path[-1]):
            return False
        above = iter(path[:-1])
        return all(any(_fits(part, element) for element in above) for part in self.selector[:-1])


@dataclass(frozen=True, slots=True)
class Look:
    """How an element's text looks; `ground` is None where a picture or a gradient lies below."""

    is_hidden: bool = False
    is_invisible: bool = False
    is_tiny: bool = False
    colour: str = BLACK
    ground: str | None = WHITE

    @property
    def is_unseen(self) -> bool:
        """Whether a person does not see the text."""
        if self.is_hidden or self.is_invisible or self.is_tiny:
            return True
        return self.ground is not None and not is_seen(self.colour, self.ground)


def rules_of(sheet: str) -> Iterator[Rule]:
    """Yield the rules of a style sheet whose selectors are tags, classes and identifiers, within one another."""
    for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
        style = tuple(declarations(body).items())
        for selector in selectors.split(","):
            found = [_SELECTOR.fullmatch(part) for part in selector.replace(">", " ").split()]
            if found and all(found):
                yield Rule(tuple(_part(part) for part in found if part), style)


def _part(found: re.Match[str]) -> Part:
    tag = (found[1] or "").lower().replace("*", "")
    return tag, frozenset(re.findall(r"[.#][\w-]+", found[2]))


def _fits(wanted: Part, element: Part) -> bool:
    return wanted[0] in ("", element[0]) and wanted[1] <= element[1]


def declarations(text: str) -> Style:
    """Return the properties that a declaration block sets, lower-case, without `!important`."""
    style: Style = {}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        if value.strip():
            style[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return style


class StyleSheet:
    """Rules found by what their last part asks for, so that a long sheet costs no more than a short one."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_key: dict[str, list[tuple[int, Rule]]] = {}
        for number, rule in enumerate(rules):
            tag, names = rule.selector[-1]
            self._by_key.setdefault(min(names, default=tag), []).append((number, rule))

    def __bool__(self) -> bool:
        """Tell whether there are any rules."""
        return bool(self._by_key)

    def style_of(self, path: Sequence[Part], inline: str) -> Style:
        """Return an element's own style: rules in their order, then its attribute."""
        style: Style = {}
        for _, rule in sorted(self._candidates(path), key=lambda numbered: numbered[0]):
            if rule.fits(path):
                style.update(rule.style)
        style.update(declarations(inline))
        return style

    def _candidates(self, path: Sequence[Part]) -> Iterator[tuple[int, Rule]]:
        for key in ("", path[-1][0], *path[-1][1]) if path else ():
            yield from self._by_key.get(key, ())


def look_within(outer: Look, style: Style) -> Look:
    """Return the look of an element of this style within another."""
    if not style:
        return outer
    visibility = style.get("visibility")
    return Look(
        outer.is_hidden or _is_hidden(style),
        visibility in ("hidden", "collapse") if visibility else outer.is_invisible,
        _is_tiny(style["font-size"]) if "font-size" in style else outer.is_tiny,
        _colour(style.get("color", "")) or outer.colour,
        _ground(style, outer.ground),
    )


def _is_hidden(style: Style) -> bool:
    if style.get("display") == "none" or _number(style.get("opacity", "1")) == 0:
        return True
    moved = [style.get(name, "") for name in ("left", "top", "text-indent", "margin-left", "right")]
    if any(_number(value) <= -_FAR for value in moved if value):
        return True
    is_clipped = style.get("overflow") == "hidden"
    return is_clipped and any(
        _number(style.get(name, "1")) == 0 for name in ("height", "width", "max-height")
    )


def _is_tiny(size: str) -> bool:
    found = _LENGTH.fullmatch(size)
    return bool(found) and float(found[1]) <= _TINY[found[2]] if found else False


def _ground(style: Style, outer: str | None) -> str | None:
    text = style.get("background-color") or style.get("background") or ""
    if _PICTURE.search(text) or _PICTURE.search(style.get("background-image", "")):
        return None
    words = [text, *text.split()]
    return next((colour for word in words if (colour := _colour(word))), outer)


def _colour(text: str) -> str | None:
    if found := _RGB.fullmatch(text):
        if found[4] and _number(found[4]) == 0:
            return None
        return "".join(f"{min(int(part), 255):02X}" for part in found.group(1, 2, 3))
    return hex_colour(text)


def _number(text: str) -> float:
    found = re.match(r"-?[0-9]*\.?[0-9]+", text.strip())
    return float(found[0]) if found else 1.0
