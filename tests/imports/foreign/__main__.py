"""Prints the sheets for `write.mjs` as JSON; with a folder, writes what Gnumeric makes of them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.imports.foreign import VARIANTS
from tests.imports.makers import Sheet, openpyxl_file
from tests.imports.variants import Variant, variants

_KINDS = {"xlsx": "Gnumeric_Excel:xlsx2", "xls": "Gnumeric_Excel:excel_biff8", "ods": "Gnumeric_OpenCalc:odf"}


def _plain(value: Any) -> Any:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _sheet(sheet: Sheet) -> dict[str, Any]:
    cells = [[_plain(value) for value in line] for line in sheet.cells]
    return {
        "name": sheet.name,
        "cells": cells,
        "merged": list(sheet.merged),
        "formats": sheet.formats,
    }


def _by_gnumeric(chosen: list[Variant], folder: Path) -> None:
    with TemporaryDirectory() as scratch:
        for number, variant in enumerate(chosen):
            kind = list(_KINDS)[number % len(_KINDS)]
            own = Path(scratch) / "own.xlsx"
            own.write_bytes(openpyxl_file(*variant.sheets))
            target = folder / f"gnumeric-{kind}" / f"{variant.name}.{kind}"
            target.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["ssconvert", "-T", _KINDS[kind], str(own), str(target)], check=True)


if __name__ == "__main__":
    CHOSEN = [one for one in variants() if one.name in VARIANTS]
    if len(sys.argv) > 1:
        _by_gnumeric(CHOSEN, Path(sys.argv[1]))
    else:
        print(json.dumps([{"name": one.name, "sheets": [*map(_sheet, one.sheets)]} for one in CHOSEN]))
