"""Radicals of dictionaries are read as the signs that they look like."""

from __future__ import annotations

from desktop_app.core.radicals import without_radicals


def test_what_a_browser_prints_reads_as_it_looks() -> None:
    assert without_radicals("⻰江县⾏政处罚，⼈⺠法院⻔⾐") == "龙江县行政处罚，人民法院门衣"


def test_a_text_without_radicals_stays_what_it_is() -> None:
    assert without_radicals("龙江县，２号②") == "龙江县，２号②"
