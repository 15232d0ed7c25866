"""Printing from the command line: into a file, and on a real CUPS queue."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from desktop_app.settings import load_settings
from tests.adapters.printing import cups
from tests.conftest import REPOSITORY


@pytest.fixture
def queue() -> Iterator[cups.Cups]:
    if reason := cups.why_not():
        pytest.skip(reason)
    with cups.running() as running:
        yield running


def gongkai(
    folder: Path, *call: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desktop_app", "--workspace", str(folder / "ws"), *call]
    return subprocess.run(
        command,
        cwd=REPOSITORY,
        env={**(environment or os.environ), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.fixture
def sample(tmp_path: Path) -> str:
    file = tmp_path / "policy.json"
    file.write_text(gongkai(tmp_path, "sample", "policy.document").stdout, "utf-8")
    return str(file)


def test_queue_prints_the_pages_that_were_asked_for(queue: cups.Cups, tmp_path: Path, sample: str):
    call = ("--pages", "1-2", "--copies", "2", "--duplex", "long", "--printer", cups.QUEUE)
    done = gongkai(tmp_path, "print", sample, *call, environment=queue.environment)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
    assert "2 页，2 份" in done.stdout
    pages = pypdfium2.PdfDocument(queue.wait_for_output())
    assert len(pages) in (2, 4)  # where no filter multiplies copies, the queue prints the file twice
    assert pages[0].get_size() == pytest.approx((595, 842), abs=2)
    options = queue.job_options()
    assert b"two-sided-long-edge" in options or b"DuplexNoTumble" in options
    assert load_settings(_settings(tmp_path)).printing.duplex == "long"


def test_queue_is_listed_and_is_the_machines_own_choice(queue: cups.Cups, tmp_path: Path):
    assert gongkai(tmp_path, "printers", environment=queue.environment).stdout.splitlines() == [cups.QUEUE]
    done = gongkai(tmp_path, "print", "--calibration", environment=queue.environment)
    assert done.returncode == 0, done.stderr
    assert len(pypdfium2.PdfDocument(queue.wait_for_output())) == 1


def test_file_takes_what_the_printer_would_get(tmp_path: Path, sample: str):
    out = tmp_path / "out.pdf"
    done = gongkai(tmp_path, "print", sample, "--to", str(out), "--pages", "2")
    assert (done.returncode, done.stdout.strip()) == (0, str(out))
    assert len(pypdfium2.PdfDocument(io.BytesIO(out.read_bytes()))) == 1


def test_poster_passes_the_gate_first(tmp_path: Path, sample: str):
    done = gongkai(
        tmp_path, "print", sample, "--poster", "--paper", "A4x2", "--to", str(tmp_path / "poster.pdf")
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(pypdfium2.PdfDocument(tmp_path / "poster.pdf")) >= 2


def test_printer_that_is_not_there_is_named_in_one_line(tmp_path: Path, sample: str):
    done = gongkai(tmp_path, "print", sample, "--printer", "没有这台")
    assert done.returncode == 2
    assert "没有这台" in done.stderr
    assert "Traceback" not in done.stderr


def _settings(folder: Path) -> Path:
    return next(folder.rglob("settings.json"))
