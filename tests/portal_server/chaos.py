"""A line on which anything may happen, at any byte, as a seed decides: cut, delayed, garbled, doubled."""

from __future__ import annotations

import random
import threading

from tests.portal_server.line import LOGIN_PAGE, Line, Send, answer

_WEIGHTS = {
    "pass": 58,
    "cut before": 5,
    "cut in request": 6,
    "cut in answer": 6,
    "cut after": 6,
    "double": 5,
    "garble request": 2,
    "garble answer": 4,
    "busy": 3,
    "nonsense": 2,
    "delay": 2,
    "hang": 1,
}


class ChaosLine(Line):
    """The proxy.

    Attributes:
        is_calm: whether everything is passed on from now.
        seen: how often each thing happened.
    """

    def __init__(self, portal_url: str, seed: int) -> None:
        super().__init__(portal_url)
        self.is_calm = False
        self.seen: dict[str, int] = {}
        self._random = random.Random(seed)
        self._lock = threading.Lock()

    def handle(self, request: bytes, send: Send) -> None:
        """Let happen what chance says."""
        what, chance = self._decide()
        match what:
            case "cut before":
                return
            case "cut in request":
                self.pass_on(request[: chance.randrange(len(request))], patience_s=0.02)
                return
            case "busy":
                send(answer("503 Service Unavailable", b"busy", "Retry-After: 5\r\n"))
                return
            case "nonsense":
                send(answer("200 OK", LOGIN_PAGE))
                return
            case "hang":
                self.over.wait(2.0)
                return
            case "delay":
                self.over.wait(0.02)
            case "double":
                self.pass_on(request)
            case "garble request":
                request = _garbled(request, chance)
        answered = self.pass_on(request)
        if what == "cut after":
            return
        if what == "cut in answer":
            answered = answered[: chance.randrange(max(len(answered), 1))]
        if what == "garble answer":
            answered = _garbled(answered, chance)
        send(answered)

    def _decide(self) -> tuple[str, random.Random]:
        """Return what happens to a request, and chance for its details."""
        with self._lock:
            names = list(_WEIGHTS)
            what = "pass" if self.is_calm else self._random.choices(names, list(_WEIGHTS.values()))[0]
            self.seen[what] = self.seen.get(what, 0) + 1
            return what, random.Random(self._random.random())


def _garbled(message: bytes, chance: random.Random) -> bytes:
    """Change a few bytes of a body; the head stays, as TCP and HTTP would notice that themselves."""
    head, gap, body = message.partition(b"\r\n\r\n")
    changed = bytearray(body)
    for _ in range(min(3, len(changed))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return head + gap + bytes(changed)
