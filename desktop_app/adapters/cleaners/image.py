"""Pictures: the pixels are written anew, and nothing else."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.values import Values

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 95
_FORMATS = ("JPEG", "PNG", "BMP", "TIFF", "GIF", "WEBP")


def clean(content: bytes, values: Values) -> Cleaned:
    """Return the picture, upright, without properties, place, remarks and thumbnail.

    What the picture itself shows cannot be masked here: `undone` says so where anything was found in it.
    """
    from PIL import Image, ImageOps, ImageSequence

    picture = Image.open(BytesIO(content))
    kind = picture.format if picture.format in _FORMATS else "PNG"
    frames = [_bare(ImageOps.exif_transpose(frame)) for frame in ImageSequence.Iterator(picture)]
    out = BytesIO()
    options = {"quality": _QUALITY} if kind in ("JPEG", "WEBP") else {}
    if len(frames) > 1:
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], **options)
    else:
        frames[0].save(out, kind, **options)
    undone = ("画面上的个人信息要用图片工具涂掉后再公开",) if values.masked else ()
    return Cleaned(out.getvalue(), ("清除图片属性、拍摄地点和缩略图",), undone)


def _bare(frame: Image.Image) -> Image.Image:
    """A picture with the same pixels and palette and no properties."""
    from PIL import Image

    bare = Image.new(frame.mode, frame.size)
    if frame.mode == "P":
        bare.putpalette(frame.getpalette() or [])
    bare.paste(frame)
    return bare
