"""What holds for every test with widgets."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def _buried_here() -> Iterator[None]:
    """Widgets of a test that ended are deleted now and in this thread; as in the program, no other collects garbage.

    Left to the next event loop, they may be collected by a worker's thread, and their timers, which nobody takes
    down there, fire at what is gone; the application's style would still know them.
    """
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect(1)
    gc.enable()
