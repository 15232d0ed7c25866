"""Disclosures as docx, PDF and page, against docxtpl and LibreOffice making docx and PDF, and how that grows.

Where docxtpl is not installed (requirements-bench.txt) the counterpart is spared the making of the docx.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from docx import Document

from desktop_app.adapters.writers import page
from desktop_app.adapters.writers.docx import write_docx
from desktop_app.adapters.writers.fonts import FontSet, font_folders, load_fonts
from desktop_app.adapters.writers.typst_pdf import write_pdf
from tests.adapters.writers.reading import WORD
from tests.bench.table import Row, median
from tests.conftest import REPOSITORY
from tests.forms.files import FORMS, answered, composed

COUNT, ROUNDS = 200, 5
FEW, MANY = len(FORMS), 42 * len(FORMS)
"""Whole rounds of all types, since some are longer than others."""
FASTER, LINEAR = 30, 1.10
_HAS_DOCXTPL = importlib.util.find_spec("docxtpl") is not None
_BASE = (REPOSITORY / "resources" / "style" / "base.docx").read_bytes()


def measure() -> list[Row]:
    """Write the samples of all types in turn; in one process, as a batch does."""
    fonts = load_fonts(font_folders(REPOSITORY))
    _write(len(FORMS), fonts)  # templates and fonts are read once
    return [*_against_office(fonts), _growth(fonts)]


def _growth(fonts: FontSet) -> Row:
    few, many = (_write(count, fonts, time.process_time) / count for count in (FEW, MANY))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Row(
        f"a document among {MANY} as docx, PDF and page",
        f"one among {FEW}",
        many / few,
        f"linear, under {LINEAR}",
        many / few < LINEAR,
        f"{many * 1000:.0f} ms and {few * 1000:.0f} ms of the processor; peak memory {peak:.0f} MB",
    )


def _against_office(fonts: FontSet) -> list[Row]:
    """Take turns, so that whatever else the machine does meets both alike."""
    if shutil.which("soffice") is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        files = list(_docx_files(Path(name)))
        _convert(files[0])  # makes the profile
        ours, theirs = [], []
        for file in files:
            filled = _filled(file)
            theirs.append(filled + _convert(file))
            ours.append(_write(COUNT // ROUNDS, fonts) / (COUNT // ROUNDS))
    one, other = median(ours), median(theirs)
    return [
        Row(
            "documents a second, each as docx, PDF and page",
            "docxtpl, then LibreOffice's PDF" if _HAS_DOCXTPL else "LibreOffice's PDF of a finished docx",
            other / one,
            f"over {FASTER}",
            other / one > FASTER,
            f"{1 / one:.1f} a second over {COUNT}; LibreOffice {other:.2f} s each",
        )
    ]


def _docx_files(folder: Path) -> Iterator[Path]:
    for number, form in enumerate(islice(FORMS.values(), 0, None, len(FORMS) // ROUNDS)):
        if number < ROUNDS:
            file = folder / f"{number}.docx"
            file.write_bytes(write_docx(composed(answered(form, form.spec.sample)), _BASE).content)
            yield file


def _filled(file: Path) -> float:
    """Measure docxtpl filling a template that has a variable for each piece of the document's text."""
    if not _HAS_DOCXTPL:
        return 0.0
    from docxtpl import DocxTemplate

    template, words = _template(file)
    begun = time.perf_counter()
    filled = DocxTemplate(template)
    filled.render(words, autoescape=True)
    filled.save(file)
    return time.perf_counter() - begun


def _template(file: Path) -> tuple[Path, dict[str, str]]:
    """Return the document with variables in place of its words, and the words."""
    document = Document(str(file))
    words: dict[str, str] = {}
    for text in document.element.body.iter(f"{WORD}t"):
        name = f"w{len(words)}"
        words[name], text.text = text.text or "", f"{{{{ {name} }}}}"
    template = file.with_suffix(".template.docx")
    document.save(str(template))
    return template, words


def _convert(file: Path) -> float:
    """Measure one conversion, a process each, as a program that calls LibreOffice does."""
    home = file.parent
    profile = f"-env:UserInstallation=file://{home}/profile"
    begun = time.perf_counter()
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(home), str(file)],
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - begun


def _write(count: int, fonts: FontSet, clock: Callable[[], float] = time.perf_counter) -> float:
    begun = clock()
    for form in islice(cycle(FORMS.values()), count):
        document = composed(answered(form, form.spec.sample))
        write_docx(document, _BASE)
        write_pdf(document, fonts)
        page.article(document)
    return clock() - begun


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
