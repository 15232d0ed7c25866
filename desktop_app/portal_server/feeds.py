"""What machines read: Atom feeds, the map of the site, and the note to crawlers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from desktop_app.portal_server.page_meta import source_of, summary
from desktop_app.portal_server.problems import not_found
from desktop_app.portal_server.site import CurrentSite
from desktop_app.portal_server.views import xml

_FEED_ITEMS = 50
_MAP_ITEMS = 5000

router = APIRouter(include_in_schema=False)


@router.get("/col/{slug}/feed.atom")
def feed(slug: str, request: Request, site: CurrentSite) -> Response:
    """Give a column's newest items as Atom (RFC 4287)."""
    column = site.columns.at(f"/col/{slug}/")
    if column is None:
        raise not_found("这个栏目")
    items = site.store.in_column(column.path, _FEED_ITEMS)
    return xml(
        "feed.xml",
        "application/atom+xml",
        site=site.settings,
        base=site.base_url(request),
        column=column,
        entries=[(item, source_of(item), summary(item.draft.text)) for item in items],
        updated=items[0].published_at if items else site.now(),
    )


@router.get("/sitemap.xml")
def sitemap(request: Request, site: CurrentSite) -> Response:
    """Give the addresses of what stands."""
    return xml(
        "sitemap.xml", "application/xml", base=site.base_url(request), items=site.store.newest(_MAP_ITEMS)
    )


@router.get("/robots.txt")
def robots(request: Request, site: CurrentSite) -> Response:
    """Tell crawlers what to leave alone."""
    lines = [
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /search",
        f"Sitemap: {site.base_url(request)}/sitemap.xml",
    ]
    return PlainTextResponse("\n".join(lines) + "\n")
