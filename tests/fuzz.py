"""A hundred thousand mutated files through the readers and the rules: findings at most, never an exception.

`python -m tests.fuzz [COUNT] [KIND …]` prints a line for each kind; the tests of readers run a slice of the same.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

from desktop_app.adapters.readers import recognition
from desktop_app.adapters.readers.legacy import converted
from desktop_app.adapters.readers.nesting import units_of
from desktop_app.core.checks.engine import check_units
from desktop_app.core.progress import silent
from tests.adapters.readers import test_legacy, test_mutated_files, test_mutated_packages, test_ofd
from tests.adapters.readers.making import zipped

SEED = 20260928
COUNT = 100_000
_SLOW, _FEWER = frozenset({"pdf", "zip"}), 4
"""A PDF takes as long as thirty tables: of these kinds a quarter of the others' share."""
CARD = test_ofd.CARD


def _html() -> bytes:
    return (
        f"<html><head><style>.a{{display:none}}</style></head><body><p class='a'>{CARD}</p><table><tr><th>姓名</th>"
        f"<th>身份证号</th></tr><tr><td>张三</td><td>{CARD}</td></tr></table><!-- {CARD} --></body></html>"
    ).encode()


def _text() -> bytes:
    return f"关于发放补贴的公示\n姓名：张三，身份证号：{CARD}，机密★1年\n".encode("gb18030")


def _table() -> bytes:
    return f"姓名,身份证号,村\n张三,{CARD},甲村\n".encode("utf-8-sig")


def _archive() -> bytes:
    return zipped({"甲/名单.txt": _text(), "表.csv": _table(), "内.zip": zipped({"a.html": _html()})})


def _rich() -> bytes:
    return rb"{\rtf1\ansi{\fonttbl{\f0 x;}}\pard \'c9\'ed\'b7\'dd\u35777? 230221198407122280\par}"


def _old_document() -> bytes:
    from docx import Document

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "file.docx"
        document = Document()
        document.add_paragraph(f"身份证号：{CARD}")
        document.save(str(file))
        return test_legacy.old(file.read_bytes(), "docx", "doc", Path(folder))


_Make = Callable[[], bytes]
_Change = Callable[[bytes, random.Random], bytes]
_FILE: _Change = test_mutated_files._mutated  # noqa: SLF001 - the tests of readers have it
_PACKAGE: _Change = test_mutated_packages._with_a_broken_part  # noqa: SLF001
KINDS: dict[str, tuple[_Make, tuple[_Change, ...]]] = {
    "docx": (test_mutated_packages._word, (_PACKAGE, _FILE)),  # noqa: SLF001
    "xlsx": (test_mutated_packages._book, (_PACKAGE, _FILE)),  # noqa: SLF001
    "pptx": (test_mutated_packages._show, (_PACKAGE, _FILE)),  # noqa: SLF001
    "pdf": (test_mutated_files._pdf, (_FILE,)),  # noqa: SLF001
    "jpg": (test_mutated_files._jpeg, (_FILE,)),  # noqa: SLF001
    "tif": (test_mutated_files._tiff, (_FILE,)),  # noqa: SLF001
    "xls": (test_legacy.workbook, (_FILE,)),
    "ofd": (lambda: test_ofd.made(test_ofd.text(CARD) + test_ofd.BLACK_BOX), (_PACKAGE, _FILE)),
    "html": (_html, (_FILE,)),
    "txt": (_text, (_FILE,)),
    "csv": (_table, (_FILE,)),
    "zip": (_archive, (_FILE,)),
    "rtf": (_rich, (_FILE,)),
    "doc": (_old_document, (_FILE,)),
}


def fuzz(kind: str, count: int) -> list[str]:
    """Return the exceptions that so many mutations of one kind raised, each with its number."""
    raised = ((number, raised_by(kind, number)) for number in range(count))
    return [f"{kind} {number}: {trace}" for number, trace in raised if trace]


def raised_by(kind: str, number: int) -> str:
    """Return what a mutation raised in the readers or the rules; "" where nothing was."""
    content = mutated(kind, number)
    try:
        check_units(units_of(f"文件.{kind}", content, silent))
    except Exception:
        return traceback.format_exc(limit=-3)
    return ""


def mutated(kind: str, number: int) -> bytes:
    """Return a mutation by its number, always the same."""
    changes = KINDS[kind][1]
    return changes[number % len(changes)](_sound(kind), random.Random(f"{SEED}-{kind}-{number}"))


@cache
def _sound(kind: str) -> bytes:
    return KINDS[kind][0]()


def _shares(count: int, kinds: list[str]) -> dict[str, int]:
    parts = {kind: 1 if kind in _SLOW else _FEWER for kind in kinds}
    return {kind: -(-count * part // sum(parts.values())) for kind, part in parts.items()}


def _main(count: int, kinds: list[str]) -> int:
    raised: list[str] = []
    converted.office_program = lambda: None  # type: ignore[assignment]  # LibreOffice would take a second a file
    with recognition.switched_off(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for kind, share in _shares(count, kinds).items():
            begun = time.monotonic()
            found = fuzz(kind, share)
            raised += found
            print(
                f"{kind:5} {share} mutations, {len(found)} raised, {time.monotonic() - begun:.0f} s",
                flush=True,
            )
    print("\n".join(raised[:20]))
    return 1 if raised else 0


if __name__ == "__main__":
    sys.exit(_main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT, sys.argv[2:] or list(KINDS)))
