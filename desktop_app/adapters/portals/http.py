"""HTTP as portals need it: every failure becomes a behaviour that the outbox understands."""

from __future__ import annotations

import re
import ssl
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any

import httpx

from desktop_app.adapters.portals.addresses import is_this_machine
from desktop_app.core.errors import AppError, UserError
from desktop_app.core.outbox.errors import NeedsLogin, RetryLater, Unanswered

MAX_ANSWER_BYTES = 256 * 1024 * 1024
_CONNECT_S = 10.0
_KEPT_S = 2.0
_PIECE_BYTES = 256 * 1024
_PROXY_ASKS = 407
_BUSY = {429, 502, 503}
_RETRIED = "稍后会自动再试。"
_LOOKED_FOR = "会先到门户查清是否收到，再决定是否重发。"


_share: ContextVar[Callable[[float], None]] = ContextVar("share", default=lambda _share: None)
"""Is told how much of a body has gone; each thread has its own."""


class CertificateUnusable(UserError):
    """A certificate that the profile names cannot be used."""

    code = "P203"
    hint = "请核对门户设置里的证书文件，必须是 PEM 格式。"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a portal answered, complete.

    Args:
        url: the address that answered, after redirects.
        headers: with lower-case names.
    """

    status: int
    url: str
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """How a portal is reached.

    Args:
        base_url: without a slash at the end.
        timeout_s: how long to wait for a whole answer.
        proxy: address of a proxy; empty for the system's own, `none` for none.
        proxy_user, proxy_password: as it asks for them; empty where it does not.
        ca_file: PEM file of the only authority that is trusted; empty for what the system trusts.
        certificate: the client's own certificate, its key and the key's passphrase; None for none.
    """

    name: str
    base_url: str
    timeout_s: float = 60.0
    proxy: str = ""
    ca_file: str = ""
    proxy_user: str = ""
    proxy_password: str = field(default="", repr=False)
    certificate: tuple[str, str, str] | None = field(default=None, repr=False)


class Http:
    """Requests to one portal.

    Args:
        transport: instead of the network.
    """

    def __init__(self, line: Line, transport: httpx.BaseTransport | None = None) -> None:
        self.line = line
        self._transport = transport
        self._client = self._made(_trusted(line))
        weakref.finalize(self, self._client.close)

    @cached_property
    def _public(self) -> httpx.Client:
        """A reader without cookies and certificate, as any citizen is."""
        reader = self._made(_trusted(replace(self.line, certificate=None)))
        weakref.finalize(self, reader.close)
        return reader

    def _made(self, trusted: ssl.SSLContext) -> httpx.Client:
        line = self.line
        # no proxy leads to this very machine
        system = not line.proxy and not is_this_machine(line.base_url)
        return httpx.Client(
            transport=self._transport,
            verify=trusted,
            timeout=httpx.Timeout(line.timeout_s, connect=min(_CONNECT_S, line.timeout_s)),
            # A line that the portal closes just when it is used turns a safe repetition into an uncertain one:
            # it is given up well before any server does that.
            limits=httpx.Limits(keepalive_expiry=_KEPT_S),
            trust_env=system,
            proxy=_proxy(line),
        )

    @contextmanager
    def telling(self, share: Callable[[float], None]) -> Iterator[None]:
        """Tell within this block how much of a large body has gone, from 0 to 1; what `share` raises stops it."""
        token = _share.set(share)
        try:
            yield
        finally:
            _share.reset(token)

    def request(self, method: str, path: str, **parts: Any) -> httpx.Request:
        """Return a request to the portal, ready to be sent.

        Args:
            path: below the base address, with its slash; or a whole address.
            parts: as httpx takes them: `params`, `headers`, `json`, `content`, `data`, `files`.
        """
        url = path if "://" in path else self.line.base_url.rstrip("/") + path
        content = parts.get("content")
        if isinstance(content, bytes) and len(content) > _PIECE_BYTES:
            parts["content"] = _Pieces(content, _share.get())
            parts["headers"] = {**(parts.get("headers") or {}), "Content-Length": str(len(content))}
        return self._client.build_request(method, url, **parts)

    def send(
        self, request: httpx.Request, uncertain: type[AppError] = RetryLater, *, follow: bool = False
    ) -> Answer:
        """Send a request to the portal.

        Args:
            uncertain: what to raise where the line was cut after something may have arrived.
        """
        return self._send(self._client, request, uncertain, follow=follow)

    def fetch(self, url: str) -> Answer:
        """Get a public address as any reader would, without credentials.

        Raises:
            RetryLater: it cannot be had now, or is no address: what named it came garbled.
        """
        if not is_web_address(url):
            raise nonsense(self.line.name)
        return self._send(self._public, self._public.build_request("GET", url), RetryLater, follow=True)

    def forget(self) -> None:
        """Forget what was signed in before."""
        self._client.cookies.clear()

    def remember(self, request: httpx.Request) -> None:
        """Give a request, made before signing in, the cookies of now."""
        request.headers.pop("Cookie", None)
        self._client.cookies.set_cookie_header(request)

    def _send(
        self, client: httpx.Client, request: httpx.Request, uncertain: type[AppError], *, follow: bool
    ) -> Answer:
        name = self.line.name
        try:
            response = client.send(request, stream=True, follow_redirects=follow)
            try:
                content = b"".join(self._within_limits(response, uncertain))
            finally:
                response.close()
        except httpx.ProxyError as error:
            if re.match(r"40[17]\b", str(error)):  # tinyproxy answers a wrong password with 401
                raise _proxy_asks(name) from error
            raise RetryLater(f"代理连不上门户“{name}”，请检查网络和代理；{_RETRIED}") from error
        except (
            httpx.ConnectError,
            httpx.ConnectTimeout,
            httpx.PoolTimeout,
            httpx.UnsupportedProtocol,
        ) as error:
            raise RetryLater(f"连不上门户“{name}”，请检查网络和门户地址；{_RETRIED}") from error
        except httpx.TimeoutException as error:
            raise lost(f"门户“{name}”很久没有回答", uncertain) from error
        except (httpx.TransportError, httpx.DecodingError, httpx.TooManyRedirects) as error:
            raise lost(f"与门户“{name}”的连接中断", uncertain) from error
        if response.status_code == _PROXY_ASKS:
            raise _proxy_asks(name)
        if response.status_code in _BUSY:
            raise busy(name, response.headers.get("Retry-After", ""))
        return Answer(response.status_code, str(response.url), content, dict(response.headers))

    def _within_limits(self, response: httpx.Response, uncertain: type[AppError]) -> Iterator[bytes]:
        deadline = time.monotonic() + self.line.timeout_s
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > MAX_ANSWER_BYTES or time.monotonic() > deadline:
                raise lost(f"门户“{self.line.name}”的回答没完没了", uncertain)
            yield chunk


class _Pieces:
    """A large body piece by piece: given whole, the client copies what is left of it after every packet."""

    def __init__(self, content: bytes, tell_share: Callable[[float], None]) -> None:
        self._content = memoryview(content)
        self._tell_share = tell_share

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), _PIECE_BYTES):
            self._tell_share(start / len(self._content))
            yield bytes(self._content[start : start + _PIECE_BYTES])


def busy(name: str, retry_after: str = "") -> RetryLater:
    """Return the error for a portal that asks for patience."""
    return RetryLater(f"门户“{name}”现在忙；{_RETRIED}", after_s=_retry_after(retry_after))


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
    except (httpx.InvalidURL, ValueError):
        return False
    return parts.scheme in {"http", "https"} and bool(parts.host)


def joined(page: str, link: str) -> str:
    """Return the address to which a page's link leads; empty where it leads nowhere."""
    try:
        return str(httpx.URL(page).join(link))
    except (httpx.InvalidURL, ValueError):
        return ""


def _proxy_asks(name: str) -> NeedsLogin:
    return NeedsLogin(
        f"去门户“{name}”要经过的代理不接受现在的用户名和口令。",
        "请核对门户设置里的 proxy_user，重新登记 proxy_secret 写的口令。",
    )


def _proxy(line: Line) -> httpx.Proxy | None:
    if line.proxy in ("", "none"):
        return None
    own = (line.proxy_user, line.proxy_password) if line.proxy_user else None
    is_sealed = line.proxy.startswith(
        "https"
    )  # the way to the proxy is then trusted as the way to the portal is
    trusted = _trusted(replace(line, certificate=None)) if is_sealed else None
    return httpx.Proxy(line.proxy, auth=own, ssl_context=trusted)


def _trusted(line: Line) -> ssl.SSLContext:
    """Return a context that trusts the pinned authority, or what the operating system trusts."""
    import truststore

    try:
        if line.ca_file:
            context = ssl.create_default_context(cafile=line.ca_file)
        else:
            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if line.certificate is not None:
            file, key, passphrase = line.certificate
            context.load_cert_chain(file, key or None, lambda: passphrase)
    except (OSError, ssl.SSLError) as error:
        raise CertificateUnusable(f"门户“{line.name}”的证书读不出来。") from error
    return context


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
