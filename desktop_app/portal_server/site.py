"""What every request handler needs: the site's settings, columns, store and clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from desktop_app.portal_server.accounts import Accounts
from desktop_app.portal_server.blobs import Blobs
from desktop_app.portal_server.columns import ColumnTree
from desktop_app.portal_server.data_folder import SiteSettings
from desktop_app.portal_server.item import Item
from desktop_app.portal_server.store import Store
from desktop_app.portal_server.throttle import Throttle

BEIJING = timezone(timedelta(hours=8))
TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"


def beijing_now() -> datetime:
    """Return the time now, to the second, in Beijing time."""
    return datetime.now(BEIJING).replace(microsecond=0)


@dataclass(frozen=True)
class Site:
    """One portal.

    Args:
        accounts: who may send.
        now: clock in Beijing time.
        throttle: how often anybody may.
    """

    settings: SiteSettings
    columns: ColumnTree
    store: Store
    blobs: Blobs
    accounts: Accounts
    now: Callable[[], datetime] = beijing_now
    throttle: Throttle = field(default_factory=lambda: Throttle(time.monotonic))

    def base_url(self, request: Request) -> str:
        """Return scheme and host by which readers come in, without a slash at the end."""
        return (self.settings.public_url or str(request.base_url)).rstrip("/")

    def url_of(self, item: Item, request: Request) -> str:
        """Return the absolute address of an item's page."""
        return self.base_url(request) + item.address

    def domain(self, request: Request) -> str:
        """Return the site's host as set, otherwise the one the reader used."""
        return self.settings.site_domain or request.url.hostname or ""


def site_of(request: Request) -> Site:
    """Return the site of the application that serves a request."""
    site: Site = request.app.state.site
    return site


CurrentSite = Annotated[Site, Depends(site_of)]
