"""The small picture of a page that a PDF may carry: it should show what the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 4_000_000
_SIDE = 128
"""So large both are compared: a line of text is two pixels high."""
_EDGE = 3
_NEAR = 5
"""Another program draws the same letter a little elsewhere."""
_OTHER = 40
_OTHER_SHARE = 0.0008
"""Of a page: one line of a list is twice as much, a thumbnail made without smoothing half."""
_BROKEN = (RuntimeError, ValueError, TypeError, KeyError, AttributeError, NotImplementedError, OSError)
"""What pikepdf and Pillow raise for damaged pictures, and for kinds that they do not know."""


def shows_other(page_object: Any, page: Any) -> bool:
    """Tell whether a page's thumbnail shows what the page does not: what stood there before.

    Args:
        page_object: the page's dictionary.
        page: the same page, an open `pypdfium2.PdfPage`.
    """
    thumbnail = _thumbnail(page_object)
    if thumbnail is None:
        return False
    turned = page_object.get("/Rotate", 0)
    views = [thumbnail, *([thumbnail.rotate(-int(turned), expand=True)] if turned else [])]
    return all(_differ(view, page) for view in views)


def _thumbnail(page_object: Any) -> Image | None:
    from pikepdf import Name, PdfImage, Stream

    stream = page_object.get("/Thumb")
    try:
        if not isinstance(stream, Stream) or int(stream.Width) * int(stream.Height) > _MOST_PIXELS:
            return None
        stream.Subtype = Name.Image  # which a thumbnail may leave out (ISO 32000-1 12.3.4)
        return PdfImage(stream).as_pil_image().convert("L")
    except _BROKEN:
        return None


def _differ(thumbnail: Image, page: Any) -> bool:
    """Tell whether enough of the thumbnail is darker or lighter than anything of the page near there."""
    from PIL import ImageChops, ImageFilter

    width, height = page.get_size()
    scale = _SIDE / max(width, height, 1.0)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    picture = page.render(scale=2 * scale, draw_annots=True).to_pil().convert("L")
    drawn, small = (one.resize(size).filter(ImageFilter.BoxBlur(1)) for one in (picture, thumbnail))
    darker = ImageChops.subtract(drawn.filter(ImageFilter.MinFilter(_NEAR)), small)
    lighter = ImageChops.subtract(small, drawn.filter(ImageFilter.MaxFilter(_NEAR)))
    other = ImageChops.lighter(darker, lighter).crop((_EDGE, _EDGE, size[0] - _EDGE, size[1] - _EDGE))
    share: float = sum(other.histogram()[_OTHER:]) / (size[0] * size[1])
    return share > _OTHER_SHARE
