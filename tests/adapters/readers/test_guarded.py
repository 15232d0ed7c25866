"""The process that reads foreign files."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from desktop_app.adapters.readers import guarded, process, recognition
from desktop_app.core.checks.concealment import DAMAGED, LIMIT
from desktop_app.core.errors import Cancelled
from desktop_app.core.progress import Progress, silent

CARD = "230221198407122280"


@pytest.fixture(autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    guarded.close()


def pdf(*, pages: int = 1, stream: bytes = b"") -> bytes:
    made = Pdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for _ in range(pages):
        page = made.add_blank_page()
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = made.make_stream(stream or f"BT /F1 12 Tf 100 700 Td ({CARD}) Tj ET".encode())
    out = BytesIO()
    made.save(out, compress_streams=True)
    return out.getvalue()


def test_findings_come_back_masked_and_placed():
    found = guarded.findings_in("公示.pdf", pdf())

    assert [(one.rule, one.place.page) for one in found] == [("pii.id-card", 1)]
    assert CARD not in found[0].evidence


def test_name_of_the_file_is_read_too():
    found = guarded.findings_in(f"{CARD}.pdf", pdf(stream=b"q Q"))

    assert [(one.rule, one.place.part) for one in found] == [("pii.id-card", "metadata")]


def test_one_process_reads_file_after_file():
    guarded.findings_in("一.pdf", pdf())
    first = list(guarded._idle)  # noqa: SLF001 - whether it stays is what is tested
    guarded.findings_in("二.pdf", pdf())

    assert guarded._idle == first  # noqa: SLF001


def test_clerk_who_stops_ends_the_process():
    def stop(what: str, share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        guarded.findings_in("大.pdf", pdf(pages=3000), stop)

    assert guarded._idle == []  # noqa: SLF001
    assert guarded.findings_in("小.pdf", pdf())


def test_choice_not_to_read_pictures_crosses_over():
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (900, 900), "white").save(out, "PNG")
    with recognition.switched_off():
        found = guarded.findings_in("扫描.png", out.getvalue())

    assert [one.rule for one in found] == ["unreadable.scan"]
    assert "文字识别已关闭" in found[0].message


def test_attachment_that_grows_without_bound_is_a_limit():
    with Pdf.open(BytesIO(pdf())) as made:
        made.attachments["bomb.txt"] = pikepdf.AttachedFileSpec(made, bytes(400_000_000), filename="bomb.txt")
        out = BytesIO()
        made.save(out, compress_streams=True)

    found = guarded.findings_in("炸弹.pdf", out.getvalue())

    assert "unreadable.limit" in [one.rule for one in found]


def crashes(request: bytes, progress: Progress) -> bytes:
    os.kill(os.getpid(), signal.SIGSEGV)
    return b""


def aborts(request: bytes, progress: Progress) -> bytes:
    os.abort()


def hoards(request: bytes, progress: Progress) -> bytes:
    return bytes(4_000_000_000)[:1]


def fails(request: bytes, progress: Progress) -> bytes:
    raise ValueError(request)


def hangs(request: bytes, progress: Progress) -> bytes:
    signal.pause()
    return b""


@pytest.mark.skipif(not hasattr(signal, "SIGSEGV") or os.name == "nt", reason="signals and limits of Unix")
@pytest.mark.parametrize(
    ("work", "how"), [(crashes, DAMAGED), (fails, DAMAGED), (aborts, LIMIT), (hoards, LIMIT), (hangs, LIMIT)]
)
def test_work_that_dies_is_told_by_its_death(work, how, monkeypatch):
    monkeypatch.setattr(process, "_SILENCE_S", 2.0)
    guard = process.GuardedProcess(work)

    with pytest.raises(process.Died) as caught:
        guard.ask(b"x", silent)
    guard.kill()

    assert caught.value.how is how
