"""How Word text looks in the end, by styles and direct formatting: enough to tell whether it can be seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.adapters.readers.colours import BLACK, WHITE, hex_colour, is_seen
from desktop_app.adapters.readers.office.xml import Element, W, children, is_on, local
from desktop_app.core.checks.concealment import COVERED_TEXT, TEXT, Concealment

Look = dict[str, str]
"""Property to value: `vanish` and `noFill` 0 or 1, `color` and `shd` hexadecimal or empty, the others as written."""

Ground = str | None
"""The colour below, six hexadecimal digits; None where it cannot be told (a picture, a pattern)."""

_TINY_HALF_POINTS = 6
_NARROW_PERCENT = 10
_DEEPEST_CHAIN = 12
_WHITE_THEMES = ("background1", "light1", "bg1", "lt1")


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    look: Look
    is_shaded: bool


@dataclass(slots=True)
class Looks:
    """The styles of a document."""

    styles: dict[str, _Style] = field(default_factory=dict)
    defaults: Look = field(default_factory=dict)
    default_paragraph: str = ""
    _chains: dict[str, Look] = field(default_factory=dict)

    def paragraph(self, properties: Element | None) -> Look:
        """Return the look that a paragraph's runs begin with, from its `pPr` or None."""
        style = _value(properties, "pStyle") or self.default_paragraph
        return {**self.defaults, **self._chain(style)}

    def run(self, paragraph: Look, properties: Element | None) -> Look:
        """Return a run's look, from its paragraph's and its own `rPr` or None."""
        if properties is None:
            return paragraph
        style = _value(properties, "rStyle")
        return {**paragraph, **(self._chain(style) if style else {}), **look_of(properties)}

    def is_shaded_table(self, style: str) -> bool:
        """Tell whether a table's style colours cells, so that a cell's ground is not known."""
        for _ in range(_DEEPEST_CHAIN):
            if style not in self.styles:
                return False
            if self.styles[style].is_shaded:
                return True
            style = self.styles[style].based_on
        return True

    def _chain(self, style: str) -> Look:
        if style not in self._chains:
            chain: list[Look] = []
            at = style
            while at in self.styles and len(chain) < _DEEPEST_CHAIN:
                chain.append(self.styles[at].look)
                at = self.styles[at].based_on
            self._chains[style] = {name: value for look in reversed(chain) for name, value in look.items()}
        return self._chains[style]


def looks_of(styles: Element) -> Looks:
    """Return the styles that the root of `styles.xml` declares."""
    looks = Looks()
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    looks.defaults = look_of(defaults)
    for style in styles.iterfind(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        shades = (shade_of(shade) for shade in style.iter(f"{W}shd"))
        looks.styles[name] = _Style(_value(style, "basedOn"), look_of(style.find(f"{W}rPr")), any(shades))
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
            looks.default_paragraph = name
    return looks


_CLEAR = 90_000


def look_of(properties: Element | None) -> Look:
    """Return what an `rPr` says itself."""
    look: Look = {}
    for child in children(properties) if properties is not None else ():
        name = local(child)
        value = child.get(f"{W}val")
        if name in ("vanish", "specVanish"):
            look["vanish"] = "1" if is_on(value) else "0"
        elif name == "color":
            look["color"] = _theme_white(child) or hex_colour(value) or ""
        elif name in ("sz", "w", "highlight"):
            look[name] = value or ""
        elif name == "shd":
            look["shd"] = shade_of(child) or ""
        elif name == "textFill":
            look["noFill"] = "1" if any(_is_clear(fill) for fill in child.iter()) else "0"
    return look


def _is_clear(fill: Element) -> bool:
    """Tell whether a fill of text, or its transparency in thousandths of a per cent, leaves nothing to see."""
    alpha = next((value for name, value in fill.attrib.items() if str(name).endswith("}val")), "")
    return local(fill) == "noFill" or (local(fill) == "alpha" and _number(str(alpha), 0) >= _CLEAR)


def shade_of(shading: Element | None) -> Ground:
    """Return the colour that a `shd` gives its ground; None where it gives none."""
    if shading is None:
        return None
    attribute = "color" if shading.get(f"{W}val") == "solid" else "fill"
    return hex_colour(shading.get(f"{W}{attribute}"))


def concealment_of(look: Look, ground: Ground) -> Concealment | None:
    """Return how text of this look hides on its ground; None where it can be seen."""
    if look.get("vanish") == "1" or look.get("noFill") == "1":
        return TEXT
    if _number(look.get("sz"), 99) <= _TINY_HALF_POINTS or _number(look.get("w"), 100) <= _NARROW_PERCENT:
        return TEXT
    colour = look.get("color") or ""
    marker = hex_colour(look.get("highlight"))
    own = marker or look.get("shd")
    if own:
        colour = colour or (BLACK if marker else "")  # automatic text turns white on shading, not on a marker
        if colour and not is_seen(colour, own):
            return TEXT if own == WHITE else COVERED_TEXT
        return None
    return TEXT if colour and ground and not is_seen(colour, ground) else None


def _theme_white(color: Element) -> str:
    named = color.get(f"{W}themeColor") in _WHITE_THEMES
    changed = color.get(f"{W}themeShade") or color.get(f"{W}themeTint")
    return WHITE if named and not changed else ""


def _value(parent: Element | None, name: str) -> str:
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float((text or "").rstrip("%")) if text else otherwise
    except ValueError:
        return otherwise
