"""Database rows to records and back: JSON for what has a shape of its own, ISO 8601 for moments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item, StoredFile
from desktop_app.core.disclosure.states import State
from desktop_app.core.disclosure.story import Event
from desktop_app.core.outbox.job import Job, JobKind, JobState
from desktop_app.core.outbox.submission import Receipt
from desktop_app.core.shapes import read_json

Row = Mapping[str, Any]


def item_columns(item: Item) -> dict[str, Any]:
    """Return an item as named parameters."""
    return {
        "id": item.id,
        "form": item.form,
        "form_version": item.form_version,
        "title": item.title,
        "state": str(item.state),
        "answers": msgspec.json.encode(item.values).decode(),
        "openness": item.openness,
        "confidentiality": msgspec.json.encode(item.confidentiality).decode(),
        "revision": item.revision,
        "sealed": item.sealed,
        "due": item.due,
        "remark": item.remark,
        "author": item.author,
        "created_at": item.created_at.isoformat(),
        "updated_at": item.updated_at.isoformat(),
        "published_at": moment_text(item.published_at),
        "url": item.url,
    }


def item_from(row: Row, attachments: Sequence[Row]) -> Item:
    """Return the item of a row."""
    return Item(
        id=row["id"],
        form=row["form"],
        form_version=row["form_version"],
        title=row["title"],
        state=State(row["state"]),
        values=json.loads(row["answers"]),
        openness=row["openness"],
        confidentiality=read_json(row["confidentiality"], Confidentiality),
        attachments=tuple(StoredFile(**dict(one)) for one in attachments),
        revision=row["revision"],
        sealed=row["sealed"],
        due=row["due"],
        remark=row["remark"],
        author=row["author"],
        created_at=datetime.fromisoformat(row["created_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        published_at=moment_from(row["published_at"]),
        url=row["url"],
    )


def event_columns(event: Event) -> dict[str, Any]:
    """Return an event as named parameters."""
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "verb": event.verb,
        "item": event.disclosure,
        "who": event.who,
        "facts": json.dumps(dict(event.data), ensure_ascii=False, sort_keys=True),
        "previous": event.previous,
        "digest": event.digest,
    }


def event_from(row: Row) -> Event:
    """Return the event of a row."""
    return Event(
        number=row["number"],
        at=datetime.fromisoformat(row["at"]),
        verb=row["verb"],
        disclosure=row["item"],
        who=row["who"],
        data=json.loads(row["facts"]),
        previous=row["previous"],
        digest=row["digest"],
    )


def job_from(row: Row) -> Job:
    """Return the job of a row."""
    return Job(
        id=row["id"],
        item=row["item"],
        title=row["title"],
        portal=row["portal"],
        state=JobState(row["state"]),
        queued_at=datetime.fromisoformat(row["queued_at"]),
        attempts=row["attempts"],
        next_at=moment_from(row["next_at"]),
        message=row["message"],
        receipt=receipt_from(row["receipt"]),
        kind=JobKind(row["kind"]),
        key=row["key"],
        reason=row["reason"],
        is_urgent=bool(row["is_urgent"]),
        is_forced=bool(row["is_forced"]),
        page=row["page"],
    )


def receipt_text(receipt: Receipt | None) -> str | None:
    """Return a receipt as JSON."""
    return None if receipt is None else msgspec.json.encode(receipt).decode()


def receipt_from(text: str | None) -> Receipt | None:
    """Return the receipt of its JSON."""
    return None if text is None else read_json(text, Receipt)


def moment_text(moment: datetime | None) -> str | None:
    """Return a moment as ISO 8601."""
    return None if moment is None else moment.isoformat()


def moment_from(text: str | None) -> datetime | None:
    """Return the moment of its ISO 8601 text."""
    return None if text is None else datetime.fromisoformat(text)
