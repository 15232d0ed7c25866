"""A list of a thousand households as docx, PDF and page, against the same three of a list of ten."""

from __future__ import annotations

import time

from desktop_app.adapters.writers import page
from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.fonts import FontSet, font_folders, load_fonts
from desktop_app.adapters.writers.typst_pdf import write_pdf
from tests.bench.table import Row, median
from tests.conftest import REPOSITORY
from tests.forms.files import FORMS, answered, composed

FORM = "social-security.subsistence-allowance-publicity"
LONG, SHORT, ROUNDS = 1000, 10, 3
LIMIT_S = 5.0
_BASE = (REPOSITORY / "resources" / "style" / "base.docx").read_bytes()


def measure() -> list[Row]:
    """Compose and write both lists, turn and turn about."""
    fonts = load_fonts(font_folders(REPOSITORY))
    long, short = [], []
    for _ in range(ROUNDS):
        short.append(_seconds(SHORT, fonts))
        long.append(_seconds(LONG, fonts))
    taken = median(long)
    return [
        Row(
            f"a list of {LONG} rows as docx, PDF and page",
            f"the same of {SHORT} rows",
            taken / median(short),
            f"under {LIMIT_S:.0f} s",
            taken < LIMIT_S,
            f"{taken:.2f} s; {SHORT} rows {median(short) * 1000:.0f} ms",
        )
    ]


def _seconds(rows: int, fonts: FontSet) -> float:
    form = FORMS[FORM]
    one = form.spec.sample["list"][0]
    values = {**form.spec.sample, "list": [{**one, "no": number + 1} for number in range(rows)]}
    begun = time.perf_counter()
    document = composed(answered(form, values))
    write_docx(document, _BASE)
    write_pdf(document, fonts)
    page.article(document)
    return time.perf_counter() - begun


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
