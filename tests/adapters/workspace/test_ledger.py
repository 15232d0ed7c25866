"""The ledger's lines: a workspace of an older program gets them too."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from desktop_app.adapters.workspace.database import migrations
from desktop_app.adapters.workspace.opening import open_workspace
from desktop_app.core.disclosure.record import Item
from desktop_app.core.disclosure.states import State

_LEDGER = 5
"""The number of its migration."""


def an_item() -> Item:
    at = datetime(2026, 9, 1, 8)
    return Item("old", "service-items.guide", 1, "从前的一件", State.PUBLISHED, {}, at, at, published_at=at)


def test_what_an_older_program_wrote_is_owed_a_line(tmp_path: Path) -> None:
    file = tmp_path / "workspace.db"
    workspace = open_workspace(file)
    workspace.add_item(an_item())
    workspace.close()
    with sqlite3.connect(file) as connection:
        connection.executescript(f"""
            drop table ledger_owed; drop table ledger; drop table ledger_words; drop table left_out;
            drop index item_by_publication; drop index job_by_time; drop index item_by_change;
            drop index event_by_verb;
            {migrations()[_LEDGER]}
        """)
    connection.close()

    migrated = open_workspace(file)
    assert migrated.ledger.owed(10) == ["old"]
    migrated.close()
