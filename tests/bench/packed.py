"""What `make dist` built: how large it is and how soon its window stands; skipped where nothing was built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import PySide6

from desktop_app import paths
from tests.bench.start import prepare
from tests.bench.table import Row, median

ROUNDS = 7
SIZE_GOAL = 1.5
START_GOAL = 1.5
_BUILT = paths.HOME / "dist"
_WINDOW = "政务公开助手"
_SCREEN = ("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp")
_MEGABYTE = 1_000_000
_LONGEST_START_S = 60


def measure() -> list[Row]:
    """Weigh the folder and start its program in turn with the one that lies here as source."""
    program = _BUILT / "gongkai" / "gongkai"
    if not program.is_file():
        print("(no rows for the packed program: dist/ is not built, run make dist)")
        return []
    missing = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
    if missing:
        print(f"(no row for the packed program's start: {', '.join(missing)} not installed)")
        return [_weighed(program.parent)]
    return [_weighed(program.parent), _started(program)]


def _weighed(folder: Path) -> Row:
    packed, qt = _size(folder), _size(Path(PySide6.__file__).parent)
    archives = [file.stat().st_size for file in _BUILT.glob("gongkai-desk-*.tar.gz")]
    reads_scans = (folder / "_internal" / "onnxruntime").is_dir()
    goal = "none: it reads scans, too" if reads_scans else f"under {SIZE_GOAL}"
    sizes = (
        f"{packed / _MEGABYTE:.0f} MB, as an archive {max(archives, default=0) / _MEGABYTE:.0f} MB; "
        f"PySide6-Essentials {qt / _MEGABYTE:.0f} MB"
    )
    return Row(
        "size of the packed program's folder",
        "PySide6-Essentials as pip installs it",
        packed / qt,
        goal,
        reads_scans or packed / qt < SIZE_GOAL,
        sizes,
    )


def _size(folder: Path) -> int:
    """Return the bytes of all files below a folder; a link takes none."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _started(program: Path) -> Row:
    """Both on one virtual screen, until the window manager's eye would see the window."""
    with TemporaryDirectory() as home, _screen(Path(home)) as environment:
        prepare(Path(home))
        calls = ([str(program)], [sys.executable, "-m", "desktop_app"])
        taken: tuple[list[float], list[float]] = ([], [])
        for number in range(ROUNDS + 1):  # the first fills the caches of the disk and of the office
            for call, times in zip(calls, taken, strict=True):
                seconds = _until_seen([*call, "--workspace", home], environment)
                times.extend([seconds] if number else [])
    packed, source = (median(times) for times in taken)
    return Row(
        "the packed program's first window on a screen",
        "the program's from its source",
        packed / source,
        f"under {START_GOAL}",
        packed / source < START_GOAL,
        f"median of {ROUNDS}: {packed * 1000:.0f} ms and {source * 1000:.0f} ms, xdotool's waiting included",
    )


@contextmanager
def _screen(home: Path) -> Iterator[dict[str, str]]:
    environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its modules compiled
    environment |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("DATA", "CONFIG", "CACHE")}
    with subprocess.Popen(_SCREEN, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        environment["DISPLAY"] = f":{server.stdout.readline().strip()}"
        try:
            yield environment
        finally:
            server.terminate()


def _until_seen(call: Sequence[str], environment: dict[str, str]) -> float:
    begun = time.monotonic()
    with subprocess.Popen(call, env=environment, cwd=paths.HOME, stderr=subprocess.DEVNULL) as program:
        try:
            subprocess.run(
                ("xdotool", "search", "--sync", "--onlyvisible", "--name", _WINDOW),
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_LONGEST_START_S,
                check=True,
            )
            return time.monotonic() - begun
        finally:
            program.terminate()
