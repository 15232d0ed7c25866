"""What a picture says of itself: EXIF, XMP, IPTC, comments, and its thumbnail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from desktop_app.core.board.evidence import Taken
from desktop_app.core.checks.concealment import CACHE, LOCATION, METADATA
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.unit import Unit

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

_PLACE = Place(part="metadata")
_TELLING = {
    315: "作者", 316: "计算机名", 33432: "版权", 40093: "作者", 42032: "相机所有者", 42033: "相机序列号",
    42037: "镜头序列号",
}  # fmt: skip
_CONTENT = {270: "说明", 37510: "备注", 40091: "标题", 40092: "备注", 40094: "关键词", 40095: "主题"}
_WIDE = range(40091, 40096)
"""Windows' own tags hold UTF-16."""
_EXIF_IFD, _GPS_IFD, _THUMBNAIL_IFD = 0x8769, 0x8825, -1
"""As Pillow calls them (`ExifTags.IFD`)."""
_COORDINATES = (2, 4)
_TAKEN_AT, _CHANGED_AT = 36867, 306
_THUMBNAIL_START, _THUMBNAIL_LENGTH = 513, 514
_XMP_LOCATION = ("GPSLatitude", "GPSLongitude", "Location", "City", "Sublocation", "LocationCreated")
_XMP_TELLING = {"creator": "作者", "Credit": "作者", "OwnerName": "相机所有者", "SerialNumber": "相机序列号"}
_IPTC_TELLING = {(2, 80): "作者", (2, 110): "作者", (2, 122): "撰稿人"}
_IPTC_LOCATION = ((2, 90), (2, 92), (2, 26))
_IPTC_CONTENT = {(2, 5): "标题", (2, 25): "关键词", (2, 105): "标题", (2, 120): "说明"}
_COMPARED = (24, 24)
_DIFFERENT = 22
"""Mean difference, of 255, between a thumbnail and its picture made as small; JPEG alone makes up to 8."""
_BAR = 24
_HEAD = 4096


def metadata_units(picture: Image) -> Iterator[Unit]:
    """Yield what an open picture says beside what it shows; where it was taken is the gravest."""
    exif = _exif(picture)
    xmp = dict(_xmp(picture))
    iptc = dict(_iptc(picture))
    coordinates = exif.get_ifd(_GPS_IFD) if exif is not None else {}
    if any(tag in coordinates for tag in _COORDINATES):
        yield Unit("经纬度", _PLACE, label="经纬度", concealment=LOCATION)
    elif any(xmp.get(name) for name in _XMP_LOCATION) or any(iptc.get(key) for key in _IPTC_LOCATION):
        yield Unit("地名", _PLACE, label="地名", concealment=LOCATION)
    yield from _tags(exif)
    for name, text in xmp.items():
        yield from _said(_XMP_TELLING.get(name, ""), text)
    for key, text in iptc.items():
        if key in _IPTC_TELLING or key in _IPTC_CONTENT:
            yield from _said(_IPTC_TELLING.get(key, ""), text)
    yield from _comments(picture)
    if _has_other_thumbnail(picture, exif):
        yield Unit("缩略图", Place(part="image"), concealment=CACHE)


def metadata_of(content: bytes) -> Iterator[Unit]:
    """Yield the same of a picture that is not open; nothing where it has no EXIF or cannot be opened."""
    if b"Exif\0\0" not in content[:_HEAD]:
        return
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as picture:
            yield from metadata_units(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return


def _exif(picture: Image) -> Any:
    """The picture's tags, none where they are damaged: viewers cannot read those either."""
    try:
        exif = picture.getexif()
        exif.get_ifd(_GPS_IFD)
        exif.get_ifd(_EXIF_IFD)
    except (ValueError, KeyError, TypeError, SyntaxError, OSError, IndexError):
        return None
    return exif


def _tags(exif: Any) -> Iterator[Unit]:
    for tag, value in {**exif, **exif.get_ifd(_EXIF_IFD)}.items() if exif is not None else ():
        if tag in _TELLING or tag in _CONTENT:
            yield from _said(_TELLING.get(tag, ""), _text(tag, value))


def _said(telling: str, text: str) -> Iterator[Unit]:
    if text.strip("\0 \r\n\t"):
        how = METADATA if telling else None
        yield Unit(text, _PLACE, label=telling, hidden=True, concealment=how)


def _text(tag: int, value: Any) -> str:
    if isinstance(value, tuple) and all(isinstance(part, int) and 0 <= part < 256 for part in value):
        value = bytes(value)
    if not isinstance(value, bytes):
        return str(value)
    if tag in _WIDE:
        return value.decode("utf-16-le", "replace").rstrip("\0")
    if value.startswith(b"UNICODE\0"):
        return value[8:].decode("utf-16", "replace").rstrip("\0")
    from desktop_app.core.encoding import decode

    return decode(value.removeprefix(b"ASCII\0\0\0").rstrip(b"\0"))


def _xmp(picture: Image) -> Iterator[tuple[str, str]]:
    raw = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp")
    if not raw:
        return
    from lxml import etree

    content = raw.encode() if isinstance(raw, str) else bytes(raw)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(content.strip(b"\0"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    for element in root.iter(etree.Element) if root is not None else ():
        text = " ".join(str(part).strip() for part in element.itertext() if str(part).strip())
        pairs = [(element.tag, text), *element.attrib.items()]
        for name, value in pairs:
            local = str(name).rpartition("}")[2]
            if local in (*_XMP_LOCATION, *_XMP_TELLING, "title", "description", "subject"):
                yield local, str(value)


def _iptc(picture: Image) -> Iterator[tuple[tuple[int, int], str]]:
    from PIL import IptcImagePlugin

    from desktop_app.core.encoding import decode

    try:
        records: dict[Any, Any] = IptcImagePlugin.getiptcinfo(cast("ImageFile", picture)) or {}
    except (SyntaxError, ValueError, OSError, KeyError, IndexError, TypeError):
        return
    for key, value in records.items():
        parts = value if isinstance(value, list) else [value]
        yield key, " ".join(decode(part) for part in parts if isinstance(part, bytes))


def _comments(picture: Image) -> Iterator[Unit]:
    """Yield comments and a PNG's text chunks."""
    from desktop_app.core.encoding import decode

    comment = picture.info.get("comment")
    if isinstance(comment, bytes):
        yield from _said("", decode(comment))
    for name, text in getattr(picture, "text", {}).items():
        if name != "XML:com.adobe.xmp":
            yield from _said("作者" if name == "Author" else "", str(text))


def _has_other_thumbnail(picture: Image, exif: Any) -> bool:
    """Tell whether the thumbnail shows another picture: what was there before cropping or blacking out."""
    from PIL import Image as images
    from PIL import ImageChops, ImageOps, ImageStat, UnidentifiedImageError

    raw = picture.info.get("exif", b"")
    place = exif.get_ifd(_THUMBNAIL_IFD) if exif is not None else {}
    start, length = place.get(_THUMBNAIL_START), place.get(_THUMBNAIL_LENGTH)
    if not (isinstance(start, int) and isinstance(length, int)):
        return False
    try:
        thumbnail = images.open(BytesIO(raw.removeprefix(b"Exif\0\0")[start : start + length])).convert("L")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return False
    frame = thumbnail.point(lambda value: 255 if value > _BAR else 0).getbbox()
    small = [
        ImageOps.autocontrast(image.convert("L").resize(_COMPARED))
        for image in (thumbnail.crop(frame) if frame else thumbnail, picture)
    ]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0] > _DIFFERENT


def taken(content: bytes) -> Taken:
    """Return when and where a picture was taken, as far as it says so.

    Call it in a process of its own: the picture is a foreign file.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as picture:
            exif = _exif(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Taken()
    if exif is None:
        return Taken()
    own, coordinates = exif.get_ifd(_EXIF_IFD), exif.get_ifd(_GPS_IFD)
    latitude = _degrees(coordinates.get(2), coordinates.get(1), "S")
    longitude = _degrees(coordinates.get(4), coordinates.get(3), "W")
    known = latitude is not None and longitude is not None
    moment = _moment(own.get(_TAKEN_AT) or exif.get(_CHANGED_AT))
    return Taken(moment, latitude if known else None, longitude if known else None)


def _moment(raw: Any) -> datetime | None:
    try:
        return datetime.strptime(str(raw).strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 — cameras know no zone
    except ValueError:
        return None


def _degrees(parts: Any, side: Any, negative: str) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    return -value if str(side).strip("\0 ").upper() == negative else value
