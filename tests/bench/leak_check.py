"""The leak check: text rules against Presidio, a workbook against openpyxl, a PDF against PDFium; with peak memory.

Each measurement runs in a process of its own, so that neither side warms the other and memory is its own. Presidio is
no dependency of the program: with `pip install -r requirements-bench.txt` its analyzer is measured with recognizers for
what our rules of the same row look for and spaCy's blank Chinese pipeline, the lightest engine that it runs with; else
bare regular expressions in a loop stand in for it, and the row says so.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from tests.bench.table import Row, median
from tests.conftest import REPOSITORY

ROUNDS = 3
_SHORTEST = 12
_WARMED_UP = 300
"""Lines that both sides have seen before they are timed, so that neither pays for what it compiles at first use."""
_LEAST_SECONDS = 1.0
"""What takes less is done again and again, or what the machine happens to do weighs more than the work."""
SHEET_ROWS, PDF_PAGES = 100_000, 1_000
TEXT_GOAL, SHEET_GOAL, PDF_GOAL = 20.0, 1.0, 2.0
_CORPUS = Path(__file__).parent.parent / "core" / "checks" / "corpus" / "running_text.txt"
_ENTITIES = {
    "CN_ID": r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx]",
    "CN_MOBILE": r"(?<![0-9-])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9])",
    "CN_CARD": r"(?<![0-9])62[0-9]{14,17}(?![0-9])",
    "CN_PLATE": r"[一-龥][A-HJ-NP-Z][·]?[A-HJ-NP-Z0-9]{5,6}(?![0-9A-Za-z])",
    "CN_PASSPORT": r"(?<![0-9A-Za-z])[EG][0-9]{8}(?![0-9])",
    "EMAIL": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "CN_DOC_NO": r"[一-龥]{2,8}[〔\[(（][0-9]{4}[〕\])）]?第?[0-9]{1,4}号?",
    "CN_MARK": r"(?:绝\s*密|机\s*密|秘\s*密)级?\s*[★☆*]",
}
_EQUAL = (
    "pii.id-card", "pii.mobile", "pii.bank-card", "pii.plate", "pii.passport", "pii.email", "wording.doc-no",
    "secrecy.classification-mark",
)  # fmt: skip
"""Our rules of the same reach."""


def measure() -> list[Row]:
    """Make the files once, then measure both sides in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _make_text(folder / "text.txt")
        _make_sheet(folder / "list.xlsx")
        _make_pdf(folder / "pages.pdf")
        return [_text_row(folder), _sheet_row(folder), _pdf_row(folder)]


def _text_row(folder: Path) -> Row:
    has_presidio = find_spec("presidio_analyzer") is not None
    other = "presidio" if has_presidio else "bare"
    ours, theirs = _both("rules", other, folder)
    size = (folder / "text.txt").stat().st_size / 1e6
    faster = theirs["s"] / ours["s"]
    counterpart = "Presidio's analyzer with equal recognizers and a blank pipeline"
    return Row(
        "text rules over the prose of all forms",
        counterpart if has_presidio else "bare regular expressions (Presidio is not installed)",
        ours["s"] / theirs["s"],
        f"{TEXT_GOAL:.0f} times as fast as Presidio" if has_presidio else "none: Presidio is not installed",
        faster >= TEXT_GOAL or not has_presidio,
        f"{size / ours['s']:.2f} MB/s and {size / theirs['s']:.2f} MB/s ({faster:.1f} times as fast); "
        + _peaks(ours, theirs),
    )


def _sheet_row(folder: Path) -> Row:
    ours, theirs = _both("sheet", "openpyxl", folder)
    ratio = ours["s"] / theirs["s"]
    return Row(
        f"checking a workbook of {SHEET_ROWS:,} rows",
        "reading it with openpyxl, read-only",
        ratio,
        f"under {SHEET_GOAL:.0f}",
        ratio < SHEET_GOAL,
        f"{ours['s']:.2f} s and {theirs['s']:.2f} s; {_peaks(ours, theirs)}",
    )


def _pdf_row(folder: Path) -> Row:
    ours, theirs = _both("pdf", "pdfium", folder)
    ratio = ours["s"] / theirs["s"]
    return Row(
        f"checking a PDF of {PDF_PAGES:,} pages",
        "bare text extraction with pypdfium2",
        ratio,
        f"under {PDF_GOAL:.0f}",
        ratio < PDF_GOAL,
        f"{ours['s']:.2f} s and {theirs['s']:.2f} s; {_peaks(ours, theirs)}",
    )


def _peaks(ours: dict[str, float], theirs: dict[str, float]) -> str:
    return f"peak memory {ours['mb']:.0f} MB and {theirs['mb']:.0f} MB"


def _both(mine: str, other: str, folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    told: dict[str, list[dict[str, float]]] = {mine: [], other: []}
    for _ in range(ROUNDS):
        for name, found in told.items():
            found.append(_in_a_process(name, folder))
    ours, theirs = ({key: median([one[key] for one in told[name]]) for key in ("s", "mb")} for name in told)
    return ours, theirs


def _in_a_process(name: str, folder: Path) -> dict[str, float]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.leak_check", name, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, float] = json.loads(run.stdout)
    return told


# ── the works ───────────────────────────────────────────────────────────────────────────────────────


def _rules(folder: Path) -> Callable[[], Any]:
    from desktop_app.core.checks.engine import check_units
    from desktop_app.core.checks.finding import Place
    from desktop_app.core.checks.rules import ALL
    from desktop_app.core.checks.unit import Unit

    equal = tuple(rule for rule in ALL if rule.name in _EQUAL)
    lines = (folder / "text.txt").read_text("utf-8").splitlines()
    units = [Unit(line, Place(paragraph=number)) for number, line in enumerate(lines, 1)]
    check_units(units[:_WARMED_UP], rules=equal, gathering=())
    return lambda: check_units(units, rules=equal, gathering=())


def _presidio(folder: Path) -> Callable[[], Any]:
    import spacy
    from presidio_analyzer import AnalyzerEngine, Pattern, PatternRecognizer, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):  # type: ignore[misc]
        """Words are told apart and nothing more: no language model on either side."""

        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "zh", "model_name": "blank"}])
            self.nlp = {"zh": spacy.blank("zh")}

        def load(self) -> None:
            """Nothing is fetched."""

    registry = RecognizerRegistry(supported_languages=["zh"])
    for name, pattern in _ENTITIES.items():
        found = [Pattern(name, pattern, 0.9)]
        registry.add_recognizer(PatternRecognizer(name, patterns=found, supported_language="zh"))
    engine = AnalyzerEngine(registry=registry, nlp_engine=Blank(), supported_languages=["zh"])
    lines = (folder / "text.txt").read_text("utf-8").splitlines()
    for line in lines[:_WARMED_UP]:
        engine.analyze(line, language="zh")
    return lambda: [engine.analyze(line, language="zh") for line in lines]


def _bare(folder: Path) -> Callable[[], Any]:
    patterns = [re.compile(pattern) for pattern in _ENTITIES.values()]
    lines = (folder / "text.txt").read_text("utf-8").splitlines()
    return lambda: [list(pattern.finditer(line)) for line in lines for pattern in patterns]


def _sheet(folder: Path) -> Callable[[], Any]:
    return _checked(folder / "list.xlsx")


def _pdf(folder: Path) -> Callable[[], Any]:
    return _checked(folder / "pages.pdf")


def _checked(file: Path) -> Callable[[], Any]:
    from desktop_app.adapters.readers import kind_of
    from desktop_app.adapters.readers.nesting import units_of
    from desktop_app.core.checks.engine import check_units
    from desktop_app.core.progress import silent

    content = file.read_bytes()
    kind = kind_of(file.name, content)
    if kind is not None:
        kind.reader()  # its modules are loaded once in a program's life
    return lambda: check_units(units_of(file.name, content, silent))


def _openpyxl(folder: Path) -> Callable[[], Any]:
    from openpyxl import load_workbook

    def read() -> int:
        book = load_workbook(folder / "list.xlsx", read_only=True)
        return sum(len(row) for sheet in book for row in sheet.iter_rows(values_only=True))

    return read


def _pdfium(folder: Path) -> Callable[[], Any]:
    import pypdfium2

    def read() -> int:
        document = pypdfium2.PdfDocument(folder / "pages.pdf")
        return sum(len(page.get_textpage().get_text_range()) for page in document)

    return read


_WORKS = {
    "rules": _rules, "presidio": _presidio, "bare": _bare, "sheet": _sheet, "openpyxl": _openpyxl, "pdf": _pdf,
    "pdfium": _pdfium,
}  # fmt: skip


# ── the files ───────────────────────────────────────────────────────────────────────────────────────


def _passages() -> list[str]:
    lines = _CORPUS.read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _make_text(file: Path) -> None:
    """The prose of all forms: help, legal bases, samples; one line in fifty names a person with their numbers."""
    chance = random.Random(20260928)
    lines: list[str] = []
    for form in sorted((REPOSITORY / "forms").rglob("*.yaml")):
        lines += _prose(yaml.load(form.read_text("utf-8"), yaml.CSafeLoader))
    for number in range(0, len(lines), 50):
        numbers = f"23022119840712228{chance.randrange(10)}，电话1380452{chance.randrange(10_000):04d}"
        lines[number] += f"户主王某，身份证号{numbers}。"
    file.write_text("\n".join(lines), "utf-8")


def _prose(part: Any) -> list[str]:
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        return [line for one in part for line in _prose(one)]
    lines = str(part).splitlines() if isinstance(part, str) else []
    return [line for line in lines if len(line) >= _SHORTEST and re.search("[一-龥]", line)]


def _make_sheet(file: Path) -> None:
    from openpyxl import Workbook

    chance = random.Random(20260928)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("发放明细")
    sheet.append(["序号", "户主", "证件号", "村", "面积（亩）", "金额（元）", "发放日期", "备注"])
    for number in range(SHEET_ROWS):
        area = round(chance.random() * 90, 2)
        masked = f"230221********{chance.randrange(10_000):04d}"
        row = [
            number + 1,
            f"张*{number % 97}",
            masked,
            f"第{number % 83}村",
            area,
            round(area * 86.5, 2),
            "2026-09-28",
        ]
        sheet.append([*row, "种粮补贴" if number % 3 else ""])
    book.save(file)


def _make_pdf(file: Path) -> None:
    import typst

    from desktop_app.adapters.writers.fonts import font_folders

    chance, passages = random.Random(20260928), _passages()
    pages = ["\n\n".join(chance.sample(passages, 20)) for _ in range(PDF_PAGES)]
    text = "\n#pagebreak()\n".join(re.sub(r"([#\[\]*_$<>@`~\\])", r"\\\1", page) for page in pages)
    look = '#set page(paper: "a4", margin: 2cm)\n#set text(font: "FandolFang R", size: 11pt)'
    source = file.with_suffix(".typ")
    source.write_text(f"{look}\n{text}", "utf-8")
    folders = [str(folder) for folder in font_folders(REPOSITORY)]
    typst.compile(str(source), output=str(file), font_paths=folders)


def _main(name: str, folder: Path) -> None:
    work = _WORKS[name](folder)
    times = 0
    begun = time.process_time()  # all of them have one thread: what else the machine does meets neither side
    while not times or time.process_time() - begun < _LEAST_SECONDS:
        work()
        times += 1
    taken = (time.process_time() - begun) / times
    print(json.dumps({"s": taken, "mb": _peak_mb()}))


def _peak_mb() -> float:
    """The most memory that the process ever held; 0 where the system does not say."""
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s+([0-9]+) kB", status.read_text() if status.exists() else "")
    return int(told[1]) / 1024 if told else 0.0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _main(sys.argv[1], Path(sys.argv[2]))
    else:
        from tests.bench.table import show

        show(measure())
