from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from desktop_app.portal_server.columns import ColumnsError, load_columns
from desktop_app.portal_server.server import COLUMNS_FILE


def test_every_column_of_the_catalogue_is_on_the_site(shared: Path) -> None:
    """Notes in brackets are no part of a path, and what begins with one stands on no website."""
    columns = load_columns(COLUMNS_FILE)
    wanted = set()
    for file in (shared / "domain" / "catalogue").glob("*.yaml"):
        for form in yaml.safe_load(file.read_text("utf-8"))["types"]:
            path = form.get("portal_column") or ""
            wanted.update([] if path.startswith("（") else path.split("；"))
    wanted = {re.sub("（.*）$", "", path) for path in wanted} - {"", "政策文件页右侧“关联解读”"}

    assert len(wanted) > 150
    assert {path for path in wanted if columns.get(path) is None} == set()


def test_addresses_are_ascii_and_each_columns_own() -> None:
    columns = load_columns(COLUMNS_FILE)

    addresses = [column.address for column in columns]

    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() for address in addresses)
    assert all(columns.at(column.address) is column for column in columns)


def test_column_says_what_it_holds_where_the_file_does_not(tmp_path: Path) -> None:
    file = tmp_path / "columns.yaml"
    file.write_text("columns: [{name: 甲, type: [要闻], children: [{name: 乙}]}]", "utf-8")

    upper, lower = load_columns(file)

    assert (upper.description, upper.keywords, upper.kinds) == ("包括乙等栏目。", ("甲",), ("要闻",))
    assert (lower.description, lower.keywords, lower.kinds) == ("刊登乙信息。", ("甲", "乙"), ("要闻",))


@pytest.mark.parametrize("text", ["columns: [{nam: 甲}]", "columns: [", "", "columns: 甲"])
def test_broken_file_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "columns.yaml"
    file.write_text(text, "utf-8")

    with pytest.raises(ColumnsError, match=r"columns\.yaml"):
        load_columns(file)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ColumnsError, match=r"读不了栏目文件"):
        load_columns(tmp_path / "columns.yaml")
