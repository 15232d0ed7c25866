"""Two runs give the same bytes, whatever order a process keeps its sets in."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

from tests.conftest import REPOSITORY

_RUN = """
import json
from tests.adapters.writers.test_same_bytes import every_output
print(json.dumps(every_output()))
"""
_SHEET = {
    **dict.fromkeys(
        ("title", "doc_no", "form", "author", "phone", "openness", "due", "ways", "files"), "示例"
    ),
    "office": "龙江县人民政府",
    "day": "2026年9月21日",
    "steps": ["保密审查", "科室负责人"],
    "code": "示例编码",
    "slip": "gongkai:sheet:1",
}


def every_output() -> dict[str, str]:
    """Return the digest of every kind of file that is made of documents."""
    from jinja2 import FileSystemLoader

    from desktop_app.adapters.writers import page
    from desktop_app.adapters.writers.calibration import write_calibration
    from desktop_app.adapters.writers.docx import write_docx
    from desktop_app.adapters.writers.fonts import font_folders, load_fonts
    from desktop_app.adapters.writers.poster import write_poster
    from desktop_app.adapters.writers.typst_pdf import write_pdf
    from desktop_app.core.document.compose import compose_paper
    from desktop_app.core.document.redline import redline
    from tests.core.document.sample import NOTICE_VALUES, notice, order, rows, upward

    fonts = load_fonts(font_folders(REPOSITORY))
    base = (REPOSITORY / "resources" / "style" / "base.docx").read_bytes()
    template = (REPOSITORY / "templates" / "pages" / "article.html").read_text("utf-8")
    changed = redline(notice(), notice({**NOTICE_VALUES, "list": rows(3)}))
    sheet = compose_paper("approval-sheet", _SHEET, FileSystemLoader(REPOSITORY / "templates" / "papers"))
    made = {"calibration": write_calibration(fonts).content}
    for name, document in {"upward": upward(), "order": order(), "redline": changed, "sheet": sheet}.items():
        made |= {
            f"{name}.docx": write_docx(document, base).content,
            f"{name}.pdf": write_pdf(document, fonts).content,
            f"{name}-both-sides.pdf": write_pdf(document, fonts, mirrored=True).content,
            f"{name}.html": page.write_page(document, template, page.metadata(document)).content,
        }
    for paper in ("A4", "A3", "A2", "A4x4"):
        made[f"poster-{paper}"] = write_poster(
            notice(), fonts, paper=paper, url="https://www.example.gov.cn/1.html"
        ).content
    return {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}


def _in_a_process(seed: str) -> dict[str, str]:
    run = subprocess.run(
        [sys.executable, "-c", _RUN],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    digests: dict[str, str] = json.loads(run.stdout)
    return digests


def test_two_processes_make_the_same_bytes_of_every_output(fonts):
    assert fonts.families
    first, second = _in_a_process("1"), _in_a_process("2")
    assert len(first) == 21
    assert first == second
