"""A bad line: a proxy before a real portal that fails on demand, byte for byte as networks do."""

from __future__ import annotations

import enum

from tests.portal_server.line import LOGIN_PAGE, Line, Send, answer


class Fault(enum.Enum):
    """What happens to a request."""

    BUSY = "503 with Retry-After: 90; nothing is passed on"
    BAD_GATEWAY = "502; nothing is passed on"
    SLOW = "no answer at all; nothing is passed on"
    SLOW_AFTER = "no answer at all; the portal has stored it"
    DRIP = "an answer of which a byte comes now and then, without end"
    NONSENSE = "the page of a hotel's network; nothing is passed on"
    NONSENSE_AFTER = "the same; the portal has stored it"
    CUT_BEFORE = "the line breaks; nothing is passed on"
    CUT_AFTER = "the line breaks when the portal has stored it"
    CUT_IN_ANSWER = "the line breaks in the middle of the portal's answer"


_PASSED_ON = {None, Fault.SLOW_AFTER, Fault.NONSENSE_AFTER, Fault.CUT_AFTER, Fault.CUT_IN_ANSWER}


class FaultyLine(Line):
    """The proxy.

    Attributes:
        seen: request lines in order, such as `PUT /api/v1/items/k`.
    """

    def __init__(self, portal_url: str) -> None:
        super().__init__(portal_url)
        self.seen: list[str] = []
        self._waiting: list[tuple[str, Fault]] = []

    def fail_next(self, request: str, fault: Fault) -> None:
        """Let the next request fail whose line begins with `request`, such as `PUT /api/v1/items`."""
        self._waiting.append((request, fault))

    def handle(self, request: bytes, send: Send) -> None:
        """Let happen what was asked for."""
        fault = self._take(" ".join(request.split(b"\r\n")[0].decode().split()[:2]))
        answered = self.pass_on(request) if fault in _PASSED_ON else b""
        match fault:
            case None:
                send(answered)
            case Fault.BUSY:
                send(answer("503 Service Unavailable", b"busy", "Retry-After: 90\r\n"))
            case Fault.BAD_GATEWAY:
                send(answer("502 Bad Gateway", b"<h1>502</h1>"))
            case Fault.NONSENSE | Fault.NONSENSE_AFTER:
                send(answer("200 OK", LOGIN_PAGE))
            case Fault.SLOW | Fault.SLOW_AFTER:
                self.over.wait()
            case Fault.DRIP:
                self._drip(send)
            case Fault.CUT_IN_ANSWER:
                send(answered[: len(answered) - 20])

    def _take(self, request: str) -> Fault | None:
        """Note a request and return what shall happen to it."""
        self.seen.append(request)
        for waiting in self._waiting:
            if request.startswith(waiting[0]):
                self._waiting.remove(waiting)
                return waiting[1]
        return None

    def _drip(self, send: Send) -> None:
        send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not self.over.wait(0.05):
            send(b" ")
