"""Plain texts and tables: values are masked, nothing else is there to remove."""

from __future__ import annotations

import codecs
import csv
import io

from desktop_app.adapters.cleaners import Cleaned
from desktop_app.adapters.cleaners.values import Values

_DELIMITERS = ",\t;|"


def clean_text(content: bytes, values: Values) -> Cleaned:
    """Return the text with its values masked, as UTF-8."""
    text, count = values.mask_in(_decoded(content))
    lines = text.split("\n")
    changed = values.mask_across(lines)
    text = "\n".join(changed.get(number, line) for number, line in enumerate(lines))
    count += bool(changed)
    return Cleaned(text.encode(), (f"打码 {count} 处", "编码改为 UTF-8"))


def clean_table(content: bytes, values: Values) -> Cleaned:
    """Return the table with its values masked, as UTF-8 with the mark by which WPS and Excel know it."""
    text = _decoded(content)
    delimiter = max(_DELIMITERS, key=text.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    changed = values.mask_cells(rows)
    out, total = io.StringIO(newline=""), len(changed)
    writer = csv.writer(out, delimiter=delimiter)
    for number, row in enumerate(rows):
        masked = [values.mask_in(changed.get((number, column), cell)) for column, cell in enumerate(row)]
        total += sum(count for _, count in masked)
        writer.writerow([cell for cell, _ in masked])
    return Cleaned(codecs.BOM_UTF8 + out.getvalue().encode(), (f"打码 {total} 处", "编码改为 UTF-8"))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", "replace")
