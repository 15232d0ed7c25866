"""Disclosures that were made of one list and go their way together."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Batch(msgspec.Struct, frozen=True):
    """A batch.

    Args:
        form: id of the form that all of them have.
        file: name of the file from which it was made.
        items: ids of the disclosures, in the list's order.
    """

    id: str
    name: str
    form: str
    file: str
    made_at: datetime
    items: tuple[str, ...]
