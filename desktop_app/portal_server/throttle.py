"""How often somebody may knock: so many in a minute, then the next one waits."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from desktop_app.portal_server.problems import Problem

_MOST_KNOWN = 10_000
_WINDOW_S = 60.0


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Throttle:
    """A bucket for each caller that fills up again evenly within a minute.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def take(self, caller: str, a_minute: int) -> None:
        """Let a caller pass.

        Raises:
            Problem: 429, with the whole seconds after which the next one may come.
        """
        with self._lock:
            bucket = self._filled(caller, a_minute)
            if bucket.left >= 1:
                bucket.left -= 1
                return
            wait_s = math.ceil((1 - bucket.left) * _WINDOW_S / a_minute)
        raise Problem(
            429,
            "too-many",
            "请求太多",
            f"请求太频繁，每分钟最多 {a_minute} 次，请 {wait_s} 秒后再试。",
            {"Retry-After": str(wait_s)},
        )

    def _filled(self, caller: str, a_minute: int) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(caller, _Bucket(float(a_minute), now))
        self._buckets.move_to_end(caller)
        if len(self._buckets) > _MOST_KNOWN:
            self._buckets.popitem(last=False)
        bucket.left = min(a_minute, bucket.left + (now - bucket.at) * a_minute / _WINDOW_S)
        bucket.at = now
        return bucket
