"""公开属性, the one decision that every disclosure and every form speaks of."""

from __future__ import annotations

from typing import Literal

Openness = Literal["active", "on_request", "withheld"]
"""主动公开、依申请公开、不予公开。"""

OPENNESS_WORDS: dict[Openness, str] = {
    "active": "主动公开",
    "on_request": "依申请公开",
    "withheld": "不予公开",
}
