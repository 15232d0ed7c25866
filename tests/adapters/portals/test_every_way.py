"""The same disclosure with three attachments, one of them 200 MB, on every kind of portal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desktop_app.adapters.bags.writing import write_bag
from desktop_app.adapters.portals.drop.folder import folder_portal
from desktop_app.core.outbox.comparing import differences
from desktop_app.core.outbox.job import JobKind
from desktop_app.core.outbox.let_out import let_out
from desktop_app.core.outbox.submission import Portal, Receipt, Submission, SubmittedFile
from desktop_app.core.progress import silent
from desktop_app.portal_server.server import running
from desktop_app.services.carrying import deliver, held_back
from tests.adapters.portals.reference import reference_portal
from tests.adapters.portals.sample import file, submission
from tests.adapters.portals.test_sftp import profile as sftp_profile
from tests.adapters.portals.test_webdav import webdav
from tests.adapters.portals.test_wordpress import give_it_a_theme, wordpress
from tests.servers import started

BIG_BYTES = 200 * 1024 * 1024 - 1024
_FTYP = bytes.fromhex("00000018667479706d703432000000006d70343269736f6d")


@cache
def big() -> SubmittedFile:
    """A recording that begins as a film does and compresses not at all."""
    return SubmittedFile("会议录像.mp4", "会议录像", "video/mp4", _FTYP + os.urandom(BIG_BYTES - len(_FTYP)))


def data_file(name: str, text: str) -> SubmittedFile:
    return SubmittedFile(name, name, "text/csv", text.encode("utf-8-sig"))


def sent(text: str, *files: SubmittedFile, **changes: Any) -> Submission:
    return submission(text=text, html=f"<p>{text}</p>", files=(*files, big()), **changes)


def _reference(stack: ExitStack, folder: Path) -> Portal:
    serving = stack.enter_context(running(folder / "portal", token="secret"))
    return reference_portal("reference", serving.url, "secret")


def _wordpress(stack: ExitStack, folder: Path) -> Portal:
    ini = folder / "php"
    ini.mkdir()
    (ini / "large.ini").write_text("post_max_size=300M\nupload_max_filesize=300M\nmemory_limit=1G\n")
    server = stack.enter_context(started("wordpress", PHP_INI_SCAN_DIR=f":{ini}"))
    give_it_a_theme(server)
    return wordpress(server)


def _webdav(stack: ExitStack, _folder: Path) -> Portal:
    return webdav(stack.enter_context(started("webdav")))


def _sftp(stack: ExitStack, _folder: Path) -> Portal:
    from desktop_app.adapters.portals.opening import open_portal

    return open_portal(sftp_profile(stack.enter_context(started("sftp"))))


def _folder(_stack: ExitStack, folder: Path) -> Portal:
    return folder_portal("usb", folder / "usb")


WAYS: dict[str, Callable[[ExitStack, Path], Portal]] = {
    "reference": _reference,
    "wordpress": _wordpress,
    "webdav": _webdav,
    "sftp": _sftp,
    "folder": _folder,
}


@pytest.fixture(params=list(WAYS))
def portal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Portal]:
    with ExitStack() as stack:
        yield WAYS[request.param](stack, tmp_path)


@pytest.mark.timeout(300)
def test_published_replaced_and_withdrawn_each_read_back_equal(portal: Portal) -> None:
    first = sent("赵示例等三人", file("名单.xlsx", b"names"), file("说明.xlsx", b"notes"))
    receipt = portal.publish(first, silent)
    assert differences(first, portal.read_back(receipt)) == []

    masked = sent("赵**等三人", file("名单.xlsx", b"masked"), file("说明.xlsx", b"notes"), reason="公示期满")
    replaced = portal.replace(masked, silent)
    assert replaced.url == receipt.url
    assert differences(masked, portal.read_back(replaced)) == []

    withdrawn = portal.withdraw(first.key, "内容有误")
    page = portal.read_back(withdrawn)
    assert page.withdrawn
    assert page.files == {}


@pytest.mark.timeout(300)
def test_carried_across_in_packages_it_is_published_replaced_and_withdrawn_and_read_back_equal(
    tmp_path: Path,
) -> None:
    def carried(submission: Submission, kind: JobKind) -> Receipt:
        """Pack it here, and do there what the package is for."""
        answered = let_out(held_back(submission), ())
        return deliver(
            write_bag(submission, date(2026, 9, 28), kind=kind, let_out=answered), portal, agreed=True
        )

    sealed = {"Keywords": "低保", "Seal": "a" * 64}
    names = (
        data_file("名单.csv", "村,户数\n示例村,12\n"),
        data_file("说明.csv", "项目,说明\n低保,按月发放\n"),
    )
    first = sent("共十二户。", *names, metadata=sealed)
    mended = sent("共十三户。", *names, metadata=sealed, reason="户数有误")
    taken_down = replace(first, html="", text="", files=(), reason="决定已撤销")
    with running(tmp_path / "portal", token="secret") as serving:
        portal = reference_portal("reference", serving.url, "secret")

        receipt = carried(first, JobKind.PUBLISH)
        assert differences(first, portal.read_back(receipt)) == []
        replaced = carried(mended, JobKind.REPLACE)
        assert replaced.url == receipt.url
        assert differences(mended, portal.read_back(replaced)) == []
        page = portal.read_back(carried(taken_down, JobKind.WITHDRAW))

    assert page.withdrawn
    assert page.files == {}
