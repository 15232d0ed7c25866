"""Texts out of pages: the text object is removed and a picture of what was seen there takes its place.

The picture is drawn from the page before, with a grey bar over each value; so a line keeps its look, hidden text
leaves nothing, and no glyph of the value stays in the file. A page whose look would change is left alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from desktop_app.adapters.cleaners.values import Value, Values

_SCALE = 300 / 72
_CHECK_SCALE = 1.0
_LARGEST_SIDE_PX = 6000
_BAR = (128, 128, 128)
_PAD_PT = 1.0
_MOST_CHANGED = 0.002
"""Of a page's pixels; anti-aliasing at the edges of the pictures changes fewer."""
_CHANGED = 96
_DEEP = "表单对象里的文字删不干净，请回到原稿修改后重新导出"
_CHANGES = "删去文字会改变版面，请回到原稿修改后重新导出"


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class _Target:
    """Characters that must go, by index; `is_seen` ones get a bar."""

    indexes: tuple[int, ...]
    is_seen: bool


def redacted(content: bytes, values: Values) -> tuple[bytes, int, list[str]]:
    """Return the file without these texts, how many were removed, and what could not be done on which page."""
    refused: dict[int, str] = {}
    while True:
        copy, removed, failed = _attempt(content, values, refused)
        if not failed:
            return copy, removed, [f"第 {page} 页：{reason}" for page, reason in sorted(refused.items())]
        refused |= failed


def _attempt(content: bytes, values: Values, refused: Mapping[int, str]) -> tuple[bytes, int, dict[int, str]]:
    """Redact all pages but the refused ones; return the pages that failed, for the copy is then worth nothing."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    removed, failed = 0, {}
    try:
        for number in range(1, len(document) + 1):
            if number not in refused:
                count, reason = _redact_page(document, number, values)
                removed += count
                failed.update({number: reason} if reason else {})
        out = BytesIO()
        if removed:
            document.save(out)
        return out.getvalue() or content, removed, failed
    finally:
        document.close()


def _redact_page(document: Any, number: int, values: Values) -> tuple[int, str]:
    """Redact one page, as it lies in the file: a turned page is turned back meanwhile."""
    page = document[number - 1]
    rotation = page.get_rotation()
    page.set_rotation(0)
    try:
        return _redact(document, page, number, values)
    finally:
        page.set_rotation(rotation)


def _redact(document: Any, page: Any, number: int, values: Values) -> tuple[int, str]:
    text_page = page.get_textpage()
    targets = list(_targets(text_page, number, values))
    if not targets:
        return 0, ""
    objects = _objects_of(text_page, targets)
    if not set(objects) <= _top_level(page):
        return 0, _DEEP
    before = _picture(page, _CHECK_SCALE)
    bars = [_box(text_page, index) for target in targets if target.is_seen for index in target.indexes]
    pictures = [_Patch.of(page, handle, bars) for handle in objects.values()]
    for handle in objects.values():
        pdfium.FPDFPage_RemoveObject(page, handle)
        pdfium.FPDFPageObj_Destroy(handle)
    text_page.close()
    for patch in filter(None, pictures):
        patch.insert(document, page)
    page.gen_content()
    return len(targets), "" if _looks_alike(page, before, bars) else _CHANGES


def _targets(text_page: Any, number: int, values: Values) -> Iterator[_Target]:
    count = pdfium.FPDFText_CountChars(text_page)
    codes = [pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count)]
    text = "".join(chr(code) if 0 < code < 0x110000 else "\0" for code in codes)
    hidden = Values(tuple(Value(piece) for page, piece in values.hidden if page == number))
    taken: set[int] = set()
    for wanted, is_seen in ((hidden, False), (values, True)):
        for start, end, _masked in wanted.within(text):
            indexes = [at for at in range(start, end) if at not in taken and not text[at].isspace()]
            taken.update(indexes)
            if indexes:
                yield _Target(tuple(indexes), is_seen)


def _objects_of(text_page: Any, targets: Sequence[_Target]) -> dict[int, Any]:
    """The text objects of these characters, by address."""
    handles = (
        pdfium.FPDFText_GetTextObject(text_page, index) for target in targets for index in target.indexes
    )
    return {_address(handle): handle for handle in handles if handle}


def _top_level(page: Any) -> set[int]:
    count = pdfium.FPDFPage_CountObjects(page)
    return {_address(pdfium.FPDFPage_GetObject(page, index)) for index in range(count)}


@dataclass(frozen=True, slots=True)
class _Patch:
    """A picture of a part of the page."""

    image: Any
    box: _Box

    @classmethod
    def of(cls, page: Any, handle: Any, bars: Sequence[_Box]) -> _Patch | None:
        """Draw where a text object stands, a bar over each value; None off the page."""
        from PIL import ImageDraw

        shown = _Box(*page.get_bbox())
        box = _shared(_bounds(handle), shown)
        if box.right <= box.left or box.top <= box.bottom:
            return None
        scale = min(_SCALE, _LARGEST_SIDE_PX / max(*page.get_size(), 1.0))
        edges = (
            box.left - shown.left,
            box.bottom - shown.bottom,
            shown.right - box.right,
            shown.top - box.top,
        )
        image = (
            page.render(scale=scale, crop=edges, draw_annots=False, rev_byteorder=True)
            .to_pil()
            .convert("RGB")
        )
        draw = ImageDraw.Draw(image)
        across, down = image.width / (box.right - box.left), image.height / (box.top - box.bottom)
        for bar in bars:
            draw.rectangle(
                (
                    (bar.left - box.left) * across, (box.top - bar.top) * down,
                    (bar.right - box.left) * across, (box.top - bar.bottom) * down,
                ),
                fill=_BAR,
            )  # fmt: skip
        return cls(image, box)

    def insert(self, document: Any, page: Any) -> None:
        """Put the picture upon the page, above everything."""
        import pypdfium2

        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(self.image))
        width, height = self.box.right - self.box.left, self.box.top - self.box.bottom
        picture.set_matrix(pypdfium2.PdfMatrix(width, 0, 0, height, self.box.left, self.box.bottom))
        page.insert_obj(picture)


def _looks_alike(page: Any, before: Any, bars: Sequence[_Box]) -> bool:
    """Tell whether the page looks as before, where no bar was drawn."""
    from PIL import ImageChops, ImageDraw

    difference = ImageChops.difference(before, _picture(page, _CHECK_SCALE)).convert("L")
    draw = ImageDraw.Draw(difference)
    left, _bottom, _right, top = page.get_bbox()
    for bar in bars:
        draw.rectangle(
            (bar.left - left - 2, top - bar.top - 2, bar.right - left + 2, top - bar.bottom + 2), fill=0
        )
    changed = sum(difference.histogram()[_CHANGED:])
    return changed <= _MOST_CHANGED * difference.width * difference.height


def _picture(page: Any, scale: float) -> Any:
    return page.render(scale=scale, draw_annots=False, rev_byteorder=True).to_pil().convert("RGB")


def _box(text_page: Any, index: int) -> _Box:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
    return _Box(box.left, box.bottom, box.right, box.top)


def _bounds(handle: Any) -> _Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return _Box(left.value - _PAD_PT, bottom.value - _PAD_PT, right.value + _PAD_PT, top.value + _PAD_PT)


def _shared(one: _Box, other: _Box) -> _Box:
    return _Box(
        max(one.left, other.left),
        max(one.bottom, other.bottom),
        min(one.right, other.right),
        min(one.top, other.top),
    )


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
