"""What comes before any handler: how much may come in, and what browsers may do with what goes out."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop_app.portal_server.problems import Problem

MAX_BODY_BYTES = 24 * 1024 * 1024
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
}


class Limits:
    """Refuse bodies that are too large before they are read, and send the security headers with every answer.

    Files have a limit of their own, counted while they stream in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = _refusal(scope)
        app = self._app if refusal is None else _answer(refusal, scope["path"])
        await app(scope, receive, send_with_headers)


def _refusal(scope: Scope) -> Problem | None:
    headers = Headers(scope=scope)
    if scope["path"].startswith("/api/v1/files/"):
        return None
    if "transfer-encoding" in headers:
        return Problem(411, "length-required", "缺少长度", "请求要写明长度（Content-Length），请修改后再发。")
    if int(headers.get("content-length", "0")) > MAX_BODY_BYTES:
        limit = MAX_BODY_BYTES // 1024 // 1024
        return Problem(413, "too-large", "内容太大", f"正文和说明合计不能超过 {limit} MB，请把大表放进附件。")
    return None


def _answer(problem: Problem, path: str) -> ASGIApp:
    return JSONResponse(
        problem.details(path).model_dump(), problem.status, media_type="application/problem+json"
    )
