"""Makes packages out of raw XML, as no library would write them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.checks.finding import Finding
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import silent

ID = "230221189912310018"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
)
_TYPES = {
    "word/document.xml": "wordprocessingml.document.main",
    "xl/workbook.xml": "spreadsheetml.sheet.main",
    "ppt/presentation.xml": "presentationml.presentation.main",
}


def named(root: str, inner: str, attributes: str = "", space: str = "") -> str:
    """A root element that declares every namespace."""
    default = f' xmlns="{space}"' if space else ""
    return f"<{root}{default} {_NAMES} {attributes}>{inner}</{root}>"


def relations(*arrows: tuple[str, str, str]) -> str:
    """A part's arrows: identifier, kind, target; a target with a colon lies outside."""
    inner = ""
    for id_, kind, target in arrows:
        mode = "External" if ":" in target else "Internal"
        inner += f'<Relationship Id="{id_}" Type="{_R}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def package(main: str, content: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    """A package of a main part and others; the others bring their own `.rels`."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        f'PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{_TYPES[main]}+xml"/></Types>'
    )
    arrows = relations(("m", "officeDocument", main))
    return zipped({"[Content_Types].xml": types, "_rels/.rels": arrows, main: content, **(parts or {})})


def docx(body: str, parts: dict[str, str | bytes] | None = None, *arrows: tuple[str, str, str]) -> bytes:
    """A Word file with this body; `arrows` lead from the document to `parts` below word/."""
    own = {f"word/{name}": content for name, content in (parts or {}).items()}
    own["word/_rels/document.xml.rels"] = relations(*arrows)
    return package("word/document.xml", named("w:document", f"<w:body>{body}</w:body>"), own)


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def units(content: bytes, name: str = "公告") -> list[Unit]:
    return list(units_of(name, content, silent))


def findings(content: bytes, name: str = "公告") -> list[Finding]:
    return check_units(units_of(name, content, silent))


def rules(content: bytes, name: str = "公告") -> list[str]:
    """The names of what is found, notes included, sorted."""
    return sorted(finding.rule for finding in findings(content, name))
