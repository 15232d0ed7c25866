"""An office at work: disclosures brought to where a test needs them."""

from __future__ import annotations

from typing import Any

from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.core.disclosure.record import Item
from desktop_app.services.desk import Desk

REVIEWED = Confidentiality(
    classified=False, reviewed_by="王审查", reviewed_on="2026-09-28", conclusion="public"
)
OUTAGE = "public-utilities.water-outage"
ALLOWANCE = "social-security.subsistence-allowance-publicity"
GUIDE = "service-items.guide"


class Office:
    """Does what clerks and reviewers do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def draft(self, form: str = OUTAGE, **answers: Any) -> Item:
        """Write a complete draft from the form's sample, some answers of it changed."""
        item = self._desk.drafts.create(form)
        values = {**self._desk.catalogue.form(form).spec.sample, **answers}
        return self._desk.drafts.save(item.id, values, "active", Confidentiality(), item.revision)

    def handed_in(self, form: str = OUTAGE, **answers: Any) -> Item:
        """Hand it in for review."""
        return self._desk.reviews.submit(self.draft(form, **answers).id)

    def approved(self, form: str = OUTAGE, **answers: Any) -> Item:
        """Approve it."""
        return self._desk.reviews.approve(self.handed_in(form, **answers).id, "王审查", REVIEWED)

    def queued(self, form: str = OUTAGE, **answers: Any) -> Item:
        """Put it into the outbox."""
        item = self.approved(form, **answers)
        self._desk.outbox.queue(item.id)
        return item

    def published(self, form: str = OUTAGE, **answers: Any) -> Item:
        """Publish it."""
        item = self.queued(form, **answers)
        self._desk.outbox.send(item.id)
        return self._desk.drafts.open(item.id).item
