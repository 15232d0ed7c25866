"""QR codes on scans and photos of paper."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, UnidentifiedImageError

_PAGES = 3
"""A sheet for signatures is one page; scanners put others around it."""
_SCALE = 200 / 72
_MOST_PIXELS = 60_000_000


def qr_texts(content: bytes) -> list[str]:
    """Return the texts of all QR codes in a picture or on the first pages of a PDF; none where it cannot be read."""
    return [text for picture in _pictures(content) for text in _texts(picture)]


def _texts(picture: Image.Image) -> Iterator[str]:
    import zxingcpp

    for found in zxingcpp.read_barcodes(picture.convert("L")):
        if found.format == zxingcpp.BarcodeFormat.QRCode:
            yield found.text


def _pictures(content: bytes) -> Iterator[Image.Image]:
    if content.startswith(b"%PDF"):
        yield from _pages(content)
        return
    try:
        picture = Image.open(BytesIO(content))
        if picture.width * picture.height <= _MOST_PIXELS:
            yield picture
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return


def _pages(content: bytes) -> Iterator[Image.Image]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(min(len(document), _PAGES)):
            width, height = document[number].get_size()
            if width * height * _SCALE**2 <= _MOST_PIXELS:
                yield document[number].render(scale=_SCALE).to_pil()
    finally:
        document.close()
