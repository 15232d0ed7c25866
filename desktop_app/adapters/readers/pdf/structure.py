"""What a PDF carries beside its pages: properties, attachments, bookmarks, form fields, remarks, layers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeGuard
from urllib.parse import unquote

from msgspec.structs import replace

from desktop_app.adapters.readers.exif import metadata_of
from desktop_app.adapters.readers.nesting import nested, spend
from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.annotations import flags_of
from desktop_app.core.checks.concealment import COMMENT, DAMAGED, EMBEDDED, LIMIT, METADATA, TEXT
from desktop_app.core.checks.finding import Place
from desktop_app.core.checks.place_words import shown_name
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress

if TYPE_CHECKING:
    from pikepdf import Pdf

_METADATA = Place(part="metadata")
_TELLING = {"/Author": "作者", "/Company": "单位", "/Manager": "主管", "/SourceModified": "来源时间"}
_SILENT = ("/CreationDate", "/ModDate", "/Producer", "/Creator", "/Trapped")
_XMP_TELLING = {
    "creator": "作者",
    "Author": "作者",
    "Company": "单位",
    "manifest": "来源",
    "filePath": "路径",
}
_XMP_CONTENT = ("title", "description", "subject", "Keywords", "rights")
_SEEN_REMARKS = ("/FreeText", "/Watermark")
_STAMPED = re.compile(
    r"[^，。；：！？,;:!?\s]{0,30}(?:章|印|签名|签字|签章|seal|stamp|signature)[）)]?", re.IGNORECASE
)
"""What a stamp says of itself: what it is."""
_NO_REMARKS = ("/Link", "/Widget", "/PrinterMark", "/TrapNet", "/Popup")
_HIDDEN_FLAGS = 0x2 | 0x20
"""Hidden and NoView (ISO 32000-1 12.5.3)."""
_TAG = re.compile(r"<[^>]*>")
_PATH = re.compile(r"[A-Za-z]:\\|\\\\\w|^/(?:home|Users)/|^file:")
_FILE_KEYS = ("/UF", "/F", "/Unix", "/DOS", "/Mac")
_LOOSE = "没有列出的附件"
_DEEPEST = 60
_MOST_PIXELS = 200_000_000


def property_units(pdf: Pdf) -> Iterator[Unit]:
    """Yield what the Info dictionary and XMP say, telling ones with a concealment, each value once."""
    said: set[str] = set()
    for label, text, is_telling in (*_info(pdf), *_xmp(pdf)):
        if text and text not in said:
            said.add(text)
            how = METADATA if is_telling or _PATH.search(text) else None
            yield Unit(text, _METADATA, label=label, hidden=True, concealment=how)


def bookmark_units(pdf: Pdf) -> Iterator[Unit]:
    """Yield the titles of bookmarks."""
    outlines = _catalogue(pdf).get("/Outlines")
    pending = [outlines.get("/First")] if _is_dictionary(outlines) else []
    seen = set()
    while pending:
        item = pending.pop()
        if not _is_dictionary(item) or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield Unit(_text(item.get("/Title")), _METADATA)
        pending += [item.get("/Next"), item.get("/First")]


def attachment_units(pdf: Pdf, progress: Progress) -> Iterator[Unit]:
    """Yield attached files with their content; those that hang on a remark are the page's."""
    names = _catalogue(pdf).get("/Names")
    tree = names.get("/EmbeddedFiles") if _is_dictionary(names) else None
    associated = filter(_is_dictionary, _items(_catalogue(pdf).get("/AF")))
    seen = set()
    for specification in (*_leaves(tree), *associated):
        if specification.objgen != (0, 0) and specification.objgen in seen:
            continue
        seen.add(specification.objgen)
        yield from attached(specification, Place(part="embedded"), progress)


def attached(specification: Any, place: Place, progress: Progress) -> Iterator[Unit]:
    """Yield one attached file: that it is there, its description, and what is in it."""
    name = _text(specification.get("/UF")) or _text(specification.get("/F")) or "附件"
    files = specification.get("/EF")
    stream = next(iter(_streams(files)), None)
    inside = Place(page=place.page, part=place.part, inside=shown_name(name))
    yield Unit(name, inside, concealment=EMBEDDED)
    yield Unit(_text(specification.get("/Desc")), inside)
    if stream is None:
        return
    try:
        content = _content(stream)
    except Unreadable as error:
        yield Unit(name, inside, label=error.reason, concealment=error.how)
        return
    yield from nested(name, content, progress)


def loose_file_units(pdf: Pdf, progress: Progress) -> Iterator[Unit]:
    """Yield embedded files that no list and no remark of a file leads to: a film's, a form's, forgotten ones."""
    import pikepdf

    files = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Type") == "/EmbeddedFile"
    ]
    reached = _reached_files(pdf) if files else set()
    for item in files:
        if item.objgen not in reached:
            yield Unit(_LOOSE, Place(part="embedded", inside=_LOOSE), concealment=EMBEDDED)
            yield from nested(_LOOSE, _content(item), progress)


def _reached_files(pdf: Pdf) -> set[tuple[int, int]]:
    import pikepdf

    names = _catalogue(pdf).get("/Names")
    tree = names.get("/EmbeddedFiles") if _is_dictionary(names) else None
    remarks = (
        remark for page in pdf.pages for remark in _items(page.obj.get("/Annots")) if _is_dictionary(remark)
    )
    hanging = [
        remark.get("/FS") for remark in remarks if str(remark.get("/Subtype", "")) == "/FileAttachment"
    ]
    return {
        stream.objgen
        for one in (*_leaves(tree), *_items(_catalogue(pdf).get("/AF")), *hanging)
        if _is_dictionary(one)
        for stream in list(_streams(one.get("/EF")))[:1]
        if isinstance(stream, pikepdf.Stream)
    }


def _streams(files: Any) -> Iterator[Any]:
    """The contents of a file by the names of each system, of which one is usual."""
    if _is_dictionary(files):
        yield from (stream for key in _FILE_KEYS if (stream := files.get(key)) is not None)


def remark_units(page: Any, number: int, progress: Progress) -> Iterator[Unit]:
    """Yield a page's annotations, form fields aside: what is shown, remarks, and files that hang on them."""
    for count, annotation in enumerate(_items(page.get("/Annots")), 1):
        kind = str(annotation.get("/Subtype", "")) if _is_dictionary(annotation) else "/Link"
        if kind in _NO_REMARKS:
            continue
        place = Place(page=number, paragraph=count, part="annotation")
        yield from _remark(annotation, kind, place)
        if kind == "/FileAttachment" and _is_dictionary(annotation.get("/FS")):
            yield from attached(annotation["/FS"], Place(page=number, part="embedded"), progress)


def field_units(pdf: Pdf) -> Iterator[Unit]:
    """Yield the values of form fields, those that no page shows as hidden text."""
    form = _catalogue(pdf).get("/AcroForm")
    if not _is_dictionary(form):
        return
    for entry, label in _fields(form.get("/Fields"), "", 0):
        text = _value(entry.get("/V"))
        is_hidden = bool(flags_of(entry) & _HIDDEN_FLAGS)
        if text:
            place = Place(part="form")
            yield Unit(text, place, label=label, concealment=TEXT if is_hidden else None)
        for unseen in (_value(entry.get("/DV")), _value(entry.get("/Opt"))):
            if unseen and unseen != text:
                yield Unit(unseen, Place(part="form"), label=label, hidden=True)


def has_layers(pdf: Pdf) -> bool:
    """Whether anything is drawn on layers."""
    return _is_dictionary(_catalogue(pdf).get("/OCProperties"))


def has_hidden_layers(pdf: Pdf) -> bool:
    """Whether a layer is off when the file is opened, or off on paper only."""
    properties = _catalogue(pdf).get("/OCProperties")
    usual = properties.get("/D") if _is_dictionary(properties) else None
    if not _is_dictionary(usual):
        return False
    return bool(_items(usual.get("/OFF"))) or str(usual.get("/BaseState", "")) == "/OFF" or "/AS" in usual


def picture_units(page: Any, number: int) -> Iterator[Unit]:
    """Yield what the page's JPEG pictures say of themselves: a camera's, put into a document, keeps its place.

    Raises `Unreadable` (limit) where a picture would take more than 200 megapixels.
    """
    resources = page.get("/Resources")
    pictures = resources.get("/XObject") if _is_dictionary(resources) else None
    for item in filter(_is_dictionary, pictures.values() if _is_dictionary(pictures) else ()):
        size = [item.get(key) for key in ("/Width", "/Height")]
        if all(isinstance(side, int) for side in size) and size[0] * size[1] > _MOST_PIXELS:
            raise Unreadable(LIMIT, "图片超过两亿像素")
        if str(item.get("/Filter", "")) == "/DCTDecode":
            for unit in metadata_of(item.read_raw_bytes()):
                yield replace(unit, place=replace(unit.place, page=number))


def _info(pdf: Pdf) -> Iterator[tuple[str, str, bool]]:
    info = pdf.trailer.get("/Info")
    for key, value in _entries(info) if _is_dictionary(info) else ():
        if key not in _SILENT:
            yield _TELLING.get(key, key[1:]), _text(value), key in _TELLING


def _entries(info: Any) -> list[tuple[str, Any]]:
    """All properties; of a dictionary with names in GBK, which pikepdf cannot tell, those that every file has."""
    try:
        return list(info.items())
    except UnicodeDecodeError:
        return [(key, info.get(key)) for key in ("/Author", "/Title", "/Subject", "/Keywords", "/Company")]


def _xmp(pdf: Pdf) -> Iterator[tuple[str, str, bool]]:
    stream = _catalogue(pdf).get("/Metadata")
    if stream is None:
        return
    from lxml import etree

    from desktop_app.adapters.readers.office.xml import local

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(_content(stream), parser)
    except (Unreadable, etree.XMLSyntaxError, ValueError):
        return
    for element in root.iter(etree.Element) if root is not None else ():
        name = local(element).rpartition(":")[2]
        text = " ".join(str(part).strip() for part in element.itertext() if str(part).strip())
        if name in _XMP_TELLING:
            yield _XMP_TELLING[name], text, True
        elif name in _XMP_CONTENT:
            yield name, text, False


def _remark(annotation: Any, kind: str, place: Place) -> Iterator[Unit]:
    text = _text(annotation.get("/Contents")) or _TAG.sub("", _text(annotation.get("/RC")))
    flags = annotation.get("/F", 0)
    is_shown = kind in _SEEN_REMARKS or (kind == "/Stamp" and _tells_the_stamp(annotation, text))
    is_seen = is_shown and not (isinstance(flags, int) and flags & _HIDDEN_FLAGS)
    if text.strip():
        yield Unit(text, place, concealment=None if is_seen else COMMENT)
    author, subject = _text(annotation.get("/T")), _text(annotation.get("/Subj"))
    if author.strip() and not is_seen:
        yield Unit(author, place, label="批注人", hidden=True)
    if subject.strip():
        yield Unit(subject, place, hidden=True)


def _tells_the_stamp(stamp: Any, text: str) -> bool:
    """Tell whether a stamp's text is its own name or says that it is one, and no remark on the page."""
    said = re.sub(r"\W", "", text).casefold()
    names = (_unescaped(str(stamp.get("/Name", ""))), _text(stamp.get("/Subj")))
    known = [re.sub(r"\W", "", name).casefold() for name in names]
    return said in known or f"sb{said}" in known or _STAMPED.fullmatch(text.strip()) is not None


def _unescaped(name: str) -> str:
    """A name whose letters are written by their codes (ISO 32000-1 7.3.5)."""
    return unquote(name.replace("%", "%25").replace("#", "%"))


def _fields(entries: Any, label: str, depth: int) -> Iterator[tuple[Any, str]]:
    for entry in _items(entries) if depth < _DEEPEST else ():
        if not _is_dictionary(entry):
            continue
        own = _text(entry.get("/TU")) or _text(entry.get("/T")) or label
        yield entry, own
        yield from _fields(entry.get("/Kids"), own, depth + 1)


def _leaves(tree: Any, depth: int = 0) -> Iterator[Any]:
    if not _is_dictionary(tree) or depth > _DEEPEST:
        return
    names = _items(tree.get("/Names"))
    yield from (leaf for leaf in names[1::2] if _is_dictionary(leaf))
    for kid in _items(tree.get("/Kids")):
        yield from _leaves(kid, depth + 1)


def _value(value: Any) -> str:
    return "\n".join(filter(None, map(_text, _items(value)))) if _is_array(value) else _text(value)


def _catalogue(pdf: Pdf) -> Any:
    """The document's root; an empty one where a damaged file has none."""
    import pikepdf

    root = pdf.trailer.get("/Root")
    return root if _is_dictionary(root) else pikepdf.Dictionary()


def _content(stream: Any) -> bytes:
    import pikepdf

    try:
        if not isinstance(stream, pikepdf.Stream):
            raise TypeError
        content: bytes = stream.read_bytes()
    except (pikepdf.PdfError, pikepdf.DataDecodingError, TypeError, NotImplementedError) as error:
        raise Unreadable(DAMAGED, "附件已损坏，读不出来") from error
    spend(len(content))
    return content


def _text(value: Any) -> str:
    """A string object's text; names, which values of check boxes are, say nothing."""
    import pikepdf

    return str(value) if isinstance(value, (str, pikepdf.String)) else ""


def _items(value: Any) -> list[Any]:
    return list(value) if _is_array(value) else []


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array)


def _is_dictionary(value: Any) -> TypeGuard[Any]:
    import pikepdf

    return isinstance(value, (pikepdf.Dictionary, pikepdf.Stream))
