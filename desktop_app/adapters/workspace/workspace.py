"""The workspace in a database: disclosures, attachments, story and outbox."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.adapters.workspace.cipher import Key
from desktop_app.adapters.workspace.database import Database, queries
from desktop_app.adapters.workspace.errors import Conflict, NotFound, WorkspaceDamaged
from desktop_app.adapters.workspace.rows import (
    event_columns,
    event_from,
    item_columns,
    item_from,
    job_from,
    moment_text,
    receipt_text,
)
from desktop_app.core.disclosure.record import Item, StoredFile
from desktop_app.core.disclosure.states import State
from desktop_app.core.disclosure.story import GENESIS, Event, Verb, chained
from desktop_app.core.outbox.job import OPEN_STATES, SETTLED_STATES, Job, JobState
from desktop_app.core.outbox.retry import LONGEST_WAIT_S
from desktop_app.core.outbox.submission import Receipt

if TYPE_CHECKING:
    from desktop_app.adapters.workspace.boards import BoardStore
    from desktop_app.adapters.workspace.decisions import DecisionStore
    from desktop_app.adapters.workspace.imports import ImportStore
    from desktop_app.adapters.workspace.ledger import LedgerStore
    from desktop_app.adapters.workspace.presence import PresenceStore
    from desktop_app.adapters.workspace.requests import RequestStore
    from desktop_app.adapters.workspace.reviews import ReviewStore
    from desktop_app.adapters.workspace.successions import SuccessionStore
    from desktop_app.core.workspace_address import Address

_PIECE_BYTES = 1 << 20
_BATCH = 5_000
_OPEN = json.dumps(sorted(OPEN_STATES))
_DONE = json.dumps(sorted(SETTLED_STATES))


def _waits(now: datetime) -> dict[str, str]:
    """Return now, and the moment after which nobody lets a job wait."""
    return {"now": now.isoformat(), "far": (now + timedelta(seconds=LONGEST_WAIT_S)).isoformat()}


class OfficeWorkspace:
    """What an office has written, in a file of its own or on a server; methods may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def file(self) -> Path | None:
        """The file in which it lies; None on a server."""
        return getattr(self.database, "path", None)

    @property
    def name(self) -> str:
        """What it is called in messages: a file's name, or host and database."""
        return self.database.name

    def others(self) -> int:
        """Return a number that changes when somebody else has changed something."""
        return self.database.others()

    def now(self) -> datetime | None:
        """Return Beijing time by the clock that all clients share; None where there is but one."""
        return self.database.now()

    def counts(self) -> dict[str, int]:
        """Return how many rows the tables have by which one judges a workspace's size."""
        with self.database.reading() as connection:
            return {row["name"]: row["rows"] for row in self._sql.count_rows(connection)}

    @property
    def _sql(self) -> Any:
        return queries(self.database.dialect, "queries")

    @cached_property
    def reviews(self) -> ReviewStore:
        """People, readings, remarks and owed second looks."""
        from desktop_app.adapters.workspace.reviews import ReviewStore

        return ReviewStore(self.database)

    @cached_property
    def decisions(self) -> DecisionStore:
        """Decisions on findings."""
        from desktop_app.adapters.workspace.decisions import DecisionStore

        return DecisionStore(self.database)

    @cached_property
    def boards(self) -> BoardStore:
        """Postings, their photos and objections."""
        from desktop_app.adapters.workspace.boards import BoardStore

        return BoardStore(self.database)

    @cached_property
    def requests(self) -> RequestStore:
        """Requests on application."""
        from desktop_app.adapters.workspace.requests import RequestStore

        return RequestStore(self.database)

    @cached_property
    def successions(self) -> SuccessionStore:
        """Corrections and replacements."""
        from desktop_app.adapters.workspace.successions import SuccessionStore

        return SuccessionStore(self.database)

    @cached_property
    def ledger(self) -> LedgerStore:
        """The ledger's lines."""
        from desktop_app.adapters.workspace.ledger import LedgerStore

        return LedgerStore(self.database)

    @cached_property
    def imports(self) -> ImportStore:
        """Remembered matches and batches."""
        from desktop_app.adapters.workspace.imports import ImportStore

        return ImportStore(self.database)

    @cached_property
    def presence(self) -> PresenceStore:
        """Who has what open."""
        from desktop_app.adapters.workspace.presence import PresenceStore

        return PresenceStore(self.database)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make all changes within happen together or not at all."""
        with self.database.transaction():
            yield

    def close(self) -> None:
        """Close the file."""
        self.database.close()

    @property
    def key(self) -> Key | None:
        """What the file opens with; None where it is not locked."""
        return self.database.key

    def relock(self, key: Key | None) -> None:
        """Lock the file by another key, or unlock it for good where that is None."""
        self.database.relock(key)

    def back_up(self, target: Path) -> Path:
        """Write a verified copy of everything."""
        from desktop_app.adapters.workspace.backups import back_up

        return back_up(self.database, target)

    def move_into(self, place: Path | Address, password: str = "") -> dict[str, str]:
        """Copy everything into an empty workspace and return each table's digest; this one stays as it is.

        Raises:
            TargetNotEmpty, CopyDiffers: nothing was changed there.
        """
        from desktop_app.adapters.workspace.moving import move
        from desktop_app.adapters.workspace.opening import open_workspace

        with closing(open_workspace(place, password=password)) as target:
            return move(self.database, target.database)

    def put_back(self, backup: Path, safe: Path, now: datetime, key: Key | None = None) -> Path | None:
        """Replace what a shared workspace holds by a backup; return the file into which that was written first."""
        from desktop_app.adapters.workspace.moving import put_back

        return put_back(backup, self.database, safe, now, key)

    # ── disclosures ────────────────────────────

    def add_item(self, item: Item) -> Item:
        """Keep a new disclosure."""
        with self.database.transaction() as connection:
            self._sql.insert_item(connection, **item_columns(item))
            self._sql.owe_line(connection, id=item.id)
        return item

    def save_item(self, item: Item) -> Item:
        """Write over the revision that `item` was read at; return it with the next one.

        Raises:
            Conflict: the stored revision is another.
        """
        with self.database.transaction() as connection:
            if self._sql.update_item(connection, **item_columns(item)) != 1:
                raise Conflict("这条信息刚才被别人（或另一个窗口）改过，没有覆盖。")
            self._sql.owe_line(connection, id=item.id)
        return replace(item, revision=item.revision + 1)

    def move_due(self, item_id: str, due: str) -> None:
        """Keep another deadline of a disclosure, ISO 8601; its revision stays."""
        with self.database.transaction() as connection:
            self._sql.move_due(connection, id=item_id, due=due)
            self._sql.owe_line(connection, id=item_id)

    def item(self, item_id: str) -> Item:
        """Return a disclosure.

        Raises:
            NotFound: there is none with this id.
        """
        with self.database.reading() as connection:
            row = self._sql.get_item(connection, id=item_id)
            if row is None:
                raise NotFound(f"找不到编号为“{item_id}”的信息，可能已被删除。")
            return item_from(row, list(self._sql.get_attachments(connection, item=item_id)))

    def items(self, state: State, *more: State) -> list[Item]:
        """Return the disclosures in these states, latest changed first."""
        with self.database.reading() as connection:
            rows = self._sql.get_items_by_state(connection, states=json.dumps([state, *more]))
            return self._items_of(connection, rows)

    def latest_items(self, count: int) -> list[Item]:
        """Return the disclosures that were changed last, in whatever state."""
        with self.database.reading() as connection:
            return self._items_of(connection, self._sql.get_items(connection, count=count))

    def items_with(self, ids: Collection[str]) -> list[Item]:
        """Return the disclosures with these ids that are there, latest changed first."""
        with self.database.reading() as connection:
            rows = self._sql.get_items_by_id(connection, ids=json.dumps(list(ids)))
            return self._items_of(connection, rows)

    def items_published_since(self, day: date, forms: Collection[str]) -> list[Item]:
        """Return what was published under these forms since a day and is public still, latest changed first."""
        with self.database.reading() as connection:
            rows = self._sql.get_items_since(connection, day=day.isoformat(), forms=json.dumps(list(forms)))
            return self._items_of(connection, rows)

    def _items_of(self, connection: Any, rows: Iterable[Any]) -> list[Item]:
        return [
            item_from(row, list(self._sql.get_attachments(connection, item=row["id"]))) for row in list(rows)
        ]

    def forms_used(self, count: int) -> list[str]:
        """Return the ids of the forms used last, the latest first."""
        with self.database.reading() as connection:
            return [row["form"] for row in self._sql.get_forms_used(connection, count=count)]

    def item_with_seal(self, sealed: str) -> Item | None:
        """Return the approved, queued or published disclosure that bears a seal, if there is one."""
        with self.database.reading() as connection:
            row = self._sql.get_item_by_seal(connection, sealed=sealed)
            return None if row is None else self.item(row["id"])

    def remove_item(self, item_id: str) -> None:
        """Forget a draft; its story stays."""
        with self.database.transaction() as connection:
            self._sql.delete_item(connection, id=item_id)

    # ── attachments ────────────────────────────

    def attach(self, item_id: str, name: str, title: str, content: bytes) -> StoredFile:
        """Keep a file with a disclosure; a file of the same name is replaced."""
        stored = StoredFile(name, title, len(content), self.keep(content))
        with self.database.transaction() as connection:
            self._sql.delete_attachment(connection, item=item_id, name=name)
            self._sql.insert_attachment(
                connection, item=item_id, name=name, title=title, size=stored.size, sha256=stored.sha256
            )
        return stored

    def detach(self, item_id: str, name: str) -> None:
        """Take a file away from a disclosure."""
        with self.database.transaction() as connection:
            self._sql.delete_attachment(connection, item=item_id, name=name)

    def keep(self, content: bytes) -> str:
        """Keep bytes under their SHA-256 and return it."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self.database.transaction() as connection:
            for number, start in enumerate(range(0, max(len(content), 1), _PIECE_BYTES)):
                piece = content[start : start + _PIECE_BYTES]
                self._sql.insert_piece(connection, sha256=sha256, number=number, piece=piece)
        return sha256

    def content(self, sha256: str) -> bytes:
        """Return kept bytes.

        Raises:
            WorkspaceDamaged: they are not there or not what was kept.
        """
        with self.database.reading() as connection:
            content = b"".join(row["piece"] for row in self._sql.get_pieces(connection, sha256=sha256))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WorkspaceDamaged("一个附件的内容与登记的校验值不符。")
        return content

    # ── story ────────────────────────────

    def tell(self, event: Event) -> Event:
        """Append an event; its number and its place in the chain are given here."""
        with self.database.transaction() as connection:
            last = self._sql.get_last_event(connection)
            number, previous = (last["number"], last["digest"]) if last else (0, GENESIS)
            linked = chained(replace(event, number=number + 1), previous)
            self._sql.insert_event(connection, **event_columns(linked))
        return linked

    def story(self) -> Iterator[Event]:
        """Yield all events in the order in which they were told, a batch in memory at a time."""
        last = 0
        while batch := self._events_after(last):
            yield from batch
            last = batch[-1].number

    def _events_after(self, number: int) -> list[Event]:
        with self.database.reading() as connection:
            rows = self._sql.get_events_after(connection, number=number, count=_BATCH)
            return [event_from(row) for row in rows]

    def events(self, item_id: str | None = None) -> list[Event]:
        """Return the story, of one disclosure or of all."""
        with self.database.reading() as connection:
            rows = (
                self._sql.get_events(connection)
                if item_id is None
                else self._sql.get_events_of_item(connection, item=item_id)
            )
            return [event_from(row) for row in rows]

    def events_of_verb(self, verb: Verb, first: date, before: date) -> list[Event]:
        """Return what was told with a verb from a day until before another."""
        with self.database.reading() as connection:
            rows = self._sql.get_events_of_verb(
                connection, verb=verb, first=first.isoformat(), before=before.isoformat()
            )
            return [event_from(row) for row in rows]

    def begun_on(self) -> date | None:
        """Return the day on which the first thing was told; None in an empty workspace."""
        with self.database.reading() as connection:
            row = self._sql.get_first_event(connection)
        return None if row is None else datetime.fromisoformat(row["at"]).date()

    # ── recurring duties ────────────────────────────

    def leave_out(self, form: str, period: str, reason: str, who: str, at: datetime) -> None:
        """Note that nothing is to be disclosed for a period of a recurring duty."""
        with self.database.transaction() as connection:
            self._sql.leave_out(
                connection, form=form, period=period, reason=reason, who=who, at=at.isoformat()
            )

    def left_out(self, form: str) -> dict[str, str]:
        """Return the periods of a recurring duty that were left out, and why."""
        with self.database.reading() as connection:
            return {row["period"]: row["reason"] for row in self._sql.get_left_out(connection, form=form)}

    # ── outbox ────────────────────────────

    def add_job(self, job: Job, submission: str) -> Job:
        """Keep a new job with its frozen submission (JSON)."""
        with self.database.transaction() as connection:
            self._sql.insert_job(
                connection,
                id=job.id,
                item=job.item,
                title=job.title,
                portal=job.portal,
                state=str(job.state),
                queued_at=job.queued_at.isoformat(),
                submission=submission,
                kind=str(job.kind),
                key=job.key or job.id,
                reason=job.reason,
                is_urgent=int(job.is_urgent),
            )
        return job

    def jobs(self, count: int) -> list[Job]:
        """Return all jobs that are not done, and of the others the latest, latest first."""
        with self.database.reading() as connection:
            return [job_from(row) for row in self._sql.get_jobs(connection, done=_DONE, count=count)]

    def jobs_of(self, item_id: str) -> list[Job]:
        """Return the jobs of a disclosure, oldest first."""
        with self.database.reading() as connection:
            return [job_from(row) for row in self._sql.get_jobs_of(connection, item=item_id)]

    def open_jobs(self) -> list[Job]:
        """Return the jobs that still want to be sent, latest first."""
        with self.database.reading() as connection:
            return [job_from(row) for row in self._sql.get_open_jobs(connection, states=_OPEN)]

    def job(self, job_id: str) -> Job:
        """Return a job.

        Raises:
            NotFound: there is none with this id.
        """
        return job_from(self._job_row(job_id))

    def submission(self, job_id: str) -> str:
        """Return a job's frozen submission as it was added."""
        return str(self._job_row(job_id)["submission"])

    def _job_row(self, job_id: str) -> Any:
        with self.database.reading() as connection:
            row = self._sql.get_job(connection, id=job_id)
        if row is None:
            raise NotFound(f"发件箱里没有编号为“{job_id}”的一件。")
        return row

    def jobs_of_key(self, key: str) -> list[Job]:
        """Return the jobs that concern one page of a portal, the first publication first."""
        with self.database.reading() as connection:
            return [job_from(row) for row in self._sql.get_jobs_of_key(connection, key=key)]

    def urge(self, job_id: str, *, is_urgent: bool) -> None:
        """Let a job go before others, or no longer."""
        with self.database.transaction() as connection:
            self._sql.urge_job(connection, id=job_id, is_urgent=int(is_urgent))

    def due_jobs(self, now: datetime, count: int) -> list[Job]:
        """Return the first of the jobs that may be sent now: urgent ones, then the oldest."""
        with self.database.reading() as connection:
            rows = self._sql.get_due_jobs(connection, **_waits(now), count=count)
            return [job_from(row) for row in rows]

    def due_count(self, now: datetime) -> int:
        """Return how many jobs want to be sent now."""
        with self.database.reading() as connection:
            return int(self._sql.count_due_jobs(connection, **_waits(now))["due"])

    def claim(self, job: Job, now: datetime, lease: timedelta) -> Job | None:
        """Take a job for sending, or return None where another sender has it.

        Args:
            lease: after which another sender may take it, unless it is held on to.
        """
        with self.database.transaction() as connection:
            taken = self._sql.claim_job(
                connection,
                id=job.id,
                state=str(job.state),
                **_waits(now),
                lease_until=(now + lease).isoformat(),
            )
        return job.claimed if taken == 1 else None

    def hold(self, claimed: Job, now: datetime, lease: timedelta) -> bool:
        """Keep a claimed job; False where it was paused or taken meanwhile.

        The disk is written to only when a third of the lease is over.
        """
        claim = {"id": claimed.id, "attempts": claimed.attempts}
        with self.database.reading() as connection:
            row = self._sql.get_claim(connection, **claim)
        if row is None or row["lease_until"] > (now + lease * 2 / 3).isoformat():
            return row is not None
        with self.database.transaction() as connection:
            until = (now + lease).isoformat()
            return bool(self._sql.extend_claim(connection, **claim, lease_until=until) == 1)

    def release(self, claimed: Job, state: JobState) -> None:
        """Give a claimed job back as if it had never been taken, unless it is no longer ours."""
        with self.database.transaction() as connection:
            self._sql.release_claim(connection, id=claimed.id, attempts=claimed.attempts, state=str(state))

    def settle(
        self,
        job: Job,
        state: JobState,
        message: str,
        receipt: Receipt | None = None,
        next_at: datetime | None = None,
    ) -> Job:
        """Write down what became of a job."""
        settled = replace(job, state=state, message=message, receipt=receipt or job.receipt, next_at=next_at)
        with self.database.transaction() as connection:
            self._sql.settle_job(
                connection,
                id=job.id,
                state=str(state),
                next_at=moment_text(next_at),
                message=message,
                receipt=receipt_text(settled.receipt),
                page=settled.page,
                is_forced=int(settled.is_forced),
            )
        return settled
