"""Pictures of which a page shows only a part: what was cropped away stays in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast

from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.xml import Element, R, descendants, local
from desktop_app.core.checks.concealment import CACHE
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_THOUSANDTHS_PERCENT = 100_000
_FIXED = 65_536
_LEAST = 0.02
"""A strip that is narrower holds nothing that can be read."""
_ALIKE = 40
"""Grey levels between which a strip is one colour, as a margin is."""
_MOST_PIXELS = 50_000_000

Crop = tuple[float, ...]
"""The shares that are cut off, left, top, right, bottom."""


class _Use(NamedTuple):
    """A picture where it is drawn, by the relation that names it."""

    relation: str
    crop: Crop


def crop_units(package: Package, part: str, root: Element, place: Place) -> Iterator[Unit]:
    """Yield one unit for each picture of a part whose cropped-away strips show something; raises `Unreadable`.

    A picture that is drawn whole elsewhere in the file hides nothing.
    """
    uses = [use for use in _uses(root) if any(use.crop)]
    if not uses:
        return
    pictures = {relation.id: relation.target for relation in package.relations(part)}
    whole = _drawn_whole(package)
    for use in uses:
        picture = pictures.get(use.relation, "")
        if picture in package and picture.lower() not in whole and _hides(package.read(picture), use.crop):
            yield Unit("裁剪的图片", place, concealment=CACHE)


def _uses(root: Element) -> Iterator[_Use]:
    for element in descendants(root):
        if local(element) == "blipFill":
            parts = {local(child): child for child in element}
            if "blip" in parts:
                yield _Use(parts["blip"].get(f"{R}embed", ""), _shares(parts.get("srcRect"), _SIDES))
        elif local(element) == "imagedata":
            yield _Use(element.get(f"{R}id", ""), _shares(element, _VML_SIDES))


def _shares(element: Element | None, sides: tuple[str, ...]) -> Crop:
    """The share of each side; a strip that nobody can read, or none, is 0, and so is a negative one."""
    shares = [_share(element.get(side, "")) if element is not None else 0.0 for side in sides]
    return tuple(share if share >= _LEAST else 0.0 for share in shares)


def _share(text: str) -> float:
    """Return `25000` (thousandths of a percent), `25%`, `16384f` (of 65536) or `.25` as a share of 1."""
    found = re.fullmatch(r"\s*(-?[0-9]{0,7}(?:\.[0-9]{0,9})?)\s*([f%]?)\s*", text)
    if not found or not re.search("[0-9]", found[1]):
        return 0.0
    value = float(found[1])
    if found[2]:
        return value / (_FIXED if found[2] == "f" else 100)
    return value if "." in found[1] else value / _THOUSANDTHS_PERCENT


def _drawn_whole(package: Package) -> set[str]:
    """The pictures that some part of the file draws uncropped."""
    whole: set[str] = set()
    for part in package.parts:
        if part.endswith(".xml") and part.count("/") and (relations := package.relations(part)):
            pictures = {
                relation.id: relation.target.lower() for relation in relations if relation.kind == "image"
            }
            if pictures:
                uses = _uses(package.xml(part))
                whole.update(pictures.get(use.relation, "") for use in uses if not any(use.crop))
    return whole


def _hides(content: bytes, crop: Crop) -> bool:
    """Tell whether a strip beside the part that is shown has more than one colour; of vector drawings nobody can."""
    from PIL import Image as Pictures

    try:
        picture = Pictures.open(BytesIO(content))
        if picture.width * picture.height > _MOST_PIXELS:
            return True
        grey = picture.convert("RGBA").convert("L")
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, RuntimeError):
        return False
    return any(_has_content(grey.crop(box)) for box in _strips(grey.size, crop))


def _has_content(grey: Image) -> bool:
    darkest, brightest = cast("tuple[int, int]", grey.getextrema())
    return brightest - darkest > _ALIKE


def _strips(size: tuple[int, int], crop: Crop) -> Iterator[tuple[int, int, int, int]]:
    width, height = size
    left, top, right, bottom = (
        round(share * length) for share, length in zip(crop, (width, height, width, height), strict=True)
    )
    strips = (
        (0, 0, left, height),
        (0, 0, width, top),
        (width - right, 0, width, height),
        (0, height - bottom, width, height),
    )
    yield from (
        (max(0, x), max(0, y), min(width, until), min(height, below))
        for x, y, until, below in strips
        if until > x and below > y
    )
