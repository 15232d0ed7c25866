"""Keystroke to refreshed preview on a ten-page document, against the same work in a process that just began."""

from __future__ import annotations

import subprocess
import sys
import time

import pypdfium2

from desktop_app.adapters.writers.fonts import font_folders, load_fonts
from desktop_app.adapters.writers.preview import Preview
from desktop_app.core.document.blocks import Document
from desktop_app.core.document.wording import chinese_number
from tests.bench.table import Row, median, share_below
from tests.conftest import REPOSITORY
from tests.core.document.sample import RED_HEAD_VALUES, red_head_notice

EDITS, COLD_ROUNDS, PAGES = 80, 7, 10
PARAGRAPHS = 85
LIMIT_S, SHARE = 0.050, 0.95
_SCALE = 1.5
_SENTENCE = (
    "各乡镇、各部门要按照规定的时限和程序公开信息，接受群众监督，提高工作质量和透明度，做到应公开尽公开。"
)
_FIRST = """
from tests.bench.preview import _refreshed, load_fonts, font_folders, Preview, REPOSITORY
print(_refreshed(Preview(load_fonts(font_folders(REPOSITORY))), 1))
"""
_TYPED = "县乡镇政务公开办事群众"


def measure() -> list[Row]:
    """Type into changing paragraphs of one document, and see each edit drawn."""
    fonts = load_fonts(font_folders(REPOSITORY))
    preview = Preview(fonts)
    assert len(preview.render(_document(0)).page_sizes) == PAGES
    warm = sorted(_refreshed(preview, edit) for edit in range(1, EDITS + 1))
    cold = [_cold() for _ in range(COLD_ROUNDS)]
    share = share_below(warm, LIMIT_S)
    p95 = warm[int(len(warm) * SHARE) - 1]
    figures = (
        f"median {median(warm) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, {share:.0%} under {LIMIT_S * 1000:.0f} ms; "
        f"first {median(cold) * 1000:.0f} ms"
    )
    goal = f"{SHARE:.0%} under {LIMIT_S * 1000:.0f} ms"
    ratio = median(warm) / median(cold)
    return [
        Row(
            "edit to drawn page, ten pages",
            "the first preview of a process",
            ratio,
            goal,
            share >= SHARE,
            figures,
        )
    ]


def _document(edit: int) -> Document:
    """Compose ten pages, of which one paragraph, another each time, holds what was typed so far."""
    changed, typed = edit * 37 % PARAGRAPHS, "".join(_TYPED[number % len(_TYPED)] for number in range(edit))
    lines = []
    for number in range(PARAGRAPHS):
        if number % 8 == 0:
            lines.append(f"{chinese_number(number // 8 + 1)}、第{number // 8 + 1}项工作")
        lines.append(_SENTENCE + (typed if number == changed else ""))
    return red_head_notice({**RED_HEAD_VALUES, "body": "\n".join(lines)})


def _draw(pdf: bytes, page: int) -> None:
    with pypdfium2.PdfDocument(pdf) as opened:
        opened[page].render(scale=_SCALE)


def _refreshed(preview: Preview, edit: int) -> float:
    begun = time.perf_counter()
    _draw(preview.render(_document(edit)).pdf, edit % PAGES)
    return time.perf_counter() - begun


def _cold() -> float:
    """Measure the first preview of a new process, its imports and fonts not counted."""
    run = subprocess.run(
        [sys.executable, "-c", _FIRST], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    return float(run.stdout)


if __name__ == "__main__":
    from tests.bench.table import show

    show(measure())
