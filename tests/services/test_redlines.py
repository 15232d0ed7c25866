"""Versions of a disclosure compared, in the workspace and from files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.services.desk import Desk
from desktop_app.services.redlines import NothingToCompare
from tests.adapters.writers.reading import docx_part, docx_text, pdf_pages
from tests.conftest import REPOSITORY
from tests.services.test_documents import policy


def test_text_is_compared_with_what_was_read_last(desk: Desk):
    opened = policy(desk)
    desk.reviews.submit(opened.item.id)
    desk.reviews.send_back(opened.item.id, "王审查", "电话不对")
    item = desk.drafts.open(opened.item.id).item
    desk.drafts.save(
        item.id,
        {**item.values, "contact_phone": "0452-5823999"},
        "active",
        item.confidentiality,
        item.revision,
    )
    mended = desk.drafts.open(item.id)
    said = "".join(pdf_pages(desk.redlines.of(mended).content))
    assert "5823999" in said
    assert "修改对照稿" in said
    word = desk.redlines.of(mended, "docx").content
    names = {
        one.get("{*}val") or one.values()[0] for one in docx_part(word, "word/document.xml").iter("{*}rStyle")
    }
    assert {"Added", "Removed"} <= names
    assert desk.printing.sheets(mended, "redline").title.endswith("（修改对照稿）")


def test_what_nobody_has_read_has_nothing_to_be_compared_with(desk: Desk):
    with pytest.raises(NothingToCompare):
        desk.redlines.of(policy(desk))


def test_two_files_are_compared_on_the_command_line(desk: Desk, tmp_path: Path):
    sample = desk.catalogue.form("policy.document").spec.sample
    for name, number in (("old", "龙政规〔2026〕2号"), ("new", "龙政规〔2026〕3号")):
        disclosure = {"form": "policy.document", "values": {**sample, "attachments": None, "doc_no": number}}
        (tmp_path / f"{name}.json").write_text(json.dumps(disclosure, ensure_ascii=False), "utf-8")
    call = ("redline", "old.json", "new.json", "--out", "out", "--format", "docx")
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "--workspace", str(tmp_path / "ws"), *call],
        cwd=tmp_path,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    text = docx_text((tmp_path / done.stdout.strip()).read_bytes())
    assert "〔2026〕2号" in text
    assert "3号" in text
