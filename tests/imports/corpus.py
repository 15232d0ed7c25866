"""The corpus: every sheet in every maker's hand that can hold it, with what each cell should become."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.imports import foreign
from tests.imports.makers import (
    converted,
    csv_file,
    html_file,
    inline_file,
    openpyxl_file,
    xlsxwriter_file,
    xlwt_file,
)
from tests.imports.variants import Variant, variants

WORKBOOKS: dict[str, tuple[str, Callable[..., bytes]]] = {
    "openpyxl": (".xlsx", openpyxl_file),
    "XlsxWriter": (".xlsx", xlsxwriter_file),
    "xlwt": (".xls", xlwt_file),
}
PLAIN: dict[str, tuple[str, Callable[..., bytes]]] = {
    "csv-utf-8": (".csv", csv_file("utf-8-sig")),
    "csv-gb18030": (".csv", csv_file("gb18030")),
    "tsv-utf-16": (".txt", csv_file("utf-16", "\t")),
    "report-engine": (".xlsx", inline_file),
}
PAGES: dict[str, tuple[str, Callable[..., bytes]]] = {"web-page": (".xls", html_file)}
LIBRE_OFFICE = ("xlsx", "xls", "ods")
"""Each workbook of openpyxl is also opened and saved by LibreOffice, as these kinds in turn."""


@dataclass(frozen=True)
class CorpusFile:
    """A file of the corpus."""

    maker: str
    path: Path
    variant: Variant

    @property
    def name(self) -> str:
        return f"{self.variant.name} by {self.maker}"


def build(folder: Path) -> list[CorpusFile]:
    """Write the corpus; each variant by makers of workbooks, one or two of plain ones, LibreOffice and others."""
    files: list[CorpusFile] = []
    for number, variant in enumerate(variants()):
        makers = dict(WORKBOOKS)
        if not variant.needs_workbook:
            merged = any(sheet.merged for sheet in variant.sheets)
            plain = list(PAGES.items() if merged else PLAIN.items())
            makers |= dict(plain[number % len(plain) : number % len(plain) + 1])
            makers |= dict(list(PAGES.items())) if number % 4 == 0 else {}
        for maker, (ending, write) in makers.items():
            if variant.makers and maker not in variant.makers:
                continue
            files.append(_written(folder, maker, ending, write(*variant.sheets), variant))
    return [*files, *_through_libre_office(folder, files), *_kept()]


def _kept() -> list[CorpusFile]:
    by_name = {variant.name: variant for variant in variants()}
    paths = (path for path in sorted(foreign.FOLDER.glob("*/*")) if path.stem in by_name)
    return [CorpusFile(path.parent.name, path, by_name[path.stem]) for path in paths]


def _written(folder: Path, maker: str, ending: str, content: bytes, variant: Variant) -> CorpusFile:
    path = folder / maker / f"{variant.name}{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return CorpusFile(maker, path, variant)


def _through_libre_office(folder: Path, files: list[CorpusFile]) -> list[CorpusFile]:
    if shutil.which("soffice") is None:
        return []
    own = [file for file in files if file.maker == "openpyxl" and not file.variant.makers]
    kinds = [(file, LIBRE_OFFICE[number % len(LIBRE_OFFICE)]) for number, file in enumerate(own)]
    converted([(file.path, kind) for file, kind in kinds], folder / "libreoffice")
    saved = [
        CorpusFile(
            f"LibreOffice {kind}", folder / "libreoffice" / kind / f"{file.path.stem}.{kind}", file.variant
        )
        for file, kind in kinds
    ]
    return [file for file in saved if file.path.is_file()]  # none where LibreOffice came without its Calc
