"""The support bundle: what a technician needs to know of an installation, and nothing of anybody's data."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from desktop_app import __version__
from desktop_app.adapters.workspace.cipher import Key, connect, database_errors
from desktop_app.core.errors import AppError, OutsideError
from desktop_app.core.health import HEALTH_WORDS, Part

_PACKAGES = ("PySide6-Essentials", "typst", "pypdfium2", "lxml", "httpx", "msgspec", "python-docx", "pikepdf")
_COUNTED = ("item", "attachment", "event", "job")
"""Tables whose size helps; what stands in them does not leave."""


class BundleUnwritable(OutsideError):
    """The support bundle could not be written."""

    code = "DR01"
    hint = "请换一个文件夹，或检查磁盘空间。"


def write_bundle(parts: Sequence[Part], count: Callable[[], dict[str, int]], out: Path, faults: str) -> Path:
    """Write `report.txt` and `report.json` into a zip file."""
    facts = {
        "versions": _versions(),
        "parts": [asdict(part) for part in parts],
        "counts": _counted(count),
        "faults": faults.splitlines(),
    }
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
            bundle.writestr("report.txt", anonymous(_text(parts, facts)))
            bundle.writestr("report.json", anonymous(json.dumps(facts, ensure_ascii=False, indent=1)))
    except OSError as error:
        raise BundleUnwritable(f"诊断包“{out.name}”没有写成（{error.strerror}）。") from error
    return out


def anonymous(text: str) -> str:
    """Return a text without the user's name, the machine's name and web addresses."""
    own = [str(Path.home()), json.dumps(str(Path.home()))[1:-1]]
    for path in filter(lambda one: len(one) > 1, own):
        text = text.replace(path, "~")
    for name in filter(lambda one: len(one) > 2, (Path.home().name, platform.node())):
        text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", "***", text)
    return re.sub(r"https?://[^\s\"”，。]+", "https://***", text)


def _text(parts: Sequence[Part], facts: dict[str, Any]) -> str:
    lines = [f"政务公开助手 {__version__} 诊断报告", ""]
    lines += [f"[{HEALTH_WORDS[part.health]}] {part.title}：{part.words}{part.hint}" for part in parts]
    lines += ["", *(f"{name} {value}" for name, value in facts["versions"].items())]
    lines += ["", *(f"{table} {count}" for table, count in facts["counts"].items())]
    return "\n".join([*lines, "", *(facts["faults"] or ["没有记录到意外。"])]) + "\n"


def _versions() -> dict[str, str]:
    found = {"program": __version__, "python": platform.python_version(), "system": platform.platform()}
    for name in _PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # a frozen program keeps no record of most
    return found


def _counted(count: Callable[[], dict[str, int]]) -> dict[str, int]:
    try:
        return count()
    except AppError:
        return {}  # that it cannot be reached is said among the parts


def counts_of(workspace: Path, key: Key | None) -> dict[str, int]:
    """Return how many rows tables have; empty where the workspace cannot be read."""
    if not workspace.is_file():
        return {}
    try:
        with closing(connect(workspace, key, only_read=True)) as connection:
            count = {
                table: int(connection.execute(f"select count(*) from {table}").fetchone()[0])
                for table in _COUNTED
            }
            count["version"] = int(connection.execute("pragma user_version").fetchone()[0])
            return count
    except database_errors():
        return {}
