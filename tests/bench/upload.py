"""A large file to the reference portal: ours against curl, to the same server in a process of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop_app.core.outbox.submission import SubmittedFile
from desktop_app.core.progress import silent
from tests.adapters.portals.reference import reference_portal
from tests.adapters.portals.sample import submission
from tests.bench.table import Row, median
from tests.servers import free_port

_GOAL = 0.8
_BYTES, _ROUNDS = 200 * 1024 * 1024, 7


def measure() -> list[Row]:
    """Upload the same number of fresh bytes by turns, the item and looking for it included on our side alone."""
    if shutil.which("curl") is None:
        return []
    ours, theirs = [], []
    with TemporaryDirectory(prefix="gongkai-bench-") as folder, portal_process(Path(folder)) as (url, token):
        portal = reference_portal("bench", url, token)
        for number in range(_ROUNDS):
            theirs.append(_curl(Path(folder), url, token))
            content = os.urandom(_BYTES)
            # the outbox knows its files' digests, as curl is told it
            file = SubmittedFile(
                "录像.mp4", "录像", "video/mp4", content, hashlib.sha256(content).hexdigest()
            )
            os.sync()  # neither waits for what the other's upload left to be written
            begun = time.perf_counter()
            portal.publish(submission(f"bench-{number}", files=(file,)), silent)
            ours.append(_BYTES / (time.perf_counter() - begun))
    ratio = median(ours) / median(theirs)
    figures = f"{median(ours) / 1e6:.0f} MB/s against {median(theirs) / 1e6:.0f} MB/s"
    return [
        Row(
            "publishing with a 200 MB file, bytes a second",
            "curl's bare upload",
            ratio,
            f"{_GOAL} or more",
            ratio >= _GOAL,
            figures,
        )
    ]


def _curl(folder: Path, url: str, token: str) -> float:
    path = folder / "big"
    path.write_bytes(os.urandom(_BYTES))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    os.sync()
    begun = time.perf_counter()
    subprocess.run(
        ["curl", "-fsS", "-T", path, "-H", f"Authorization: Bearer {token}", f"{url}/api/v1/files/{digest}"],
        check=True,
        capture_output=True,
    )
    return _BYTES / (time.perf_counter() - begun)


@contextmanager
def portal_process(folder: Path) -> Iterator[tuple[str, str]]:
    """Run the reference portal in a process of its own; yield its address and its token."""
    port, data = free_port(), folder / "portal"
    call = [sys.executable, "-m", "desktop_app", "portal", "serve", "--port", str(port), "--data", str(data)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        serving.stdout.readline()
        try:
            yield f"http://127.0.0.1:{port}", (data / "token").read_text("utf-8").strip()
        finally:
            serving.terminate()
