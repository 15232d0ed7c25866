from __future__ import annotations

import pytest

from desktop_app.core.disclosure.seal import seal

BASE = ("a.b", 1, {"x": "1", "y": [{"z": "2"}]}, "active", [("附件", "0" * 64)])


def test_the_order_of_keys_does_not_matter():
    turned = ("a.b", 1, {"y": [{"z": "2"}], "x": "1"}, "active", [("附件", "0" * 64)])

    assert seal(*turned) == seal(*BASE)


@pytest.mark.parametrize(
    "changed",
    [
        ("a.c", *BASE[1:]),
        (BASE[0], 2, *BASE[2:]),
        (*BASE[:2], {"x": "1", "y": [{"z": "3"}]}, *BASE[3:]),
        (*BASE[:3], "withheld", BASE[4]),
        (*BASE[:4], [("附件", "1" * 64)]),
        (*BASE[:4], [("附件二", "0" * 64)]),
    ],
    ids=["form", "version", "value", "openness", "file", "file title"],
)
def test_any_change_breaks_the_seal(changed: tuple):
    assert seal(*changed) != seal(*BASE)
