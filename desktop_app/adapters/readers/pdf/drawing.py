"""What a page draws, in the order in which it is drawn: texts, areas that may lie over them, and rules."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[int, int, int, int]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UNPAINTED = (3, 7)
"""Text render modes without fill and stroke (ISO 32000-1 9.3.6); 7 only clips."""
_THIN_PT = 1.8
"""Lines and underlines are thinner, whatever may hide a text is not."""
_BROAD_STROKE_PT = 4.0
_DEEPEST_FORM = 12
_MOST_OBJECTS = 200_000
_CORNERS = tuple(ctypes.c_float() for _ in range(4))
_CHANNELS = tuple(ctypes.c_uint() for _ in range(4))
"""Where PDFium puts its answers: made once, for there are a hundred texts on a page. It bears one thread anyway."""


class Box(NamedTuple):
    """A rectangle in points of the page's own space, upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Square points; 0 for an empty one."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def shared(self, other: Box) -> Box:
        """Return what lies in both; its area is 0 where they do not meet."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


_EVERYTHING = Box(float("-inf"), float("-inf"), float("inf"), float("inf"))


@dataclass(frozen=True, slots=True)
class Text:
    """A text object.

    Args:
        order: its place in the order of drawing.
        handle: PDFium's own, valid while the page is open.
        is_unpainted: drawn in an invisible mode.
        is_layered: belongs to a layer, which may be switched off.
        is_odd: transparent, blended or clipped: only a picture of the page tells what is seen.
    """

    order: int
    handle: Any
    box: Box
    colour: Colour
    is_unpainted: bool
    is_layered: bool
    is_odd: bool


@dataclass(frozen=True, slots=True)
class Area:
    """Something filled: a path, a shading, or a picture, whose colour is None."""

    order: int
    box: Box
    colour: Colour | None

    def shared_with(self, other: Box) -> float:
        """Return which share of the other box lies within this area."""
        return self.box.shared(other).area / max(other.area, 0.01)


@dataclass(slots=True)
class Drawing:
    """All that a page draws.

    Args:
        shown: what clipping leaves of each picture; of one that is drawn in strips, each strip.
    """

    texts: list[Text] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    shown: dict[Box, list[Box]] = field(default_factory=dict)
    paths: int = 0


def drawing_of(page: Any, has_layers: bool) -> Drawing:
    """Return what an open page draws, forms within forms included.

    Args:
        page: a `pypdfium2.PdfPage`.
        has_layers: whether the document has optional content, else no text is asked for its layer.
    """
    drawing = Drawing()
    for order, (handle, matrix, is_layered) in enumerate(_objects(page, has_layers)):
        if order >= _MOST_OBJECTS:
            break
        kind = pdfium.FPDFPageObj_GetType(handle)
        box = _bounds(handle, matrix)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawing.texts.append(_text(order, handle, box, is_layered))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, order, handle, box, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawing.pictures.append(box)
            drawing.shown.setdefault(box, []).append(_clipped(handle, matrix).shared(box))
            drawing.areas.append(Area(order, box, None))
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            drawing.areas.append(Area(order, box, None))
    return drawing


def _objects(page: Any, has_layers: bool) -> Iterator[tuple[Any, Matrix, bool]]:
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _within(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, has_layers, False, 0)


def _within(
    handle: Any, matrix: Matrix, has_layers: bool, is_layered: bool, depth: int
) -> Iterator[tuple[Any, Matrix, bool]]:
    """Yield the object itself, or what a form object is made of, with the matrix that leads to the page."""
    layered = has_layers and (is_layered or _has_layer_mark(handle))
    if pdfium.FPDFPageObj_GetType(handle) != pdfium.FPDF_PAGEOBJ_FORM:
        yield handle, matrix, layered
        return
    if depth >= _DEEPEST_FORM:
        return
    inner = _times(_matrix(handle), matrix)
    for index in range(pdfium.FPDFFormObj_CountObjects(handle)):
        child = pdfium.FPDFFormObj_GetObject(handle, index)
        yield from _within(child, inner, has_layers, has_layers, depth + 1)


def _text(order: int, handle: Any, box: Box, is_layered: bool) -> Text:
    return Text(
        order,
        handle,
        box,
        _fill_colour(handle),
        pdfium.FPDFTextObj_GetTextRenderMode(handle) in _UNPAINTED,
        is_layered,
        bool(pdfium.FPDFPageObj_HasTransparency(handle)) or _is_cut(handle, box),
    )


def _add_path(drawing: Drawing, order: int, handle: Any, box: Box, matrix: Matrix) -> None:
    drawing.paths += 1
    fill, stroke = ctypes.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(handle, fill, stroke)
    if min(box.right - box.left, box.top - box.bottom) <= _THIN_PT:
        drawing.rules.append(box)
        return
    if fill.value or _stroke_width(handle) >= _BROAD_STROKE_PT:
        colour = _fill_colour(handle) if fill.value else _stroke_colour(handle)
        drawing.areas.append(Area(order, box, colour))
    if stroke.value or fill.value:
        drawing.rules.extend(_edges(handle, box, matrix))


def _edges(handle: Any, box: Box, matrix: Matrix) -> Iterator[Box]:
    """Yield the straight level and upright strokes of a path: a grid may be one path."""
    segments = pdfium.FPDFPath_CountSegments(handle)
    if segments > 2000:
        return
    matrix = _times(_matrix(handle), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    previous = start = (0.0, 0.0)
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield from _edge(previous, point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield from _edge(point, start)
        previous = point


def _edge(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
    width, height = box.right - box.left, box.top - box.bottom
    if min(width, height) <= _THIN_PT < max(width, height):
        yield box


def _bounds(handle: Any, matrix: Matrix) -> Box:
    left, bottom, right, top = _CORNERS
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return _moved(Box(left.value, bottom.value, right.value, top.value), matrix)


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix is _IDENTITY:
        return box
    corners = [_apply(matrix, x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _is_cut(handle: Any, box: Box) -> bool:
    """Tell whether a clipping path does not surely contain the object; most pages clip to the page itself."""
    return any(
        path is None
        or path.left > box.left
        or path.right < box.right
        or path.bottom > box.bottom
        or path.top < box.top
        for path in _clips(handle)
    )


def _clipped(handle: Any, matrix: Matrix) -> Box:
    """Return within what an object is seen; boundless where nothing clips it."""
    shown = _EVERYTHING
    for path in filter(None, _clips(handle)):
        shown = shown.shared(_moved(path, matrix))
    return shown


def _clips(handle: Any) -> Iterator[Box | None]:
    """Yield how far each path reaches that clips an object; None for an empty one."""
    clip = pdfium.FPDFPageObj_GetClipPath(handle)
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(pdfium.FPDFClipPath_CountPaths(clip) if clip else 0):
        xs, ys = [], []
        for index in range(max(0, pdfium.FPDFClipPath_CountPathSegments(clip, path))):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            xs.append(x.value)
            ys.append(y.value)
        yield Box(min(xs), min(ys), max(xs), max(ys)) if xs else None


def _has_layer_mark(handle: Any) -> bool:
    return int(pdfium.FPDFPageObj_CountMarks(handle)) > 0


def _fill_colour(handle: Any) -> Colour:
    return _colour(pdfium.FPDFPageObj_GetFillColor, handle)


def _stroke_colour(handle: Any) -> Colour:
    return _colour(pdfium.FPDFPageObj_GetStrokeColor, handle)


def _colour(ask: Any, handle: Any) -> Colour:
    red, green, blue, alpha = _CHANNELS
    if not ask(handle, red, green, blue, alpha):
        return 128, 128, 128, 255
    return red.value, green.value, blue.value, alpha.value


def _stroke_width(handle: Any) -> float:
    width = ctypes.c_float()
    pdfium.FPDFPageObj_GetStrokeWidth(handle, width)
    return width.value


def _matrix(handle: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(handle, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
