"""Pictures of which a page shows only a part: what was cropped away stays in the file."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple, cast

from desktop_app.adapters.readers.office.package import Package
from desktop_app.adapters.readers.office.xml import Element, R, descendants, local
from desktop_app.core.checks.concealment import CACHE
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit
from desktop_app.core.crops import LEAST, SIDES, VML_SIDES, share

if TYPE_CHECKING:
    from PIL.Image import Image

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
                yield _Use(parts["blip"].get(f"{R}embed", ""), _shares(parts.get("srcRect"), SIDES))
        elif local(element) == "imagedata":
            yield _Use(element.get(f"{R}id", ""), _shares(element, VML_SIDES))


def _shares(element: Element | None, sides: tuple[str, ...]) -> Crop:
    """The share of each side; a strip that nobody can read, or none, is 0, and so is a negative one."""
    shares = [share(element.get(side, "")) if element is not None else 0.0 for side in sides]
    return tuple(one if one >= LEAST else 0.0 for one in shares)


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
        round(part * length) for part, length in zip(crop, (width, height, width, height), strict=True)
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
