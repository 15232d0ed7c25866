"""The evidence bundle: everything of one disclosure, each file with its digest, nothing that must not be in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.adapters.workspace.errors import NotFound
from desktop_app.core.board.place import Place
from desktop_app.core.disclosure.slip import slip_code
from desktop_app.services.desk import Desk
from desktop_app.services.evidence import EvidenceUnwritable
from desktop_app.services.postings import PhotoFile
from desktop_app.settings import Settings
from tests.services.conftest import FixedClock
from tests.services.photographs import photograph
from tests.ui.pages.office import ALLOWANCE, OUTAGE, REVIEWED, Office

BOARD = Place("永发村", "村委会公示栏")
SCAN = b"%PDF-1.7 a signed sheet"
CONTACT = "李某0452-5820999"


@pytest.fixture
def item_id(desk: Desk) -> str:
    """A disclosure that was signed on paper, published, posted and objected to."""
    desk.save_settings(
        Settings(office_name="龙江县民政局", person="张三", boards=(BOARD,), review_route="三级审核")
    )
    office = Office(desk)
    handed_in = office.handed_in(ALLOWANCE)
    seal = desk.drafts.open(handed_in.id).seal
    steps = {step.id: "王审查" for step in desk.routes.of(handed_in.form).steps}
    desk.reviews.approve_on_paper(handed_in.id, steps, slip_code(seal), SCAN, REVIEWED)
    desk.outbox.queue(handed_in.id)
    desk.outbox.send(handed_in.id)
    photo = PhotoFile("张贴.jpg", photograph(datetime(2026, 9, 28, 9, 30)))
    desk.postings.record(handed_in.id, BOARD, desk.deadlines.today(), [photo], witness="钱样", sheet="原件")
    desk.objections.take(handed_in.id, desk.now(), "电话", "家庭人口数与实际不符", CONTACT)
    return handed_in.id


def opened(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_is_in_it_and_every_file_has_its_digest(desk: Desk, item_id: str, tmp_path: Path) -> None:
    files = opened(desk.evidence.write(item_id, tmp_path))
    folders = {name.partition("/")[0] for name in files}
    assert folders >= {"目录.pdf", "文书", "审批", "发布", "张贴", "办理经过.json", "manifest-sha256.txt"}
    assert [content for name, content in files.items() if name.startswith("审批/")] == [SCAN]
    assert {Path(name).suffix for name in files if name.startswith("文书/")} == {".docx", ".pdf", ".html"}
    assert any(name.endswith("张贴.jpg") for name in files)
    manifest = files.pop("manifest-sha256.txt").decode()
    said = dict(reversed(line.split("  ", 1)) for line in manifest.splitlines())
    assert said == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def test_the_story_in_it_is_the_story_as_it_was_told(desk: Desk, item_id: str, tmp_path: Path) -> None:
    files = opened(desk.evidence.write(item_id, tmp_path))
    told = json.loads(files["办理经过.json"])
    events = desk.story(item_id)
    assert [one["digest"] for one in told] == [event.digest for event in events]
    receipt = next(content for name, content in files.items() if name.startswith("发布/回执"))
    assert json.loads(receipt)["url"] == desk.drafts.open(item_id).item.url


def test_the_cover_lists_what_happened_and_never_who_objected(
    desk: Desk, item_id: str, tmp_path: Path
) -> None:
    files = opened(desk.evidence.write(item_id, tmp_path))
    document = pypdfium2.PdfDocument(files["目录.pdf"])
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    assert "审批通过" in text
    assert "家庭人口数与实际不符" in text.replace("\r\n", "")
    assert not any(CONTACT.encode() in content for content in files.values())
    assert CONTACT not in text


def test_a_draft_has_its_evidence_too(desk: Desk, tmp_path: Path) -> None:
    item = Office(desk).draft(OUTAGE)
    path = desk.evidence.write(item.id, tmp_path / "一件.zip")
    assert path.name == "一件.zip"
    assert not any(name.startswith(("审批", "发布", "张贴")) for name in opened(path))


def test_what_is_not_there_and_a_disk_that_refuses_are_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        desk.evidence.write("20260101-0000000000", tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(EvidenceUnwritable):
        desk.evidence.write(Office(desk).draft(OUTAGE).id, tmp_path / "file" / "一件.zip")


def test_two_bundles_of_the_same_are_the_same_bytes(
    desk: Desk, item_id: str, tmp_path: Path, clock: FixedClock
) -> None:
    first = desk.evidence.write(item_id, tmp_path / "a.zip").read_bytes()
    assert desk.evidence.write(item_id, tmp_path / "b.zip").read_bytes() == first


def test_the_story_in_it_names_the_rules_under_which_it_was_approved(
    desk: Desk, item_id: str, tmp_path: Path
) -> None:
    told = json.loads(opened(desk.evidence.write(item_id, tmp_path))["办理经过.json"])
    said = {one["verb"]: one["data"].get("rules") for one in told}
    assert said["submit"] == said["approve"] == desk.updates.version.words
    assert said["create"] is None
