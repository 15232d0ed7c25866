"""DrawingML shapes of spreadsheets and slides: their texts, and whether a shape is hidden."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.adapters.readers.office.xml import A, Element, children, local

SHAPES = ("sp", "cxnSp", "pic", "graphicFrame")


def shapes_of(tree: Element) -> Iterator[Element]:
    """Yield the shapes of a drawing in the order in which they are drawn, groups opened."""
    for child in children(tree):
        if local(child) in SHAPES:
            yield child
        else:
            yield from shapes_of(child)


def paragraphs_of(shape: Element) -> Iterator[str]:
    """Yield the paragraphs of a shape's text, tables left out."""
    for paragraph in shape.iter(f"{A}p"):
        text = paragraph_text(paragraph)
        if text.strip() and not any(local(above) == "tbl" for above in paragraph.iterancestors()):
            yield text


def paragraph_text(paragraph: Element) -> str:
    """Return a paragraph's text, its fields and line breaks included."""
    texts = []
    for element in paragraph.iter(f"{A}t", f"{A}br"):
        texts.append("\n" if local(element) == "br" else element.text or "")
    return "".join(texts)


def is_hidden_shape(shape: Element) -> bool:
    """Tell whether the selection pane has switched a shape, or a group that holds it, off."""
    return any(
        properties.get("hidden") in ("1", "true")
        for element in (shape, *shape.iterancestors())
        for holder in element
        if local(holder).startswith("nv")
        for properties in holder
        if local(properties) == "cNvPr"
    )


def descriptions_of(shape: Element) -> Iterator[str]:
    """Yield the alternative text and title of a shape."""
    for element in shape.iter():
        if local(element) == "cNvPr":
            yield from (text for key in ("descr", "title") if (text := element.get(key, "")).strip())
