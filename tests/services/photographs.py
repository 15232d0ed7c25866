"""Photos as phones take them."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from PIL import Image
from PIL.TiffImagePlugin import IFDRational


def photograph(
    at: datetime | None = None, place: tuple[float, float] | None = None, shade: int = 90
) -> bytes:
    """Return a JPEG with the camera's name, and with time and place where given (degrees north and east)."""
    picture = Image.new("RGB", (320, 240), (shade, 120, 160))
    exif = Image.Exif()
    exif[271], exif[272] = "Huawei", "P40"
    if at is not None:
        exif.get_ifd(0x8769)[36867] = f"{at:%Y:%m:%d %H:%M:%S}"
    if place is not None:
        coordinates = exif.get_ifd(0x8825)
        coordinates.update({1: "N", 2: _parts(place[0]), 3: "E", 4: _parts(place[1])})
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _parts(degrees: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    whole = int(degrees)
    minutes = (degrees - whole) * 60
    seconds = round((minutes - int(minutes)) * 60 * 1000)
    return IFDRational(whole), IFDRational(int(minutes)), IFDRational(seconds, 1000)
