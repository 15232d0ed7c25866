"""PDF: pages lose texts, the file loses everything that stands beside its pages."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.jpeg import bare_jpeg
from desktop_app.adapters.cleaners.pdf.redaction import redacted
from desktop_app.adapters.cleaners.pdf.scrub import scrubbed
from desktop_app.adapters.cleaners.values import Values
from desktop_app.core.annotations import flags_of

if TYPE_CHECKING:
    from pikepdf import Pdf

_BESIDE = (
    "/Metadata", "/PieceInfo", "/AF", "/OpenAction", "/AA", "/Collection", "/SpiderInfo", "/Perms", "/DSS",
)  # fmt: skip
_NAMED = ("/EmbeddedFiles", "/JavaScript")
_SHOWN = ("/Link", "/Widget", "/FreeText", "/Stamp", "/Watermark")
_OTHER_KEYS = ("/T", "/Subj", "/RC")
_REMARK_KEYS = {"/Widget": (), "/Stamp": (*_OTHER_KEYS, "/Contents")}
"""What remarks say beside their looks; a stamp shows none of its text."""
_HIDDEN_FLAGS = 0x2 | 0x20
_PAGE_KEYS = ("/PieceInfo", "/Thumb", "/Metadata", "/AA", "/LastModified")


def clean(content: bytes, values: Values) -> Cleaned:
    """Return a copy with one version only, without properties, attachments, remarks and hidden text.

    Values within form fields are masked; texts that cannot surely be removed stay and are named in `undone`.
    """
    import pikepdf

    content, removed, undone = redacted(content, values)
    done = [f"从页面中真正删去 {removed} 处文字（原处换成同样外观的图片）"] if removed else []
    with pikepdf.open(BytesIO(content)) as pdf:
        done += _strip(pdf)
        fields = _mask_fields(pdf, values)
        if fields:
            done.append(f"表单域打码 {fields} 处")
        pdf.remove_unreferenced_resources()
        corners = scrubbed(pdf, values)
        if corners:
            done.append(f"清除页面以外的号码 {corners} 处")
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Cleaned(out.getvalue(), (*done, "只保留最后一个版本"), tuple(undone))


def _strip(pdf: Pdf) -> list[str]:
    done = []
    if pdf.docinfo.keys() or "/Metadata" in pdf.Root:
        done.append("清除文件属性")
    del pdf.docinfo
    if len(pdf.attachments):
        done.append(f"删去附件 {len(pdf.attachments)} 个")
    for key in _BESIDE:
        if key in pdf.Root:
            del pdf.Root[key]
    names: Any = pdf.Root.get("/Names", {})
    for key in _NAMED:
        if key in names:
            del names[key]
    pictures = sum(_strip_picture(item) for item in pdf.objects)
    if pictures:
        done.append(f"清除图片属性 {pictures} 张")
    remarks = sum(_strip_page(page.obj) for page in pdf.pages)
    if remarks:
        done.append(f"删去批注 {remarks} 条")
    return done


def _strip_picture(item: Any) -> bool:
    """Take away what a JPEG says of itself; tell whether there was anything."""
    import pikepdf

    if not isinstance(item, pikepdf.Stream) or str(item.get("/Filter", "")) != "/DCTDecode":
        return False
    content = item.read_raw_bytes()
    bare = bare_jpeg(content)
    if bare != content:
        parameters: Any = item.get("/DecodeParms")
        item.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)
    return bare != content


def _strip_page(page: Any) -> int:
    """Take a page's remarks and private data away; return how many remarks there were."""
    import pikepdf

    for key in _PAGE_KEYS:
        if key in page:
            del page[key]
    annotations = page.get("/Annots")
    if annotations is None:
        return 0
    kept = [annotation for annotation in annotations if _is_shown(annotation)]
    for annotation in kept:
        for key in _REMARK_KEYS.get(str(annotation.get("/Subtype", "")), _OTHER_KEYS):
            if key in annotation:
                del annotation[key]
    count = len(annotations) - len(kept)
    page.Annots = pikepdf.Array(kept)
    return count


def _is_shown(annotation: Any) -> bool:
    flags = flags_of(annotation)
    return str(annotation.get("/Subtype", "")) in _SHOWN and not flags & _HIDDEN_FLAGS


def _mask_fields(pdf: Pdf, values: Values) -> int:
    """Mask what form fields hold; their looks are made anew by whoever shows them."""
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    if form is None:
        return 0
    if "/XFA" in form:
        del form["/XFA"]
    count, pending = 0, list(form.get("/Fields", []))
    while pending:
        field = pending.pop()
        pending += list(field.get("/Kids", []))
        for key in ("/V", "/DV", "/TU"):
            if isinstance(field.get(key), pikepdf.String):
                masked, found = values.mask_in(str(field[key]))
                if found:
                    field[key] = pikepdf.String(masked)
                    count += found
                    _forget_look(field)
    if count:
        form.NeedAppearances = True
    return count


def _forget_look(field: Any) -> None:
    for widget in (field, *field.get("/Kids", [])):
        if "/AP" in widget:
            del widget["/AP"]
