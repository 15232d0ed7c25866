"""Pictures of an office package cut to what its pages show of them."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from desktop_app.adapters.cleaners.package import Element, parsed, target_of
from desktop_app.core.crops import FIXED, LEAST, SIDES, THOUSANDTHS_PERCENT, VML_SIDES, share

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
_BEST = 95
CUT = "裁去图片上看不见的部分"
"""What a clerk is told was done."""
_NOTHING = (0.0, 0.0, 0.0, 0.0)

Crop = tuple[float, ...]
"""The shares that are cut off, left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A picture where a part draws it.

    Args:
        bearer: the element that says what is cropped; None where nothing is.
        sides: the names of its four attributes.
        whole: 1, in the unit in which they are written.
    """

    part: str
    picture: str
    bearer: Element | None
    sides: tuple[str, ...] = SIDES
    whole: int = THOUSANDTHS_PERCENT

    @property
    def crop(self) -> Crop:
        """What this use leaves out; a picture that is made larger than itself leaves nothing out."""
        if self.bearer is None:
            return _NOTHING
        return tuple(max(0.0, share(self.bearer.get(side) or "")) for side in self.sides)

    def write(self, crop: Crop) -> None:
        """Say what of the picture is cropped now that it has been cut."""
        for side, part in zip(self.sides, crop, strict=True):
            if self.bearer is not None and side in self.bearer.attrib:
                self.bearer.set(side, f"{round(part * self.whole)}{'f' if self.whole == FIXED else ''}")


def cut_pictures(content: bytes) -> tuple[bytes, int]:
    """Return the package with its pictures cut where all that draw one leave the same strip out, and how many were.

    Vector drawings and pictures that cannot be read stay as they are; the check of the copy says so.
    """
    with ZipFile(BytesIO(content)) as package:
        roots: dict[str, Element] = {}
        drawn: dict[str, list[_Use]] = defaultdict(list)
        for use in _uses(package, roots):
            drawn[use.picture].append(use)
        crops = {picture: _common(uses) for picture, uses in drawn.items()}
        cut = {
            picture: piece
            for picture, crop in crops.items()
            if any(part >= LEAST for part in crop) and (piece := _cut(package.read(picture), crop))
        }
        for picture in cut:
            for use in drawn[picture]:
                use.write(_what_is_left(use.crop, crops[picture]))
        changed = {use.part for picture in cut for use in drawn[picture]}
        return _rewritten(package, cut, {part: roots[part] for part in changed}), len(cut)


def _uses(package: ZipFile, roots: dict[str, Element]) -> Iterator[_Use]:
    """Yield every use of a picture by a part, whose root is kept."""
    names = {name.lower(): name for name in package.namelist()}
    for name in package.namelist():
        folder, base = posixpath.split(name)
        part = names.get(posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels")).lower(), "")
        if not base.endswith(".rels") or not part.endswith((".xml", ".vml")):
            continue
        pictures = {
            arrow.get("Id") or "": names.get(target_of(part, arrow.get("Target") or "").lower(), "")
            for arrow in parsed(package.read(name))
            if (arrow.get("Type") or "").endswith("/image") and arrow.get("TargetMode") != "External"
        }
        if any(pictures.values()):
            roots[part] = parsed(package.read(part))
            yield from _drawn_by(part, roots[part], pictures)


def _drawn_by(part: str, root: Element, pictures: Mapping[str, str]) -> Iterator[_Use]:
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "blipFill":
            parts = {etree.QName(child).localname: child for child in element.iterchildren(etree.Element)}
            blip = parts.get("blip")
            picture = pictures.get((blip.get(f"{_R}embed") if blip is not None else "") or "")
            if picture:
                yield _Use(part, picture, parts.get("srcRect"))
        elif name == "imagedata" and (picture := pictures.get(element.get(f"{_R}id") or "")):
            yield _Use(part, picture, element, VML_SIDES, FIXED)


def _common(uses: list[_Use]) -> Crop:
    """What every use leaves out."""
    return tuple(min(sides) for sides in zip(*(use.crop for use in uses), strict=True))


def _what_is_left(crop: Crop, cut: Crop) -> Crop:
    """What a use still leaves out of the picture that has been cut."""
    across, down = 1 - cut[0] - cut[2], 1 - cut[1] - cut[3]
    return tuple((crop[at] - cut[at]) / (down if at % 2 else across) for at in range(4))


def _cut(content: bytes, crop: Crop) -> bytes | None:
    """Return the picture without the strips, in its format; None for what is no such picture."""
    from PIL import Image

    try:
        picture = Image.open(BytesIO(content))
        if picture.format not in _FORMATS:
            return None
        width, height = picture.size
        box = (
            round(crop[0] * width), round(crop[1] * height),
            round((1 - crop[2]) * width), round((1 - crop[3]) * height),
        )  # fmt: skip
        if box[0] >= box[2] or box[1] >= box[3]:
            return None
        out = BytesIO()
        picture.crop(box).save(out, picture.format, quality=_BEST)
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, RuntimeError):
        return None
    return out.getvalue()


def _rewritten(package: ZipFile, pictures: Mapping[str, bytes], roots: Mapping[str, Element]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as copy:
        for name in package.namelist():
            if name in roots:
                copy.writestr(
                    name, etree.tostring(roots[name], xml_declaration=True, encoding="UTF-8", standalone=True)
                )
            else:
                copy.writestr(name, pictures.get(name) or package.read(name))
    return out.getvalue()
