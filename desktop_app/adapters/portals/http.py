"""HTTP as portals need it: every failure becomes a behaviour that the outbox understands."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from desktop_app.adapters.portals.addresses import is_this_machine
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import RetryLater, Unanswered

MAX_ANSWER_BYTES = 256 * 1024 * 1024
_CONNECT_S = 10.0
_BUSY = {429, 502, 503}
_RETRIED = "稍后会自动再试。"
_LOOKED_FOR = "会先到门户查清是否收到，再决定是否重发。"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a portal answered, complete.

    Args:
        url: the address that answered, after redirects.
    """

    status: int
    url: str
    content: bytes = field(repr=False)


class Http:
    """Requests to one portal.

    Args:
        name: of the portal, for messages.
        base_url: without a slash at the end.
        headers: sent to the portal itself and nowhere else.
        transport: instead of the network.
        timeout_s: how long to wait for a whole answer.
    """

    def __init__(
        self,
        name: str,
        base_url: str,
        headers: Mapping[str, str],
        transport: httpx.BaseTransport | None = None,
        timeout_s: float = 60.0,
    ) -> None:
        self._name = name
        self._base_url = base_url.rstrip("/")
        self._headers = headers
        self._timeout_s = timeout_s
        self._client = httpx.Client(
            transport=transport,
            verify=_trusted(),
            timeout=httpx.Timeout(timeout_s, connect=min(_CONNECT_S, timeout_s)),
            # A kept line that the portal has just closed would turn a safe repetition into an uncertain one.
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=not is_this_machine(base_url),  # no proxy leads to this very machine
        )

    def call(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        content: bytes | None = None,
        uncertain: type[AppError] = RetryLater,
    ) -> Answer:
        """Call the portal's interface.

        Args:
            method: HTTP method.
            path: below the base address, with its slash.
            json: body, instead of `content`.
            content: body, instead of `json`.
            uncertain: what to raise where the line was cut after something may have arrived.
        """
        request = self._client.build_request(
            method, self._base_url + path, json=json, content=content, headers=self._headers
        )
        return self._send(request, uncertain, follow=False)

    def fetch(self, url: str) -> Answer:
        """Get a public address as any reader would, without credentials."""
        return self._send(self._client.build_request("GET", url), RetryLater, follow=True)

    def _send(self, request: httpx.Request, uncertain: type[AppError], *, follow: bool) -> Answer:
        try:
            response = self._client.send(request, stream=True, follow_redirects=follow)
            try:
                content = b"".join(self._within_limits(response, uncertain))
            finally:
                response.close()
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.UnsupportedProtocol,
        ) as error:
            raise RetryLater(f"连不上门户“{self._name}”，请检查网络和门户地址；{_RETRIED}") from error
        except httpx.TimeoutException as error:
            raise lost(f"门户“{self._name}”很久没有回答", uncertain) from error
        except (httpx.TransportError, httpx.DecodingError, httpx.TooManyRedirects) as error:
            raise lost(f"与门户“{self._name}”的连接中断", uncertain) from error
        if response.status_code in _BUSY:
            wait = _retry_after(response.headers.get("Retry-After", ""))
            raise RetryLater(f"门户“{self._name}”现在忙；{_RETRIED}", after_s=wait)
        return Answer(response.status_code, str(response.url), content)

    def _within_limits(self, response: httpx.Response, uncertain: type[AppError]) -> Iterator[bytes]:
        deadline = time.monotonic() + self._timeout_s
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MAX_ANSWER_BYTES or time.monotonic() > deadline:
                raise lost(f"门户“{self._name}”的回答没完没了", uncertain)
            yield chunk


def nonsense(name: str, uncertain: type[AppError] = RetryLater) -> AppError:
    """Return the error for an answer that no portal of this kind gives."""
    return lost(f"门户“{name}”的回答看不懂，请检查网络（如上网认证）和门户地址", uncertain)


def lost(what: str, uncertain: type[AppError]) -> AppError:
    """Return the error for a lost answer, with what the program does about it."""
    return uncertain(f"{what}；{_LOOKED_FOR if uncertain is Unanswered else _RETRIED}")


def is_web_address(url: str) -> bool:
    """Say whether a page could be fetched from here."""
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.host)


def _trusted() -> ssl.SSLContext:
    """Return a context that trusts what the operating system trusts, the county's own authority included."""
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _retry_after(value: str) -> float | None:
    """Return the seconds that a `Retry-After` header asks for; None where it says nothing usable."""
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
