"""As much of style sheets as decides whether a page's text can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.adapters.readers.office.colours import BLACK, WHITE, hex_colour, is_seen

Style = dict[str, str]

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*|\*)?((?:[.#][\w-]+)*)")
_LENGTH = re.compile(r"(-?[0-9.]+)\s*(px|pt|em|rem|%)?")
_RGB = re.compile(r"rgba?\(\s*(\d+)\s*[, ]\s*(\d+)\s*[, ]\s*(\d+)\s*(?:[,/]\s*([0-9.]+%?)\s*)?\)")
_TINY = {"px": 2.0, "pt": 2.0, "em": 0.1, "rem": 0.1, "%": 10.0, None: 2.0}
_FAR = 900.0
_INHERITED = ("color", "font-size", "visibility")
_PICTURE = re.compile(r"url\(|gradient\(")


@dataclass(frozen=True, slots=True)
class Rule:
    """A simple selector (`tag.class#id`) and what it declares."""

    tag: str
    names: frozenset[str]
    style: tuple[tuple[str, str], ...]

    def fits(self, tag: str, names: frozenset[str]) -> bool:
        """Tell whether an element of this tag, with `.class` and `#id` names, is meant."""
        return self.tag in ("", "*", tag) and self.names <= names


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
    """Yield the rules of a style sheet that have simple selectors; of `@media` those for every medium."""
    for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
        style = tuple(declarations(body).items())
        for selector in selectors.split(","):
            if found := _SELECTOR.fullmatch(selector.strip()):
                yield Rule((found[1] or "").lower(), frozenset(re.findall(r"[.#][\w-]+", found[2])), style)


def declarations(text: str) -> Style:
    """Return the properties that a declaration block sets, lower-case, without `!important`."""
    style: Style = {}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        if value.strip():
            style[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return style


def computed(rules: Iterable[Rule], tag: str, names: frozenset[str], inline: str) -> Style:
    """Return an element's own style: rules in their order, then its attribute."""
    style: Style = {}
    for rule in rules:
        if rule.fits(tag, names):
            style.update(rule.style)
    style.update(declarations(inline))
    return style


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
