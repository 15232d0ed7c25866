"""Runs the steps of a recipe: fills requests, sends them, and understands the answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import httpx

from desktop_app.adapters.portals.http import Answer, Http, busy, nonsense
from desktop_app.adapters.portals.recipe.answers import ask, document_of
from desktop_app.adapters.portals.recipe.names import TemplateFault, filled, is_true, text_of
from desktop_app.adapters.portals.recipe.session import Session, Told
from desktop_app.adapters.portals.recipe.spec import FormSignIn, Request, SignIn, Step
from desktop_app.core.errors import AppError
from desktop_app.core.outbox.errors import NeedsLogin, Rejected, RetryLater

_MOST_WORDS = 200


class Absent(Exception):
    """What a step looked for is not there."""


class Engine:
    """Sends one portal's steps.

    Args:
        told: is told of each request and its answer.
    """

    def __init__(self, http: Http, sign_in: SignIn, secret: str, signed_out: str, told: Told) -> None:
        self._http = http
        self._session = Session(http, sign_in, secret, signed_out, self._sign_in, told)

    def run(
        self,
        steps: Sequence[Step],
        names: dict[str, Any],
        what: str,
        uncertain: type[AppError] = RetryLater,
        content: bytes = b"",
    ) -> dict[str, Any]:
        """Run steps one after the other and return all names that they took.

        Args:
            names: what is known; what a step takes is added for those after it.
            what: these steps do, for who watches.
            uncertain: what to raise where the line was cut after something may have arrived.
            content: the bytes of the file that goes up.

        Raises:
            Absent: a step looked for something that is not there.
        """
        taken: dict[str, Any] = {}
        for number, step in enumerate(steps, start=1):
            known = names | taken
            if step.when and not is_true(step.when, known):
                continue
            label = step.name or f"{what} {number}"
            if step.each == "old_file":
                for old in known.get("old_files", ()):
                    self._one(step, known | {"old_file": old}, label, uncertain, content)
            else:
                taken |= self._one(step, known, label, uncertain, content)
        return taken

    def _one(
        self, step: Step, names: Mapping[str, Any], label: str, uncertain: type[AppError], content: bytes
    ) -> dict[str, Any]:
        request = self._request(step.request, names, content)
        answer = self._session.send(label, request, uncertain, follow=step.request.follow)
        return self._understood(step, answer, uncertain)

    def _sign_in(self, sign_in: FormSignIn, names: Mapping[str, Any]) -> None:
        known = dict(names)
        for number, step in enumerate(sign_in.steps, start=1):
            request = self._request(step.request, known, b"")
            answer = self._session.plain(step.name or f"登录 {number}", request)
            if step.success and not ask(step.success, document_of(answer)) and answer.status < 500:
                raise NeedsLogin(f"门户“{self._http.line.name}”不接受现在的口令。")
            known |= self._understood(step, answer, RetryLater)

    def _understood(self, step: Step, answer: Answer, uncertain: type[AppError]) -> dict[str, Any]:
        document = document_of(answer)
        name = self._http.line.name
        if step.absent and ask(step.absent, document):
            raise Absent
        if step.again and ask(step.again, document):
            raise busy(name, answer.headers.get("retry-after", ""))
        done = ask(step.success, document) if step.success else 200 <= answer.status < 300
        if done:
            return {key: ask(expression, document) for key, expression in step.take.items()}
        message = ask(step.message, document) if step.message else None
        refused = ask(step.refused, document) if step.refused else 200 <= answer.status < 500
        if refused and (step.refused or (isinstance(message, str) and message)):
            raise Rejected(f"门户“{name}”不收：{_words(message)}")
        raise nonsense(name, uncertain)

    def _request(self, request: Request, names: Mapping[str, Any], content: bytes) -> httpx.Request:
        known = {**names, "base_url": self._http.line.base_url}
        path = text_of(filled(request.path, known))
        if not path.startswith("/") and not _same_host(path, self._http.line.base_url):
            raise TemplateFault(f"步骤要访问的地址“{path[:80]}”不在门户“{self._http.line.name}”上。")
        parts: dict[str, Any] = {"headers": _texts(request.headers, known)}
        query = {key: value for key, value in _texts(request.query, known).items() if value}
        if query:
            parts["params"] = query
        parts |= _body(request, known, content)
        return self._http.request(request.method, path, **parts)


def _words(message: object) -> str:
    """Return a portal's own words as one sentence without its markup."""
    words = re.sub(r"<[^>]*>", "", str(message or "没有说明原因")).strip().rstrip("。")
    return f"{words[:_MOST_WORDS]}。"


def _body(request: Request, known: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    if request.json is not None:
        return {"json": filled(request.json, known)}
    if request.form is not None:
        return {"data": _texts(request.form, known)}
    if request.parts is not None:
        return _parts(request.parts, known, content)
    if request.content is None:
        return {}
    if request.content == "rest":
        return {"content": content[known["file"]["offset"] :]}
    return {"content": content if request.content == "file" else text_of(filled(request.content, known))}


def _parts(parts: Mapping[str, Any], known: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    file: Any = known.get("file", {})
    texts = _texts({key: value for key, value in parts.items() if value != "file"}, known)
    files: dict[str, tuple[str, BytesIO, str]] = {
        key: (file["safe_name"], BytesIO(content), file["media_type"])
        for key, value in parts.items()
        if value == "file"
    }
    return {"data": texts, "files": files or {"": ("", BytesIO(), "")}}


def _texts(part: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, str]:
    return {key: text_of(filled(value, known)) for key, value in part.items()}


def _same_host(url: str, base_url: str) -> bool:
    ours, theirs = urlsplit(base_url), urlsplit(url)
    return (ours.scheme, ours.netloc) == (theirs.scheme, theirs.netloc)
