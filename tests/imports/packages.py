"""Workbooks put together by hand, part by part, for what only some makers write."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
"""Names of the elements in Transitional and in Strict files (ISO/IEC 29500-4 and -1)."""
_LINKS = {
    MAIN: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def package(
    rows: str,
    *,
    name: str = "Sheet1",
    prefix: str = "",
    shared: str = "",
    styles: str = "",
    about: str = "",
    main: str = MAIN,
) -> bytes:
    """Return a workbook of one sheet.

    Args:
        rows: what stands within its `sheetData`; `shared`, `styles` likewise within their parts.
        prefix: of all elements, with its colon.
        about: `workbookPr`, where there is one.
    """
    named = f"xmlns:{prefix.rstrip(':')}" if prefix else "xmlns"
    links = _LINKS[main]

    def part(tag: str, inner: str) -> str:
        return f'<{prefix}{tag} {named}="{main}" xmlns:r="{links}">{inner}</{prefix}{tag}>'

    sheets = f'<{prefix}sheets><{prefix}sheet name="{name}" sheetId="1" r:id="rId1"/></{prefix}sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": _linked(links, officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": part("workbook", about + sheets),
        "xl/_rels/workbook.xml.rels": _linked(
            links, worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml", styles="styles.xml"
        ),
        "xl/worksheets/sheet1.xml": part("worksheet", f"<{prefix}sheetData>{rows}</{prefix}sheetData>"),
        "xl/sharedStrings.xml": part("sst", shared),
        "xl/styles.xml": part("styleSheet", styles),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for path, text in parts.items():
            file.writestr(path, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


def _linked(links: str, **targets: str) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{links}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'
