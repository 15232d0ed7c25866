"""The seal: a digest of what was reviewed, so that a sign-off holds for exactly that and nothing later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any


def seal(
    form: str, version: int, values: Mapping[str, Any], openness: str | None, files: Sequence[tuple[str, str]]
) -> str:
    """Return the SHA-256 of a disclosure's content, in lower-case hexadecimal.

    Args:
        values: the visible answers; hidden ones leave nothing and are not sealed.
        files: title and SHA-256 of each attachment, in their order.
    """
    content = {
        "form": form,
        "version": version,
        "values": dict(values),
        "openness": openness,
        "files": [list(file) for file in files],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
