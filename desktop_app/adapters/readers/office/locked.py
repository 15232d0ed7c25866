"""Office files with an opening password: a compound file around an encrypted package."""

from __future__ import annotations

from collections.abc import Iterator

from desktop_app.adapters.readers.unreadable import Unreadable
from desktop_app.core.checks.concealment import ENCRYPTED
from desktop_app.core.checks.unit import Unit
from desktop_app.core.progress import Progress


def read(name: str, content: bytes, progress: Progress) -> Iterator[Unit]:
    """Raise `Unreadable`: nobody can look inside without the password."""
    raise Unreadable(ENCRYPTED, "文件设有打开密码，打不开")
