"""Real forms and documents on a real WordPress: published, corrected, replaced, changed by others, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State
from desktop_app.core.outbox.job import JobState
from desktop_app.core.outbox.succession import Succession
from desktop_app.services.desk import Desk
from desktop_app.wiring import open_desk
from tests.adapters.portals.test_wordpress import Site, server

__all__ = ["server"]

FORMS = (
    "public-utilities.water-outage",
    "finance.department-budget",
    "market-supervision.penalty-publicity",
    "policy.document",
)
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)


@pytest.fixture
def site(server: dict[str, Any]) -> Iterator[Site]:
    site = Site(server)
    site.clear()
    yield site
    site.close()


@pytest.fixture
def desk(tmp_path: Path, server: dict[str, Any]) -> Iterator[Desk]:
    (tmp_path / "portals").mkdir()
    profile = f"name: county\nkind: http\nsystem: wordpress\nbase_url: {server['url']}\n"
    profile += f"sign_in: {{kind: application_password, user: {server['user']}, secret: portal.county}}\n"
    (tmp_path / "portals" / "county.yaml").write_text(profile, "utf-8")
    desk = open_desk(str(tmp_path / "workspace.db"), {"portal.county": server["application_password"]})
    yield desk
    desk.close()


def approved(desk: Desk, item: Item, **changes: object) -> Item:
    desk.drafts.save(item.id, {**item.values, **changes}, "active", Confidentiality(), item.revision)
    desk.reviews.submit(item.id)
    return desk.reviews.approve(item.id, "王审查", REVIEWED)


def draft(desk: Desk, form: str) -> Item:
    """Write the form's sample with its attachments into a draft."""
    spec = desk.catalogue.form(form).spec
    item = desk.drafts.create(form)
    names = {}
    for path, content in spec.sample_files.items():
        names[path] = names[f"sample:{path}"] = path.removeprefix("sample:")
        desk.drafts.attach(item.id, names[path], content.encode())
    fields = desk.catalogue.form(form).fields
    values = {
        key: [names.get(one, one) for one in raw] if fields[key].kind == "file" else raw
        for key, raw in spec.sample.items()
    }
    kept = desk.drafts.open(item.id).item
    return desk.drafts.save(item.id, values, "active", Confidentiality(), kept.revision)


@pytest.mark.parametrize("form", FORMS)
def test_real_documents_are_published_and_read_back_equal(desk: Desk, site: Site, form: str) -> None:
    if form not in {entry.id for entry in desk.catalogue.search("")}:
        pytest.skip(f"no form {form}")
    item = approved(desk, draft(desk, form))
    desk.outbox.queue(item.id, "county")

    (job,) = desk.outbox.run()

    assert job.state is JobState.DELIVERED, job.message
    assert len(site.public()) == 1
    assert desk.public_pages.check(job.id)[1] == []


def test_what_is_public_is_corrected_replaced_defended_and_withdrawn(desk: Desk, site: Site) -> None:
    item = approved(desk, draft(desk, FORMS[0]))
    desk.outbox.queue(item.id, "county")
    desk.outbox.run()
    address = desk.drafts.open(item.id).item.url

    correction = desk.successions.begin(item.id, Succession.CORRECT, "时间写错")
    approved(desk, desk.drafts.open(correction.id).item, title="停水通知（更正）")
    desk.outbox.queue(correction.id)
    assert desk.outbox.run()[0].state is JobState.DELIVERED
    assert desk.public_pages.check(item.id)[1] == []

    replaced = desk.successions.begin(item.id, Succession.REPLACE, "地点写错")
    approved(desk, desk.drafts.open(replaced.id).item, title="停水通知（改）")
    desk.outbox.queue(replaced.id)
    (job,) = desk.outbox.run()
    assert job.state is JobState.DELIVERED, job.message
    assert desk.drafts.open(replaced.id).item.url == address

    number = int(job.receipt.remote_id) if job.receipt else 0
    raw = next(post for post in site.all("posts") if post["id"] == number)["content"]["raw"]
    site.edit(number, content=raw.replace("停水", "停电"))
    withdrawal = desk.outbox.withdraw(replaced.id, "内容有误")
    assert withdrawal.state is JobState.CHANGED
    assert any("停电" in one.theirs for one in desk.public_pages.check(withdrawal.id)[1])

    desk.outbox.overwrite(withdrawal.id)
    (job,) = desk.outbox.run()
    assert job.state is JobState.DELIVERED, job.message
    assert desk.drafts.open(replaced.id).item.state is State.WITHDRAWN
    assert "内容有误" in desk.public_pages.kept(job.id).decode()
