"""Postings, their photos and objections in the workspace's database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import msgspec

from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.adapters.workspace.errors import NotFound
from desktop_app.core.board.place import Place
from desktop_app.core.board.records import (
    Objection,
    Outcome,
    Photo,
    Posting,
    Stage,
)
from desktop_app.core.shapes import read_json


class BoardStore:
    """What hangs on bulletin boards, and what people objected."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def _queries(self) -> Any:
        return queries(self._database.dialect, "boards")

    # ── postings ────────────────────────────

    def put_posting(self, posting: Posting) -> None:
        """Keep a posting; what may change of one that is kept is when it counts from and how it ended."""
        with self._database.transaction() as connection:
            self._queries.put_posting(
                connection,
                id=posting.id,
                item=posting.item,
                village=posting.place.village,
                place=msgspec.json.encode(posting.place).decode(),
                posted_on=posting.posted_on.isoformat(),
                counted_from=posting.counted_from.isoformat(),
                recorded_at=posting.recorded_at.isoformat(),
                posted_by=posting.posted_by,
                witness=posting.witness,
                sheet=posting.sheet,
                notes=posting.notes,
                taken_down_on=_day_text(posting.taken_down_on),
                taken_down_by=posting.taken_down_by,
                early_reason=posting.early_reason,
            )

    def posting(self, posting_id: str) -> Posting:
        """Return a posting with its photos.

        Raises:
            NotFound: there is none with this id.
        """
        with self._database.reading() as connection:
            row = self._queries.get_posting(connection, id=posting_id)
            if row is None:
                raise NotFound("找不到这条张贴记录。")
            photos = _photos(self._queries.get_photos_of_posting(connection, posting=posting_id))
        return _posting(row, photos)

    def postings(self, item_id: str | None = None) -> list[Posting]:
        """Return postings with their photos, of one disclosure or of all, oldest first."""
        with self._database.reading() as connection:
            rows = list(
                self._queries.get_postings(connection)
                if item_id is None
                else self._queries.get_postings_of_item(connection, item=item_id)
            )
            photos = _photos(self._queries.get_photos(connection)) if rows else []
        kept: defaultdict[str, list[Photo]] = defaultdict(list)
        for photo in photos:
            kept[photo.posting].append(photo)
        return [_posting(row, kept[row["id"]]) for row in rows]

    def put_photo(self, photo: Photo) -> None:
        """Keep what is known of a photo; its bytes are kept apart."""
        with self._database.transaction() as connection:
            self._queries.put_photo(
                connection,
                posting=photo.posting,
                sha256=photo.sha256,
                stage=str(photo.stage),
                name=photo.name,
                taken_at=photo.taken_at.isoformat() if photo.taken_at else "",
                kept_at=photo.kept_at.isoformat(),
                remarks="\n".join(photo.remarks),
            )

    # ── objections ────────────────────────────

    def put_objection(self, objection: Objection) -> None:
        """Keep an objection; what was received does not change, what was done about it does."""
        with self._database.transaction() as connection:
            self._queries.put_objection(
                connection,
                id=objection.id,
                item=objection.item,
                received_at=objection.received_at.isoformat(),
                way=objection.way,
                summary=objection.summary,
                contact=objection.contact,
                handled=objection.handled,
                outcome=str(objection.outcome),
                answered_on=_day_text(objection.answered_on),
            )

    def objection(self, objection_id: str) -> Objection:
        """Return an objection.

        Raises:
            NotFound: there is none with this id.
        """
        with self._database.reading() as connection:
            row = self._queries.get_objection(connection, id=objection_id)
        if row is None:
            raise NotFound("找不到这条异议。")
        return _objection(row)

    def objections(self, item_id: str | None = None) -> list[Objection]:
        """Return objections, to one disclosure or to all, oldest first."""
        with self._database.reading() as connection:
            rows = (
                self._queries.get_objections(connection)
                if item_id is None
                else self._queries.get_objections_of_item(connection, item=item_id)
            )
            return [_objection(row) for row in rows]


def _posting(row: Any, photos: Iterable[Photo]) -> Posting:
    return Posting(
        id=row["id"],
        item=row["item"],
        place=read_json(row["place"], Place),
        posted_on=date.fromisoformat(row["posted_on"]),
        counted_from=date.fromisoformat(row["counted_from"]),
        recorded_at=datetime.fromisoformat(row["recorded_at"]),
        posted_by=row["posted_by"],
        witness=row["witness"],
        sheet=row["sheet"],
        notes=row["notes"],
        taken_down_on=_day(row["taken_down_on"]),
        taken_down_by=row["taken_down_by"],
        early_reason=row["early_reason"],
        photos=tuple(photos),
    )


def _photos(rows: Iterable[Any]) -> list[Photo]:
    return [
        Photo(
            posting=row["posting"],
            stage=Stage(row["stage"]),
            name=row["name"],
            sha256=row["sha256"],
            taken_at=datetime.fromisoformat(row["taken_at"]) if row["taken_at"] else None,
            kept_at=datetime.fromisoformat(row["kept_at"]),
            remarks=tuple(filter(None, row["remarks"].split("\n"))),
        )
        for row in rows
    ]


def _objection(row: Any) -> Objection:
    return Objection(
        id=row["id"],
        item=row["item"],
        received_at=datetime.fromisoformat(row["received_at"]),
        way=row["way"],
        summary=row["summary"],
        contact=row["contact"],
        handled=row["handled"],
        outcome=Outcome(row["outcome"]),
        answered_on=_day(row["answered_on"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_text(day: date | None) -> str:
    return day.isoformat() if day else ""
