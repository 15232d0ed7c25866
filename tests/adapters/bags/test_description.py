from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from desktop_app.adapters.bags.errors import BagDamaged, DescriptionFaulty
from desktop_app.adapters.bags.reading import unpack_bag
from desktop_app.adapters.bags.writing import META, write_bag
from desktop_app.adapters.portals.exchange_form import described
from desktop_app.adapters.portals.profile import read_profile
from desktop_app.adapters.portals.recipe.names import TemplateFault
from desktop_app.core.outbox.submission import SubmittedFile
from tests.adapters.bags.test_bags import DAY, SUBMISSION, rewritten

ATOM = {"a": "http://www.w3.org/2005/Atom", "g": "urn:gongkai:exchange:1"}


def profile(template: str, name: str = "item.xml"):
    quoted = json.dumps(template, ensure_ascii=False)
    return read_profile(
        f"name: p\nkind: folder\nfolder: /f\nexchange:\n  name: {name}\n  template: {quoted}\n", "p.yaml"
    )


def test_without_a_form_of_its_own_a_package_holds_an_atom_entry(tmp_path: Path):
    made = replace(SUBMISSION, title="停水<通知>&公告")
    record = unpack_bag(write_bag(made, DAY, described(made, None, DAY)), tmp_path)

    entry = etree.parse(tmp_path / made.key / "data" / META / record.exchange).getroot()
    assert entry.findtext("a:title", namespaces=ATOM) == made.title
    assert entry.findtext("a:updated", namespaces=ATOM) == "2026-09-28T00:00:00+08:00"
    assert entry.findtext("a:content", namespaces=ATOM) == made.html
    assert entry.find("a:category", ATOM).get("term") == made.column
    link = entry.find("a:link", ATOM)
    assert link.get("{urn:gongkai:exchange:1}sha256") == made.files[0].sha256
    assert [one.get("name") for one in entry.findall("g:meta", ATOM)] == ["ContentSource"]


def test_the_profiles_template_knows_the_portals_column_and_cannot_be_broken_out_of(tmp_path: Path):
    own = profile('<item id="{{ key }}"><bt>{{ title }}</bt><lm>{{ column_id }}</lm></item>')
    made = replace(SUBMISSION, title="</bt><script>")

    content = described(made, own, DAY).content

    assert etree.fromstring(content).findtext("bt") == made.title


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("e.xml", "<item>{key}{title}"),
        ("e.xml", "<item><k>{key}</k></item>"),
        ("e.xml", '<!DOCTYPE x [<!ENTITY t "{title}">]><item><k>{key}</k><t>&t;</t></item>'),
        ("e.json", '{{"key": "{key}", "title": "another"}}'),
        ("e.json", "not json"),
    ],
)
def test_a_description_that_is_not_whole_or_of_another_item_is_not_packed(name: str, content: str):
    filled = content.format(key=SUBMISSION.key, title=SUBMISSION.title).encode()

    with pytest.raises(DescriptionFaulty):
        write_bag(SUBMISSION, DAY, SubmittedFile(name, "著录信息", "", filled))


def test_a_template_that_asks_for_what_is_unknown_says_so():
    with pytest.raises(TemplateFault, match="item.xml"):
        described(SUBMISSION, profile("<i>{{ unknown }}</i>"), date(2026, 9, 28))


@pytest.mark.parametrize("content", [None, b"<entry/>", b"<entry"], ids=["gone", "of nothing", "cut"])
def test_a_package_whose_description_was_changed_is_refused(tmp_path: Path, content: bytes | None):
    bag = write_bag(SUBMISSION, DAY, described(SUBMISSION, None, DAY))

    def change(name: str, old: bytes) -> tuple[str, bytes] | None:
        if not name.endswith("/exchange.xml"):
            return name, old
        return None if content is None else (name, content)

    with pytest.raises(BagDamaged):
        unpack_bag(rewritten(bag, change), tmp_path)
