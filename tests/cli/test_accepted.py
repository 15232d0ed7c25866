"""What was taken as it is, as scripts read it."""

from __future__ import annotations

import json
from pathlib import Path

from desktop_app.core.disclosure.item import Confidentiality
from desktop_app.wiring import open_desk
from tests.cli.conftest import Gongkai

CARD = "230221198407122280"


def test_decisions_are_listed_with_their_reasons(gongkai: Gongkai, tmp_path: Path):
    desk = open_desk(str(tmp_path / "workspace"))
    item = desk.drafts.create("policy.document")
    item = desk.drafts.save(item.id, {"title": f"公告{CARD}"}, None, Confidentiality(), item.revision)
    opened = desk.drafts.open(item.id)
    found = [one for one in desk.findings(opened) if one.rule == "pii.id-card"]
    desk.decisions.accept(opened, found, "依法公告送达", "张三")
    desk.close()

    listed = json.loads(gongkai("accepted", item.id, "--json").stdout)

    assert [(one["rule"], one["reason"], one["by"]) for one in listed] == [
        ("pii.id-card", "依法公告送达", "张三")
    ]
    assert CARD not in str(listed)
    assert "依法公告送达" in gongkai("accepted", item.id).stdout
