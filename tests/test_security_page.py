"""docs/security.md: no claim without a test, no test that is not there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from desktop_app import paths

PAGE = (paths.HOME / "docs" / "security.md").read_text("utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_a_test_that_is_named_is_there(file: str, name: str):
    tree = ast.parse(Path(paths.HOME / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_claim_names_a_test():
    claims = PAGE.split("## Claims")[1].split("## Dependencies")[0]
    rows = [line for line in claims.splitlines() if line.startswith("| ")][2:]
    assert len(rows) >= 15
    assert [row for row in rows if "`tests/" not in row] == []
