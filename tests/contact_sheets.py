"""Contact sheets: the first pages of every type's sample, six to a picture, to be looked at.

`make contact-sheets` writes them into build/contact-sheets; `python -m tests.contact_sheets village` one area alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from desktop_app import paths
from desktop_app.adapters.writers.fonts import FontSet, font_folders, load_fonts
from desktop_app.adapters.writers.typst_pdf import write_pdf
from desktop_app.core.forms.form import Form
from tests.forms.files import FORMS, answered, composed

OUT = Path("build") / "contact-sheets"
COLUMNS, ROWS = 3, 2
CELL_WIDTH, CELL_HEIGHT, LABEL_HEIGHT = 620, 880, 30
PAGES_SHOWN = 3
"""Of a long document the first pages tell; what follows is the same table."""

Picture = tuple[str, Image.Image]


def main() -> None:
    """Write the sheets of the areas named, or of all."""
    OUT.mkdir(parents=True, exist_ok=True)
    fonts = load_fonts(font_folders(paths.HOME))
    areas = sys.argv[1:] or sorted({form.spec.area for form in FORMS.values()})
    for area in areas:
        forms = [form for form in FORMS.values() if form.spec.area == area]
        pictures = [picture for form in forms for picture in _pages(form, fonts)]
        for number, start in enumerate(range(0, len(pictures), COLUMNS * ROWS), 1):
            file = OUT / f"{area}-{number:02}.png"
            _sheet(pictures[start : start + COLUMNS * ROWS]).save(file)
            print(file)


def _pages(form: Form, fonts: FontSet) -> Iterator[Picture]:
    written = write_pdf(composed(answered(form, form.spec.sample)), fonts)
    with pypdfium2.PdfDocument(written.content) as pdf:
        for number in range(min(len(pdf), PAGES_SHOWN)):
            page = pdf[number]
            scale = min(CELL_WIDTH / page.get_width(), (CELL_HEIGHT - LABEL_HEIGHT) / page.get_height())
            yield f"{form.id}  {number + 1}/{len(pdf)}", page.render(scale=scale).to_pil()


def _sheet(pictures: Sequence[Picture]) -> Image.Image:
    sheet = Image.new("RGB", (COLUMNS * CELL_WIDTH, ROWS * CELL_HEIGHT), "#888888")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(18)
    for number, (label, picture) in enumerate(pictures):
        left, top = number % COLUMNS * CELL_WIDTH, number // COLUMNS * CELL_HEIGHT
        draw.text((left + 8, top + 4), label, "white", font)
        sheet.paste(picture, (left + (CELL_WIDTH - picture.width) // 2, top + LABEL_HEIGHT))
    return sheet


if __name__ == "__main__":
    main()
