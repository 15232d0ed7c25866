"""Writing files that a person asked for."""

from __future__ import annotations

from pathlib import Path

from desktop_app.core.errors import OutsideError


class FileUnwritable(OutsideError):
    """A file cannot be written."""

    code = "I103"
    hint = "请核对文件夹是否存在、磁盘是否已满、文件是否正被 WPS 打开。"


def write_file(path: Path, content: bytes) -> Path:
    """Write a file, its folder made where it is missing, and return its path.

    Raises:
        FileUnwritable: the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise FileUnwritable(f"“{path.name}”没有写成（{error.strerror}）。") from error
    return path
