"""What trying the packed program takes: files with something to find, and a PostgreSQL where there is one.

`python -m tests.packed COMMAND…` makes both, runs the command with them, and takes the server down again:

    python -m tests.packed packaging/try_out.sh build/unpacked/gongkai build/samples build/tried
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import typst
import xlsxwriter

from tests.conftest import REPOSITORY
from tests.postgres import Server, binaries, missing

SAMPLES = REPOSITORY / "build" / "samples"
_FONTS = REPOSITORY / ".fonts"
_NUMBER = "230221199003070511"
"""An identity number that belongs to nobody: the region is Longjiang, the check digit is right."""
_SENTENCE = f"经核实，张三（身份证号码：{_NUMBER}）符合条件。"
_PAGE = """
#set page(width: 160mm, height: 70mm, margin: 12mm)
#set text(font: "FandolSong", lang: "zh", size: 16pt)
"""


def write_samples(folder: Path) -> None:
    """Write a letter, a list, their PDF and a scan; each holds an identity number."""
    folder.mkdir(parents=True, exist_ok=True)
    letter = docx.Document()
    letter.add_paragraph(_SENTENCE)
    letter.save(str(folder / "letter.docx"))
    with xlsxwriter.Workbook(folder / "list.xlsx") as book:
        book.add_worksheet("名单").write_column(0, 0, ["备注", _SENTENCE])
    source = f"{_PAGE}{_SENTENCE}".encode()
    (folder / "letter.pdf").write_bytes(typst.compile(source, font_paths=[_FONTS]))
    (folder / "scan.png").write_bytes(typst.compile(source, font_paths=[_FONTS], format="png", ppi=200))


@contextmanager
def office_server() -> Iterator[dict[str, str]]:
    """Run a PostgreSQL and name it by the variable that try_out.sh knows; give none where there can be none."""
    found = binaries()
    if missing() or found is None:
        print(f"no shared office: {missing()}", file=sys.stderr)
        yield {}
        return
    with TemporaryDirectory(prefix="gongkai-packed-", ignore_cleanup_errors=True) as folder:
        server = Server(found, Path(folder))
        try:
            yield {"GONGKAI_TRY_SERVER": server.fresh().url}
        finally:
            server.stop("immediate")


def main(command: list[str]) -> int:
    """Run a command beside the server and return its exit status."""
    write_samples(SAMPLES)
    with office_server() as variables:
        return subprocess.run(command, env={**os.environ, **variables}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
