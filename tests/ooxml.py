"""What Microsoft's Open XML SDK says of office files: the rules by which Word and Excel open or refuse them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

_FREE_ORDER = re.compile(
    r"/xl/styles\.xml /x:styleSheet\[1\]/x:fonts\[1\]/x:font\[\d+\] The element has unexpected child"
)
"""What a font consists of may stand in any order (ISO/IEC 29500-4, CT_Font is a choice); the SDK wants Excel's own."""
_EDITION = "Microsoft365"


def _program() -> Path | None:
    folder = Path(sys.prefix) / "office-rules" / "node_modules" / "@xarsh"
    return next(iter(folder.glob("ooxml-validator-*/ooxml-validator")), None)


def what_is_missing() -> str:
    """Return why nothing can be judged here; empty where it can."""
    return "" if _program() else "the Open XML validator is not installed (it comes with npm)"


def faults(contents: Mapping[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return what is wrong by file name, with the place; files without a fault are left out.

    Args:
        contents: name with ending to content.
        folder: where the files are laid to be judged.
    """
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with ThreadPoolExecutor(2) as workers:
        found = dict(zip(contents, workers.map(lambda name: _judged(folder / name), contents), strict=True))
    return {name: broken for name, broken in found.items() if broken}


def _judged(path: Path) -> list[str]:
    program = _program()
    assert program is not None
    done = subprocess.run([program, path, _EDITION], capture_output=True, text=True, timeout=60, check=False)
    told = json.loads(done.stdout)
    assert told["ok"] == (not told["errors"])
    broken = (f"{one['path']} {one['xPath']} {one['description']}" for one in told["errors"])
    return [one for one in broken if not _FREE_ORDER.match(one)]
