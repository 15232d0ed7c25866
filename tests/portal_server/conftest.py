"""A portal without a network, with a clock that tests set."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from desktop_app.portal_server.accounts import Accounts, Rights
from desktop_app.portal_server.app import create_app
from desktop_app.portal_server.blobs import Blobs
from desktop_app.portal_server.columns import load_columns
from desktop_app.portal_server.data_folder import SiteSettings
from desktop_app.portal_server.server import COLUMNS_FILE
from desktop_app.portal_server.site import BEIJING, Site
from desktop_app.portal_server.store import Store
from desktop_app.portal_server.throttle import Throttle

TOKEN = "test-token"


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 23, 9, 5, 30, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)


class InProcess(httpx.BaseTransport):
    """Requests answered by an application in this process, one after the other."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        return asyncio.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        async with httpx.ASGITransport(self._app, raise_app_exceptions=False) as transport:
            copy = httpx.Request(
                request.method, request.url, headers=request.headers, content=request.content
            )
            answer = await transport.handle_async_request(copy)
            content = await answer.aread()
        return httpx.Response(answer.status_code, headers=answer.headers, content=content, request=request)


@dataclass
class Sender:
    """Someone with the token, and the same portal's readers.

    Args:
        http: reaches the portal in this process.
        accounts: of the portal.
    """

    http: httpx.Client
    accounts: Accounts
    headers: dict[str, str] = field(default_factory=lambda: {"Authorization": f"Bearer {TOKEN}"})

    def unit(self, unit: str, *columns: str, rights: Rights = Rights.PUBLISH, a_minute: int = 600) -> Sender:
        """Return somebody else, who shows a key of a unit."""
        now, tree = Clock()(), load_columns(COLUMNS_FILE)
        _, key = self.accounts.add(unit, rights, columns, a_minute, tree, now)
        return Sender(self.http, self.accounts, {"Authorization": f"Bearer {key}"})

    def upload(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        self.http.put(f"/api/v1/files/{digest}", content=content, headers=self.headers).raise_for_status()
        return digest

    def put(self, key: str = "ljx-1", **changes: Any) -> httpx.Response:
        item = {
            "title": "关于2026年部门预算的公告",
            "column": "财政预决算/部门预算",
            "form": "finance.department-budget",
            "issuer": "龙江县示例局",
            "html": "<p>收入预算1234.56万元。</p>",
            "text": "收入预算1234.56万元。",
        }
        return self.http.put(f"/api/v1/items/{key}", json={**item, **changes}, headers=self.headers)

    def publish(self, key: str = "ljx-1", **changes: Any) -> str:
        """Publish and return the page's path."""
        answer = self.put(key, **changes)
        answer.raise_for_status()
        return httpx.URL(answer.json()["url"]).path

    def withdraw(self, key: str = "ljx-1", reason: str = "内容有误") -> httpx.Response:
        return self.http.post(
            f"/api/v1/items/{key}/withdrawal", json={"reason": reason}, headers=self.headers
        )

    def page(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings() -> SiteSettings:
    return SiteSettings()


@pytest.fixture
def sender(tmp_path: Path, clock: Clock, settings: SiteSettings) -> Iterator[Sender]:
    store, blobs = Store(tmp_path / "portal.sqlite3"), Blobs(tmp_path / "files")
    accounts, columns = Accounts(store, TOKEN), load_columns(COLUMNS_FILE)
    throttle = Throttle(lambda: clock().timestamp())
    app = create_app(Site(settings, columns, store, blobs, accounts, clock, throttle))
    with httpx.Client(transport=InProcess(app), base_url="http://portal.invalid") as http:
        yield Sender(http, accounts)
