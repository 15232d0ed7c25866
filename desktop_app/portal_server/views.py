"""How pages are drawn: the template engine and what every page shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from fastapi import Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from desktop_app.portal_server.file_kinds import size_words
from desktop_app.portal_server.page_meta import NOT_SET, Meta, site_meta
from desktop_app.portal_server.problems import Problem
from desktop_app.portal_server.sanitise import with_scrolling_tables
from desktop_app.portal_server.site import TEMPLATES, site_of


def page(
    request: Request,
    template: str,
    values: Mapping[str, object],
    *,
    title: str = "",
    meta: Meta | None = None,
    status: int = 200,
) -> Response:
    """Draw a page.

    Args:
        request: what is answered.
        template: file name below templates/.
        values: what the template shows.
        title: what stands before the site's name in the browser's title; empty for the home page.
        meta: tags beyond those of every page.
        status: HTTP status.
    """
    site = site_of(request)
    html = (
        _environment()
        .get_template(template)
        .render(
            site=site.settings,
            domain=site.domain(request),
            not_set=NOT_SET,
            title=title,
            meta=[*site_meta(site, request), *(meta or [])],
            **{"query": "", **values},
        )
    )
    return HTMLResponse(html, status)


def error_page(request: Request, problem: Problem) -> Response:
    """Draw a refusal for a reader."""
    values = {"heading": problem.title, "detail": problem.detail}
    response = page(request, "error.html", values, title=problem.title, status=problem.status)
    response.headers.update(problem.headers)
    return response


def xml(template: str, media_type: str, **values: object) -> Response:
    """Draw a feed or a map of the site."""
    text = _environment().get_template(template).render(**values)
    return Response(text, media_type=f"{media_type}; charset=utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["size"] = size_words
    environment.filters["chinese_date"] = _chinese_date
    environment.filters["article"] = lambda html: Markup(with_scrolling_tables(html))  # sanitised on arrival
    return environment


def _chinese_date(day: date | None) -> str:
    return f"{day.year}年{day:%m}月{day:%d}日" if day else ""
