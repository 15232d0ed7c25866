"""The public pages: what any citizen reads, without a script."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from desktop_app.portal_server.columns import counts_with_children
from desktop_app.portal_server.excerpt import excerpt, highlight
from desktop_app.portal_server.item import Item
from desktop_app.portal_server.page_meta import article_meta, column_meta, source_of
from desktop_app.portal_server.problems import Problem, not_found
from desktop_app.portal_server.sanitise import has_own_heading
from desktop_app.portal_server.site import CurrentSite, Site
from desktop_app.portal_server.views import page

PAGE_SIZE = 20
_SEARCHES_A_MINUTE = 120
"""From one address: a person types slower, a program that reads everything has the sitemap and the feeds."""
_HOME_ITEMS = 12
_INLINE = ("application/pdf", "image/")

router = APIRouter(include_in_schema=False)
PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000)]


@router.get("/")
def home(request: Request, site: CurrentSite) -> Response:
    """Show what is new and all columns."""
    values = {
        "newest": site.store.newest(_HOME_ITEMS),
        "roots": site.columns.roots,
        "counts": counts_with_children(site.columns, site.store.count_by_column()),
        "columns": site.columns,
    }
    return page(request, "home.html", values)


@router.get("/col/{slug}/")
def column(slug: str, request: Request, site: CurrentSite, page_number: PageNumber = 1) -> Response:
    """Show a column's items, those of the columns below included."""
    found = site.columns.at(f"/col/{slug}/")
    if found is None:
        raise not_found("这个栏目")
    counts = counts_with_children(site.columns, site.store.count_by_column())
    values = {
        "column": found,
        "trail": site.columns.trail(found.path),
        "items": site.store.in_column(found.path, PAGE_SIZE, (page_number - 1) * PAGE_SIZE),
        "columns": site.columns,
        "counts": counts,
        "pager": _pager(f"{found.address}?page=", page_number, counts[found.path]),
    }
    return page(request, "column.html", values, title=found.name, meta=column_meta(found))


@router.get("/art/{year}/{month}/{day}/art_{number}.html")
def article(year: str, month: str, day: str, number: int, request: Request, site: CurrentSite) -> Response:
    """Show an item; one that was withdrawn says so at the same address.

    The answer to a withdrawn item is 200, not 410: the statement of withdrawal is itself something the
    public has a right to, and the inspections' link checkers count every 4xx as a dead link. `noindex`
    keeps it out of search engines.
    """
    item = _item_at(request.url.path, number, site)
    trail = site.columns.trail(item.draft.column_path)
    meta = [*(column_meta(trail[-1]) if trail else []), *article_meta(site, item, request)]
    original = site.store.find(item.draft.replaces) if item.draft.replaces else None
    values = {
        "item": item,
        "trail": trail,
        "original": original,
        "corrections": site.store.corrections_of(item.draft.key),
    }
    if item.withdrawn_at is not None:
        titles = [pair for pair in meta if pair[0] not in {"Description", "Keywords"}]
        titles.append(("robots", "noindex"))
        return page(request, "withdrawn.html", values, title=item.draft.title, meta=titles)
    values |= {"source": source_of(item), "own_heading": has_own_heading(item.draft.html)}
    return page(request, "article.html", values, title=item.draft.title, meta=meta)


@router.get("/art/{year}/{month}/{day}/art_{number}_{position}.{ending}")
def attachment(number: int, position: int, request: Request, site: CurrentSite) -> Response:
    """Give a file; those of a withdrawn item are gone."""
    item = site.store.get(number)
    if item is None or not 1 <= position <= len(item.draft.files):
        raise not_found("这个文件")
    if request.url.path != item.file_address(position):
        raise not_found("这个文件")
    if item.withdrawn_at is not None:
        raise Problem(410, "withdrawn", "已撤回", "这个文件所在的信息已经撤回，不再提供下载。")
    file = item.draft.files[position - 1]
    kind = "inline" if file.media_type.startswith(_INLINE) else "attachment"
    return FileResponse(
        site.blobs.path(file.sha256),
        media_type=file.media_type,
        headers={"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(file.name)}"},
    )


@router.get("/search")
def search(
    request: Request,
    site: CurrentSite,
    q: Annotated[str, Query(max_length=100)] = "",
    page_number: PageNumber = 1,
) -> Response:
    """Find items by words of their title or text."""
    site.throttle.take(f"search:{request.client.host if request.client else ''}", _SEARCHES_A_MINUTE)
    query = q.strip()
    items, total = site.store.search(query, PAGE_SIZE, (page_number - 1) * PAGE_SIZE)
    hits = [(item, highlight(item.draft.title, query), excerpt(item.draft.text, query)) for item in items]
    values = {
        "query": query,
        "hits": hits,
        "total": total,
        "columns": site.columns,
        "pager": _pager(f"/search?q={quote(query)}&page=", page_number, total),
    }
    return page(request, "search.html", values, title="检索")


def _item_at(path: str, number: int, site: Site) -> Item:
    item = site.store.get(number)
    if item is None or item.address != path:
        raise not_found("这条信息")
    return item


def _pager(link: str, number: int, total: int) -> dict[str, object]:
    last = max(1, -(-total // PAGE_SIZE))
    return {
        "number": number,
        "last": last,
        "total": total,
        "previous": f"{link}{number - 1}" if number > 1 else "",
        "next": f"{link}{number + 1}" if number < last else "",
    }
