"""The web application, put together."""

from __future__ import annotations

import logging
import sqlite3

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from desktop_app.portal_server import api, feeds, pages
from desktop_app.portal_server.limits import Limits
from desktop_app.portal_server.problems import Problem, unusable
from desktop_app.portal_server.site import STATIC, Site
from desktop_app.portal_server.views import error_page

_log = logging.getLogger(__name__)
_RETRY_AFTER_S = 60
_TITLES = {404: "没有找到", 405: "不支持的操作"}


def create_app(site: Site) -> FastAPI:
    """Return the application that serves a site."""
    app = FastAPI(
        title=site.settings.site_name,
        version="1",
        description="政务公开助手的参考门户。错误都是 application/problem+json，detail 是一句中文。",
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its pages load scripts from the internet
        redoc_url=None,
    )
    app.state.site = site
    app.include_router(api.public)
    app.include_router(api.intake)
    app.include_router(pages.router)
    app.include_router(feeds.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.exception_handler(Problem)(_respond)
    app.exception_handler(RequestValidationError)(_on_invalid)
    app.exception_handler(HTTPException)(_on_http)
    app.exception_handler(ClientDisconnect)(_on_cut_line)
    app.exception_handler(OSError)(_on_outside)
    app.exception_handler(sqlite3.OperationalError)(_on_outside)
    app.exception_handler(Exception)(_on_fault)
    app.add_middleware(Limits)
    return app


def _respond(request: Request, problem: Problem) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse(
            problem.details(request.url.path).model_dump(),
            problem.status,
            problem.headers,
            media_type="application/problem+json",
        )
    return error_page(request, problem)


def _on_invalid(request: Request, error: RequestValidationError) -> Response:
    faults = "；".join(_fault(fault["loc"], fault["type"]) for fault in error.errors()[:5])
    return _respond(request, unusable("invalid", f"{faults}。请按接口说明修改后再发。"))


def _on_http(request: Request, error: HTTPException) -> Response:
    title = _TITLES.get(error.status_code, "请求有误")
    detail = "这个地址没有内容，可能输错了，或者信息已经移走。" if error.status_code == 404 else f"{title}。"
    return _respond(request, Problem(error.status_code, "http", title, detail, error.headers))


def _on_cut_line(request: Request, error: ClientDisconnect) -> Response:
    """Answer nobody: the sender has gone, and nothing of a half upload is kept."""
    return Response(status_code=400)


def _on_outside(request: Request, error: Exception) -> Response:
    _log.error("disk or database failed", exc_info=error)
    return _respond(
        request,
        Problem(
            503,
            "storage",
            "门户暂时存不下",
            "门户的磁盘或数据库暂时不能写，请稍后再试；一直如此请联系门户管理员。",
            {"Retry-After": str(_RETRY_AFTER_S)},
        ),
    )


def _on_fault(request: Request, error: Exception) -> Response:
    return _respond(request, Problem(500, "fault", "门户出错", "门户内部出错，已经记录，请联系门户管理员。"))


def _fault(place: tuple[str | int, ...], kind: str) -> str:
    where = ".".join(str(part) for part in place[1:]) or "请求内容"
    return f"“{where}”{_KINDS.get(kind, '不合要求')}"


_KINDS = {
    "missing": "没有填",
    "extra_forbidden": "不是接口里的字段",
    "string_too_long": "太长",
    "string_too_short": "是空的",
    "string_pattern_mismatch": "格式不对",
    "string_type": "应当是文字",
    "json_invalid": "不是完整的 JSON",
    "model_attributes_type": "应当是 JSON 对象（Content-Type: application/json）",
    "date_from_datetime_parsing": "不是日期（应如 2026-11-23）",
    "date_type": "不是日期（应如 2026-11-23）",
    "too_long": "太多",
}
