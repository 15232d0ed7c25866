"""A clerk drops a list whose hidden column holds identity numbers, and a summons that must name a person.

The list is held back, cleaned and replaced; the summons stays, with a written reason for which the reviewer answers.
What the portal serves in the end holds no number but the one that was decided on.
"""

from __future__ import annotations

import urllib.request
from io import BytesIO

import pytest
from openpyxl import Workbook

from desktop_app.core.checks.finding import Severity
from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.outbox.job import JobState
from desktop_app.portal_server.server import Serving
from desktop_app.services.cleaning import clean_file
from desktop_app.services.desk import Desk

FORM = "public-utilities.water-outage"
HIDDEN, NAMED = "230221198407122280", "230202195003142688"
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)


def hidden_list() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["序号", "户主", "证件号", "村"])
    sheet.append([1, "张*", HIDDEN, "永发村"])
    sheet.column_dimensions["C"].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_hidden_number_never_reaches_the_portal(desk: Desk, portal: Serving):
    item = desk.drafts.create(FORM)
    sample = desk.exchange.sample(FORM)
    item = desk.drafts.save(item.id, sample.values, "active", Confidentiality(), item.revision)
    item = desk.drafts.attach(item.id, "名单.xlsx", hidden_list())
    item = desk.drafts.attach(item.id, "公告送达.txt", f"当事人身份证号：{NAMED}".encode())
    opened = desk.drafts.open(item.id)
    found = desk.findings(opened)
    assert {one.rule for one in found if one.severity is Severity.BLOCK} >= {"hidden.column", "pii.id-card"}

    listed = opened.item.attachments[0]
    cleaning = clean_file(listed.name, desk.drafts.content(listed))
    assert HIDDEN.encode() not in cleaning.content
    item = desk.drafts.replace_file(item.id, listed, cleaning.name, cleaning.content)

    desk.reviews.submit(item.id)
    desk.reviews.approve(item.id, "王审查", REVIEWED)
    with pytest.raises(HeldBack) as held:
        desk.outbox.queue(item.id, "county")
    assert [one.rule for one in held.value.findings] == ["pii.id-card"]
    assert NAMED not in str(held.value)

    opened = desk.drafts.open(item.id)
    desk.drafts.save(item.id, opened.answers.values, "active", REVIEWED, opened.item.revision)
    opened = desk.drafts.open(item.id)
    named = [one for one in desk.findings(opened) if one.rule == "pii.id-card"]
    desk.decisions.accept(opened, named, "依法公告送达，须写明当事人身份", "李经办")
    desk.reviews.submit(item.id)
    desk.reviews.approve(item.id, "王审查", REVIEWED)
    desk.outbox.queue(item.id, "county")
    (job,) = desk.outbox.run()

    assert job.state is JobState.DELIVERED, job.message
    assert job.receipt is not None
    with urllib.request.urlopen(job.receipt.url, timeout=20) as page:
        assert HIDDEN not in page.read().decode()
    assert [event.verb for event in desk.story(item.id)][-5:] == [
        "accept",
        "submit",
        "approve",
        "queue",
        "deliver",
    ]
