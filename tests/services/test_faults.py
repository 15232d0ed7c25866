"""A thousand items over a line on which anything happens at any byte, sent by a program that is killed again and again.

Every item ends on the portal once, equal to what was approved, or stands in the outbox with its reason; none is lost
and none doubled. Each seed is a hundred items of their own. Even seeds send one item after the other, and a failing
one is repeated by its number; odd ones have four under way at once. The suite plays
four seeds, `make faults` all ten.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from desktop_app import paths
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.errors import RetryLater
from desktop_app.core.outbox.job import SETTLED_STATES, Job, JobKind, JobState
from desktop_app.core.outbox.submission import Portal, PublishedPage, Receipt, Submission
from desktop_app.core.outbox.succession import Link, Succession
from desktop_app.core.progress import Progress
from desktop_app.portal_server.server import Serving, running
from desktop_app.services.desk import Desk, Places
from desktop_app.services.frozen import freeze, thaw
from tests.adapters.portals.reference import reference_portal
from tests.adapters.portals.sample import file, submission
from tests.portal_server.chaos import ChaosLine
from tests.services.conftest import FixedClock

SEEDS, ITEMS = (10 if "EVERY_FAULT" in os.environ else 4), 100
MOST_ROUNDS, MOST_DEATHS = 60, 200


class Killed(BaseException):
    """The program dies here: nothing after it is done, nothing is written down."""


class Mortal:
    """A portal whose user is killed before or after a step now and then."""

    def __init__(self, portal: Portal, chance: random.Random, at_once: int) -> None:
        self._portal = portal
        self._chance = chance
        self.name = portal.name
        self.at_once = at_once

    def _maybe_die(self) -> None:
        if self._chance.random() < 0.02:
            raise Killed

    def _do(self, method: str, *arguments: Any) -> Any:
        self._maybe_die()
        done = getattr(self._portal, method)(*arguments)
        self._maybe_die()
        return done

    def find(self, key: str) -> Receipt | None:
        return self._do("find", key)  # type: ignore[no-any-return]

    def publish(self, sent: Submission, progress: Progress) -> Receipt:
        def dying(what: str, share: float) -> None:
            self._maybe_die()
            progress(what, share)

        return self._do("publish", sent, dying)  # type: ignore[no-any-return]

    def replace(self, sent: Submission, progress: Progress) -> Receipt:
        return self._do("replace", sent, progress)  # type: ignore[no-any-return]

    def read_back(self, receipt: Receipt) -> PublishedPage:
        if not receipt.url.startswith("http://127.0.0.1:"):
            raise RetryLater("没有这台主机。")  # garbled on its way; tests look up no names
        return self._do("read_back", receipt)  # type: ignore[no-any-return]

    def withdraw(self, key: str, reason: str) -> Receipt:
        return self._do("withdraw", key, reason)  # type: ignore[no-any-return]


class Office:
    """An outbox over a bad line."""

    def __init__(self, folder: Path, line: ChaosLine, chance: random.Random, at_once: int) -> None:
        self.clock = FixedClock()
        self.deaths = 0
        self.chance = chance
        self.workspace = open_workspace(folder / "workspace.db")
        direct = reference_portal("county", line.url, "secret", timeout_s=0.25)
        self.desk = Desk(
            self.workspace,
            Places(paths.HOME, folder / "cache"),
            folder / "settings.json",
            lambda _name: Mortal(direct, chance, at_once),
            self.clock,
        )
        self.box = self.desk.outbox

    def add(self, key: str, sent: Submission, kind: JobKind = JobKind.PUBLISH) -> Job:
        now = self.clock()
        item = Item(
            id=key, form="f", form_version=1, title=sent.title, state=State.QUEUED, values={},
            created_at=now, updated_at=now, sealed="sealed",
        )  # fmt: skip
        job = Job(
            id=key, item=key, title=sent.title, portal="county", state=JobState.WAITING, queued_at=now,
            kind=kind, key=sent.key, reason=sent.reason,
        )  # fmt: skip
        with self.workspace.together():
            self.workspace.add_item(item)
            self.workspace.add_job(job, freeze(self.workspace, sent, "sealed"))
        return job

    def run(self) -> None:
        """Send what is due, begin again whenever killed, and let time pass."""
        for _ in range(MOST_DEATHS):
            with contextlib.suppress(Killed):
                self.box.run()
                break
            self.deaths += 1
            self.clock.pass_by(minutes=2)
        self.clock.pass_by(minutes=self.chance.choice([1, 2, 5, 40]))

    def unsettled(self) -> list[Job]:
        return [job for job in self.box.jobs() if job.state not in SETTLED_STATES]

    def drain(self, line: ChaosLine) -> None:
        """Let the line recover; a person retries what stopped, as the window offers it."""
        line.is_calm = True
        self.chance.seed(0)
        for _ in range(MOST_ROUNDS):
            waiting = self.unsettled()
            if not waiting:
                return
            for job in waiting:
                assert job.message or job.state in (JobState.WAITING, JobState.SENDING), job
                if job.state not in (JobState.WAITING, JobState.UNCERTAIN, JobState.SENDING):
                    self.box.retry(job.id)
            self.run()
        raise AssertionError(f"never settled: {self.unsettled()[:3]}")


def content(seed: int, number: int, chance: random.Random) -> Submission:
    files = tuple(
        file(f"附件{one}.csv", f"{seed},{number},{one}".encode() * 50)
        for one in range(chance.choice([0, 0, 1, 2]))
    )
    text = f"第{seed}组第{number}件"
    key = f"item-{seed}-{number}"
    return submission(key, title=text, text=text, html=f"<p>{text}</p>", files=files)


def follow_up(office: Office, number: int, sent: Submission, chance: random.Random) -> Submission | None:
    """Replace or withdraw some of what is public; return what must stand there then, or None for a statement."""
    item = office.workspace.item(sent.key)
    if item.state is not State.PUBLISHED:
        return sent
    match chance.choice(["nothing", "nothing", "replace", "withdraw"]):
        case "replace":
            masked = replace(sent, text=f"{sent.text}改", html=f"<p>{sent.text}改</p>", reason="时间写错")
            office.workspace.successions.put(Link(f"{sent.key}-b", sent.key, Succession.REPLACE, "时间写错"))
            office.add(f"{sent.key}-b", masked, JobKind.REPLACE)
            return masked
        case "withdraw":
            office.box.queue_withdrawal(sent.key, "内容有误")
            return None
    return sent


def public_pages(serving: Serving) -> dict[str, str]:
    """Return each public page's key and address as a citizen finds them, each key once or the test fails."""
    with httpx.Client(trust_env=False, timeout=60) as reader:
        sitemap = reader.get(f"{serving.url}/sitemap.xml").text
        addresses = re.findall(r"<loc>([^<]*/art_\d+\.html)</loc>", sitemap)
        found: dict[str, str] = {}
        for address in addresses:
            key = re.search(r'data-key="([^"]+)"', reader.get(address).text)
            assert key is not None
            assert key[1] not in found, f"{key[1]} is public twice"
            found[key[1]] = address
    return found


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_item_is_public_once_or_waits_with_its_reason(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with running(tmp_path / "portal", token="secret") as serving, ChaosLine(serving.url, seed).open() as line:
        office = Office(tmp_path, line, chance, at_once=4 if seed % 2 else 1)
        sent = {one.key: one for one in (content(seed, number, chance) for number in range(ITEMS))}
        for one in sent.values():
            office.add(one.key, one)
        for _ in range(4):
            office.run()
        expected = {
            key: follow_up(office, number, one, chance) for number, (key, one) in enumerate(sent.items())
        }
        for _ in range(3):
            office.run()
        office.drain(line)

        portal = reference_portal("county", serving.url, "secret")
        shown = public_pages(serving)
        for key, one in expected.items():
            receipt = portal.find(key)
            assert receipt is not None, f"{key} is lost"
            page = portal.read_back(receipt)
            if one is None:
                assert page.withdrawn
                assert key not in shown
                continue
            assert "".join(page.text.split()) == "".join(one.text.split())
            assert page.files == {each.name: each.sha256 for each in one.files}
            assert shown[key] == receipt.url
        assert len(shown) == sum(one is not None for one in expected.values())
        assert all(job.state in SETTLED_STATES for job in office.box.jobs())
        assert thaw(office.workspace, office.workspace.job(f"item-{seed}-0")).key == f"item-{seed}-0"
        assert sum(count for what, count in line.seen.items() if what != "pass") > ITEMS
        assert office.deaths > ITEMS // 10
        office.desk.close()
