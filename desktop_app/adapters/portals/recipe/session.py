"""Signing in: what every request carries, fetched when first needed and once more when it has run out."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from desktop_app.adapters.portals.http import Answer, Http, nonsense
from desktop_app.adapters.portals.recipe.answers import ask, document_of
from desktop_app.adapters.portals.recipe.spec import (
    ApplicationPassword,
    BasicSignIn,
    BearerSignIn,
    FormSignIn,
    NoSignIn,
    OAuthSignIn,
    SignIn,
)
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import NeedsLogin

Told = Callable[[str, httpx.Request, Answer], None]
"""Is told of each request and its answer: name of the step, request, answer."""


class Session:
    """Sends requests with the credentials that the profile asks for.

    Args:
        secret: the password or token itself.
        signed_out: JMESPath that is true of an answer which asks to sign in.
        fill: runs the steps of a form sign-in; returns what they took.
        told: is told of each exchange.
    """

    def __init__(
        self,
        http: Http,
        sign_in: SignIn,
        secret: str,
        signed_out: str,
        fill: Callable[[FormSignIn, Mapping[str, Any]], None],
        told: Told,
    ) -> None:
        self._http = http
        self._sign_in = sign_in
        self._secret = secret
        self._signed_out = signed_out
        self._fill = fill
        self._told = told
        self._token = ""
        self._is_signed_in = False

    @property
    def name(self) -> str:
        """The portal's name, for messages."""
        return self._http.line.name

    def send(
        self, what: str, request: httpx.Request, uncertain: type[AppError], *, follow: bool = False
    ) -> Answer:
        """Send a request; where the portal asks to sign in again, that is done once."""
        fresh = self._prepare(request)
        answer = self._exchange(what, request, uncertain, follow=follow)
        if self._is_signed_out(answer) and not fresh and self._can_renew:
            self._forget()
            self._prepare(request)
            answer = self._exchange(what, request, uncertain, follow=follow)
        if self._is_signed_out(answer):
            raise NeedsLogin(f"门户“{self.name}”不接受现在的口令。")
        return answer

    def plain(self, what: str, request: httpx.Request, *, follow: bool = True) -> Answer:
        """Send a request of the sign-in itself: nothing is published by it."""
        from desktop_app.core.outbox.errors import RetryLater

        return self._exchange(what, request, RetryLater, follow=follow)

    def _exchange(
        self, what: str, request: httpx.Request, uncertain: type[AppError], *, follow: bool
    ) -> Answer:
        answer = self._http.send(request, uncertain, follow=follow)
        self._told(what, request, answer)
        return answer

    @property
    def _can_renew(self) -> bool:
        return isinstance(self._sign_in, OAuthSignIn | FormSignIn)

    def _forget(self) -> None:
        self._token, self._is_signed_in = "", False

    def _is_signed_out(self, answer: Answer) -> bool:
        return bool(ask(self._signed_out, document_of(answer)))

    def _prepare(self, request: httpx.Request) -> bool:
        """Give a request its credentials; return whether they were fetched just now."""
        match self._sign_in:
            case NoSignIn():
                return True
            case BasicSignIn(user=user):
                request.headers["Authorization"] = _basic(user, self._secret)
            case ApplicationPassword(user=user):
                request.headers["Authorization"] = _basic(user, "".join(self._secret.split()))
            case BearerSignIn(header=header, before=before):
                request.headers[header] = before + self._secret
            case OAuthSignIn() as sign_in:
                return self._with_token(sign_in, request)
            case FormSignIn() as sign_in:
                return self._signed_in(sign_in, request)
        return True

    def _with_token(self, sign_in: OAuthSignIn, request: httpx.Request) -> bool:
        fetched = not self._token
        if fetched:
            self._token = self._fetch_token(sign_in)
        request.headers["Authorization"] = f"Bearer {self._token}"
        return fetched

    def _fetch_token(self, sign_in: OAuthSignIn) -> str:
        data = {"grant_type": "client_credentials"} | ({"scope": sign_in.scope} if sign_in.scope else {})
        headers = {"Accept": "application/json"}
        if sign_in.credentials == "header":
            headers["Authorization"] = _basic(sign_in.client_id, self._secret)
        else:
            data |= {"client_id": sign_in.client_id, "client_secret": self._secret}
        request = self._http.request("POST", sign_in.token_path, data=data, headers=headers)
        answer = self.plain("登录：取令牌", request, follow=False)
        if answer.status in {400, 401, 403}:
            raise NeedsLogin(f"门户“{self.name}”不接受现在的口令。")
        token = ask("body.access_token", document_of(answer))
        if not isinstance(token, str) or not token:
            raise nonsense(self.name)
        return token

    def _signed_in(self, sign_in: FormSignIn, request: httpx.Request) -> bool:
        fetched = not self._is_signed_in
        if fetched:
            self._http.forget()
            self._fill(sign_in, {"user": sign_in.user, "password": self._secret})
            self._is_signed_in = True
        self._http.remember(request)
        return fetched


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
