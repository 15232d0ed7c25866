"""Requests on application in the workspace's database."""

from __future__ import annotations

from typing import Any

import msgspec

from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.adapters.workspace.errors import NotFound
from desktop_app.core.requests.record import Request
from desktop_app.core.shapes import read_json


class RequestStore:
    """The register of requests; what it holds of applicants is confidential."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "requests")

    def put(self, request: Request) -> None:
        """Keep a request; one with the same id is replaced."""
        with self._database.transaction() as connection:
            self._queries.put_request(
                connection,
                id=request.id,
                number=request.number,
                answered_on=request.answered_on.isoformat() if request.answered_on else "",
                content=msgspec.json.encode(request).decode(),
            )

    def get(self, request_id: str) -> Request:
        """Return a request.

        Raises:
            NotFound: there is none with this id.
        """
        with self._database.reading() as connection:
            row = self._queries.get_request(connection, id=request_id)
        if row is None:
            raise NotFound("找不到这件申请。")
        return read_json(row["content"], Request)

    def all(self, *, open_only: bool = False) -> list[Request]:
        """Return requests, the latest number first."""
        queries = self._queries
        with self._database.reading() as connection:
            rows = queries.get_open_requests(connection) if open_only else queries.get_requests(connection)
            return [read_json(row["content"], Request) for row in rows]

    def numbers(self, year: int) -> list[str]:
        """Return the numbers given in a year."""
        with self._database.reading() as connection:
            return [row["number"] for row in self._queries.get_numbers(connection, pattern=f"{year}-%")]
