"""Values in the objects of a PDF that no page shows: strings are masked, streams that say them lose their content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from desktop_app.adapters.cleaners.values import Values

if TYPE_CHECKING:
    from pikepdf import Pdf

_DEEPEST = 60
_MOST_BYTES = 2_000_000
_FONTS_AND_PICTURES = ("/Image", "/Type1C", "/CIDFontType0C", "/OpenType")
_STRUCTURE = ("/XRef", "/ObjStm")
_FONT_LENGTH = "/Length1"
_DRAWN = re.compile(rb"\(((?:\\[\s\S]|[^\\()]){1,200})\)|(?<!<)<([0-9A-Fa-f\s]{2,200})>(?!>)")


def scrubbed(pdf: Pdf, values: Values) -> int:
    """Mask and remove the values; return in how many objects there were any."""
    import pikepdf

    if not values.masked:
        return 0
    shown = {part.objgen for page in pdf.pages for part in _parts(page.obj.get("/Contents"))}
    drawn = _drawn(pdf)
    count = 0
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            count += _in_entries(item.stream_dict, values, 0) > 0
            if item.objgen not in drawn and not _is_silent(item):
                count += _in_page(pdf, item, values) if item.objgen in shown else _in_stream(item, values)
        elif isinstance(item, (pikepdf.Dictionary, pikepdf.Array)):
            count += _in_entries(item, values, 0) > 0
    return count


def _drawn(pdf: Pdf) -> set[tuple[int, int]]:
    """Forms and patterns that pages draw: what they show is seen, and for the reading of pages to judge."""
    import pikepdf

    found: set[tuple[int, int]] = set()
    pending: list[Any] = [page.obj.get("/Resources") for page in pdf.pages]
    while pending:
        resources = pending.pop()
        for key in ("/XObject", "/Pattern") if isinstance(resources, pikepdf.Dictionary) else ():
            entries = resources.get(key)
            for one in entries.values() if isinstance(entries, pikepdf.Dictionary) else ():
                if isinstance(one, pikepdf.Stream) and one.objgen not in found:
                    found.add(one.objgen)
                    pending.append(one.get("/Resources"))
    return found


def _in_entries(holder: Any, values: Values, depth: int) -> int:
    """Mask the strings of a dictionary or an array, and of those within it that are no objects of their own."""
    import pikepdf

    if depth > _DEEPEST:
        return 0
    keys: list[Any] = list(range(len(holder))) if isinstance(holder, pikepdf.Array) else list(holder.keys())
    count = 0
    for key in keys:
        entry = holder[key]
        if isinstance(entry, pikepdf.String):
            masked = _masked(str(entry), values)
            if masked is not None:
                holder[key] = pikepdf.String(masked)
                count += 1
        elif isinstance(entry, (pikepdf.Dictionary, pikepdf.Array)) and not entry.is_indirect:
            count += _in_entries(entry, values, depth + 1)
    return count


def _masked(text: str, values: Values) -> str | None:
    """Return the text without its values, empty where it is read otherwise than it is written; None without any."""
    masked, found = values.mask_in(text)
    if found:
        return masked
    return "" if values.hides(unquote(text)) or values.hides(re.sub(r"[\"'\s+&]", "", text)) else None


def _in_stream(stream: Any, values: Values) -> int:
    content = bytes(stream.read_bytes())
    if not any(_masked(text, values) is not None for text in _readings(content)):
        return 0
    stream.write(b"")
    return 1


def _readings(content: bytes) -> Iterator[str]:
    yield content.decode("latin-1")
    if b"\0" in content:
        yield content[: len(content) // 2 * 2].decode("utf-16-le", "replace")
        yield content[: len(content) // 2 * 2].decode("utf-16-be", "replace")
    pieces = (_plain(said, spelt) for said, spelt in _DRAWN.findall(content))
    yield "".join(pieces)


def _plain(said: bytes, spelt: bytes) -> str:
    packed = b"".join(spelt.split())
    return (bytes.fromhex(packed.decode()) if packed and len(packed) % 2 == 0 else said).decode("latin-1")


def _in_page(pdf: Pdf, stream: Any, values: Values) -> int:
    """Mask what a page's program says beside its drawing; written anew, it has no remarks."""
    import pikepdf

    content = bytes(stream.read_bytes())
    if b"BDC" not in content and b"%" not in content and b"DP" not in content:
        return 0
    if len(content) > _MOST_BYTES:
        return 0
    try:
        steps = list(pikepdf.parse_content_stream(stream))
    except (pikepdf.PdfError, TypeError, ValueError):
        return 0  # one of several parts of a page's program, cut in the middle of a step
    count = sum(
        _in_entries(operand, values, 0)
        for step in steps
        for operand in getattr(step, "operands", ())
        if isinstance(operand, pikepdf.Dictionary)
    )
    if count or values.hides(" ".join(_remarks(content))):
        stream.write(pikepdf.unparse_content_stream(steps))
        return 1
    return 0


def _remarks(content: bytes) -> list[str]:
    return [found.decode("latin-1") for found in re.findall(rb"%[^\r\n]{11,}", content)]


def _parts(contents: Any) -> list[Any]:
    import pikepdf

    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _is_silent(stream: Any) -> bool:
    return (
        str(stream.get("/Type", "")) in _STRUCTURE
        or str(stream.get("/Subtype", "")) in _FONTS_AND_PICTURES
        or _FONT_LENGTH in stream
        or int(stream.get("/Length", 0)) > _MOST_BYTES
    )
