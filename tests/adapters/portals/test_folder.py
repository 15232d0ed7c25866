from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.adapters.portals.drop.folder import folder_portal
from desktop_app.core.errors import Cancelled
from desktop_app.core.outbox.errors import Rejected, RetryLater
from desktop_app.core.outbox.submission import Portal
from desktop_app.core.progress import silent
from tests.adapters.portals.conformance import PortalConformance
from tests.adapters.portals.sample import file, submission


class TestFolder(PortalConformance):
    @pytest.fixture
    def portal(self, tmp_path: Path) -> Portal:
        return folder_portal("usb", tmp_path / "公开")


def test_folder_holds_page_files_and_receipt(tmp_path: Path) -> None:
    folder_portal("usb", tmp_path).publish(submission(), silent)

    folder = tmp_path / "ljx-2026-0001"
    assert sorted(path.name for path in folder.iterdir()) == ["回执.json", "正文.html", "附件"]
    assert (folder / "附件" / "附件1.xlsx").read_bytes() == file().content
    assert '<meta name="Keywords" content="部门预算,示例局">' in (folder / "正文.html").read_text("utf-8")


@pytest.mark.parametrize("key", ["../outside", "a/b", "..", "C:\\x", "con:trol?"])
def test_no_key_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    root = tmp_path / "root"

    receipt = folder_portal("usb", root).publish(submission(key), silent)

    assert [path.name for path in tmp_path.iterdir()] == ["root"]
    assert [path.name for path in root.iterdir()] == [receipt.remote_id]
    assert folder_portal("usb", root).find(key) == receipt


def test_no_file_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    folder_portal("usb", tmp_path / "root").publish(submission(files=(file("../../evil.xlsx"),)), silent)

    assert [path.name for path in tmp_path.iterdir()] == ["root"]


def test_stop_leaves_no_half_folder(tmp_path: Path) -> None:
    def stop(what: str, share: float) -> None:
        if "附件2" in what:
            raise Cancelled

    with pytest.raises(Cancelled):
        folder_portal("usb", tmp_path).publish(submission(), stop)

    assert list(tmp_path.iterdir()) == []


def test_rest_of_a_killed_attempt_does_not_disturb_the_next(tmp_path: Path) -> None:
    (tmp_path / ".ljx-2026-0001.part" / "附件").mkdir(parents=True)
    (tmp_path / ".ljx-2026-0001.part" / "附件" / "旧版.xlsx").write_bytes(b"old")

    folder_portal("usb", tmp_path).publish(submission(), silent)

    names = {path.name for path in (tmp_path / "ljx-2026-0001" / "附件").iterdir()}
    assert names == {"附件1.xlsx", "附件2.xlsx"}


def test_folder_that_cannot_be_written_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with pytest.raises(RetryLater, match="写不进文件夹"):
        folder_portal("usb", tmp_path / "file").publish(submission(), silent)


def test_damaged_receipt_is_told_and_not_overwritten(tmp_path: Path) -> None:
    portal = folder_portal("usb", tmp_path)
    portal.publish(submission(), silent)
    (tmp_path / "ljx-2026-0001" / "回执.json").write_text("{")

    with pytest.raises(Rejected, match="回执损坏"):
        portal.publish(submission(), silent)


def test_exchanged_file_is_seen_when_read_back(tmp_path: Path) -> None:
    portal = folder_portal("usb", tmp_path)
    receipt = portal.publish(submission(), silent)
    (tmp_path / "ljx-2026-0001" / "附件" / "附件1.xlsx").write_bytes(b"other")

    assert portal.read_back(receipt).files["附件1.xlsx"] != submission().files[0].sha256
