"""Packages with something broken inside: a finding at most, never a crash."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from tests.adapters.readers.making import ID, docx, findings, named, p, package, r, relations, zipped

_MUTATIONS = 150
_ODD_VALUES = (b'"-1"', b'"99999999999999999999"', b'"x"', b'""', b'"1e400"', b'"NaN"')


def _word() -> bytes:
    number = p(r(ID, '<w:sz w:val="2"/>'))
    table = f"<w:tbl><w:tr><w:tc>{p(r('姓名'))}</w:tc><w:tc>{number}</w:tc></w:tr></w:tbl>"
    return docx(table + p(r("公告"), '<w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>'))


def _book() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0].append(("姓名", "身份证号"))
    book.worksheets[0].append(("张秀珍", ID))
    book.worksheets[0].column_dimensions["B"].hidden = True
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _show() -> bytes:
    text = f"<p:txBody><a:p><a:r><a:rPr sz='100'/><a:t>{ID}</a:t></a:r></a:p></p:txBody>"
    frame = '<a:xfrm><a:off x="1" y="1"/><a:ext cx="9" cy="9"/></a:xfrm>'
    slide = f"<p:cSld><p:spTree><p:sp><p:spPr>{frame}</p:spPr>{text}</p:sp></p:spTree></p:cSld>"
    listed = '<p:sldIdLst><p:sldId r:id="s1"/></p:sldIdLst><p:sldSz cx="100" cy="80"/>'
    parts: dict[str, str | bytes] = {
        "ppt/_rels/presentation.xml.rels": relations(("s1", "slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": named("p:sld", slide),
    }
    return package("ppt/presentation.xml", named("p:presentation", listed), parts)


def _mutated(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) or 1)
        quote = changed.find(b'"', at)
        end = changed.find(b'"', quote + 1)
        if chance.random() < 0.5 and 0 <= quote < end:
            changed[quote : end + 1] = chance.choice(_ODD_VALUES)
        elif chance.random() < 0.5:
            del changed[at : at + chance.randint(1, 30)]
        else:
            changed[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 5)))
    return bytes(changed)


def _with_a_broken_part(content: bytes, chance: random.Random) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(list(members))
    return zipped({**members, name: _mutated(members[name], chance)})


@pytest.mark.parametrize("make", [_word, _book, _show], ids=["docx", "xlsx", "pptx"])
def test_broken_package_is_a_finding_at_most(make: Callable[[], bytes]) -> None:
    chance = random.Random(20260928)
    content = make()
    whole = {finding.rule for finding in findings(content)}
    broken = [findings(_with_a_broken_part(content, chance)) for _ in range(_MUTATIONS)]
    broken += [findings(_mutated(content, chance)) for _ in range(_MUTATIONS)]
    assert "pii.id-card" in whole
    assert any("unreadable.damaged" in {finding.rule for finding in found} for found in broken)
