"""What nobody foresaw: told to the person, logged, and kept for the diagnosis, without anybody's data."""

from __future__ import annotations

import logging
import platform
import time
import traceback
from collections import deque
from pathlib import Path

from PySide6.QtCore import qVersion

from desktop_app import __version__
from desktop_app.core.errors import BugError

_log = logging.getLogger(__name__)
_MOST = 10
_faults: deque[str] = deque(maxlen=_MOST)
"""The last ones; deques may be written by several threads at once."""


def unexpected(error: BaseException) -> BugError:
    """Return what a person is told of an error that nobody foresaw, and keep its kind and place.

    The error's own words stay out of message, log and diagnosis: they may hold somebody's data.
    """
    frames = [f"{Path(one.filename).name}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)]
    fault = f"{type(error).__name__} at {' < '.join(reversed(frames))}"
    _log.error("unexpected %s", fault)
    _faults.append(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {fault}")
    return BugError(f"程序出了意外（{type(error).__name__}，{frames[-1] if frames else '?'}）。")


def diagnosis() -> str:
    """Return what a technician needs to know: versions, and the last errors that nobody foresaw."""
    lines = [
        f"政务公开助手 {__version__}",
        f"Python {platform.python_version()}，Qt {qVersion()}",
        platform.platform(),
        *(_faults or ["没有记录到意外。"]),
    ]
    return "\n".join(lines)
