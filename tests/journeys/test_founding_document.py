"""The county's own opinion of 2017, as its site publishes it, goes the whole way as a 政策文件.

The published page lost brackets and characters; the checks show where, the clerk mends them, and the text is
reviewed, rendered and published.
"""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from desktop_app.core.disclosure.gate import HeldBack
from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.ledger.filters import Filters
from desktop_app.core.outbox.job import JobState
from desktop_app.services.desk import Desk

TITLE = "龙江县人民政府办公室关于印发《龙江县全面推进政务公开工作实施意见》的通知"
NOT_REVIEWED = Confidentiality()
REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)

MENDED = {
    "中办发〔20168号": "中办发〔2016〕8号",
    "黑办发〔20179号": "黑办发〔2017〕9号",
    "齐办发〔201724号": "齐办发〔2017〕24号",
    "齐政办发〔201577号": "齐政办发〔2015〕77号",
    "20196月": "2019年6月",
    "2017725": "2017年7月25",
}
"""What the page lost, and what a clerk who has the paper puts back."""


@pytest.fixture
def published_text(shared: Path) -> str:
    lines = (shared / "seed" / "longjiang-2017-open-government.txt").read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.strip().startswith("全面推进政务公开,"))
    return "\n".join(line.strip() for line in lines[start:] if line.strip())


def values(desk: Desk, content: str) -> dict[str, object]:
    sample = desk.exchange.sample("policy.document").values
    own = {
        "title": TITLE,
        "doc_no": "龙政办发〔2017〕15号",
        "doc_kind": "其他政策性文件",
        "content": content,
        "issuer_org": "龙江县人民政府办公室",
        "issue_date": "2017-07-25",
    }
    kept = (
        "drafting_unit",
        "topic",
        "public_attribute",
        "interpretation_ready",
        "status",
        "contact_unit",
        "contact_phone",
    )
    return {**{key: sample[key] for key in kept}, **own, "interpretation_ready": "无须解读"}


def test_the_founding_document_is_checked_mended_reviewed_rendered_and_published(
    desk: Desk, published_text: str, tmp_path: Path
):
    item = desk.drafts.create("policy.document")
    item = desk.drafts.save(item.id, values(desk, published_text), "active", NOT_REVIEWED, item.revision)

    found = desk.findings(desk.drafts.open(item.id))
    broken = [one for one in found if one.rule in ("wording.doc-no", "wording.date")]
    assert len(broken) == len(MENDED)
    assert {one.place.field for one in broken} == {"values.content"}

    mended = published_text
    for wrong, right in MENDED.items():
        assert wrong in mended
        mended = mended.replace(wrong, right)
    item = desk.drafts.save(item.id, values(desk, mended), "active", NOT_REVIEWED, item.revision)
    found = desk.findings(desk.drafts.open(item.id))
    assert [one for one in found if one.rule in ("wording.doc-no", "wording.date")] == []

    desk.reviews.submit(item.id)
    with pytest.raises(HeldBack):
        desk.reviews.approve(item.id, "王审查", NOT_REVIEWED)
    desk.reviews.approve(item.id, "王审查", REVIEWED)

    opened = desk.drafts.open(item.id)
    written = [desk.documents.write(opened, tmp_path / "out", kind) for kind in ("docx", "pdf", "html")]
    assert all(path.stat().st_size > 5000 for path in written)

    desk.outbox.queue(item.id, "county")
    (job,) = desk.outbox.run()
    assert job.state is JobState.DELIVERED, job.message

    with urllib.request.urlopen(job.receipt.url, timeout=10) as answer:
        page = answer.read().decode()
    assert "中办发〔2016〕8号" in page
    assert f'<meta name="ArticleTitle" content="{TITLE}"' in page
    (row,) = desk.ledger.rows(Filters(state="published"))
    assert (row.title, row.doc_no) == (TITLE, "龙政办发〔2017〕15号")
