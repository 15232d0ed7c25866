"""The labelled files beside the repository: exactly what their labels say."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.checks import file_findings, pictures_unread

_KINDS = (
    ".docx", ".xlsx", ".pptx", ".html", ".zip", ".rar", ".txt", ".csv", ".pdf", ".xls", ".jpg", ".png", ".doc",
)  # fmt: skip


def _scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _unlike_the_labels(folder: Path, name: str, *, ocr: bool) -> list[Any]:
    """Return what was missed or wrongly found, and how often a planted value was repeated."""
    score = _scorer(folder)
    label = json.loads((folder / "labels.json").read_text("utf-8"))[name]
    with pictures_unread(not ocr):
        checked = file_findings(name, (folder / "files" / name).read_bytes())
    found = [finding.as_json() for finding in checked.findings]
    events = score.score_file(name, label, found, ocr=ocr)
    return [event for event in events if event[0] != "found"] + ["repeated"] * score.repeats(label, found)


@pytest.mark.parametrize("kind", _KINDS)
def test_labelled_files_have_what_their_labels_say(shared: Path, kind: str) -> None:
    if kind == ".doc" and not shutil.which("soffice"):
        pytest.skip("LibreOffice reads old documents")
    folder = shared / "samples" / "leak-check"
    for name in (
        name for name in json.loads((folder / "labels.json").read_text("utf-8")) if name.endswith(kind)
    ):
        assert _unlike_the_labels(folder, name, ocr=False) == [], name


def test_labelled_pictures_have_what_their_labels_say_where_they_are_read(shared: Path) -> None:
    pytest.importorskip("rapidocr_onnxruntime", reason="the extra `ocr` is not installed")
    folder = shared / "samples" / "leak-check"
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    read = [
        name for name, label in labels.items() if any("when" in entry for entry in label.get("expect", ()))
    ]
    assert len(read) >= 3
    for name in read:
        assert _unlike_the_labels(folder, name, ocr=True) == [], name
