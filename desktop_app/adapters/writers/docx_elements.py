"""Elements of a docx body, with their properties in the order that the schema wants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import nsmap
from docx.oxml.parser import oxml_parser

from desktop_app.adapters.writers.docx_base import CHAR, LINE
from desktop_app.core.document.blocks import Run

_CHANGES = {"added": "Added", "removed": "Removed"}
_WORD = f"{{{nsmap['w']}}}"
_DECLARED = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """Return an element of Word's namespace; children that are None are left out."""
    # python-docx's own OxmlElement looks the namespace up anew each time, and a document has a thousand of these
    made = oxml_parser.makeelement(_WORD + tag, nsmap=_DECLARED)
    for key, value in attributes.items():
        made.set(_WORD + key, str(value))
    made.extend([child for child in children if child is not None])
    return made


def set_attributes(made: Any, **attributes: object) -> None:
    """Set attributes of Word's namespace."""
    for key, value in attributes.items():
        made.set(_WORD + key, str(value))


def paragraph(style: str, runs: Iterable[Any], *properties: Any) -> Any:
    """Return a paragraph; its direct properties come in the order that the schema wants."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *runs)


def run(words: Run, *properties: Any, style: str = "") -> Any:
    """Return a run; line feeds become breaks and tabs tabs."""
    style = style or _CHANGES.get(words.change) or ("Gap" if words.gap else "Strong" if words.strong else "")
    marks = (
        element("rStyle", val=style) if style else None,
        element("rFonts", hint="eastAsia"),
        *properties,
    )
    made = element("r", element("rPr", *marks))
    for number, piece in enumerate(words.text.split("\n")):
        if number:
            made.append(element("br"))
        text = element("t")
        text.text = piece
        text.set(_SPACE, "preserve")
        made.append(text)
    return made


def tab_run() -> Any:
    """Return a run that is one tab."""
    return element("r", element("tab"))


def spacing(lines: float) -> Any:
    """Return blank lines above a paragraph; None for none."""
    return element("spacing", beforeLines=round(lines * 100), before=round(lines * LINE)) if lines else None


def indent(**chars: float) -> Any:
    """Return an indent in characters, with twips for programs that do not count in characters."""
    pairs = [(key, amount) for key, amount in chars.items() if amount]
    attributes = {f"{key}Chars": round(amount * 100) for key, amount in pairs}
    return (
        element("ind", **attributes, **{key: round(amount * CHAR) for key, amount in pairs})
        if pairs
        else None
    )


def sizes(half_points: int) -> tuple[Any, Any]:
    """Return a run's size for every script."""
    return element("sz", val=half_points), element("szCs", val=half_points)
