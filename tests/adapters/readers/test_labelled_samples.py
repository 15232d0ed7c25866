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
    ".docx",
    ".xlsx",
    ".pptx",
    ".html",
    ".zip",
    ".rar",
    ".txt",
    ".csv",
    ".pdf",
    ".xls",
    ".jpg",
    ".png",
    ".doc",
)


def _scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", _KINDS)
def test_labelled_files_have_what_their_labels_say(shared: Path, kind: str) -> None:
    if kind == ".doc" and not shutil.which("soffice"):
        pytest.skip("LibreOffice reads old documents")
    folder = shared / "samples" / "leak-check"
    score = _scorer(folder)
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    for name in (name for name in labels if name.endswith(kind)):
        with pictures_unread():
            checked = file_findings(name, (folder / "files" / name).read_bytes())
        found = [finding.as_json() for finding in checked.findings]
        events = score.score_file(name, labels[name], found, ocr=False)
        assert [event for event in events if event[0] != "found"] == [], name
        assert score.repeats(labels[name], found) == 0
