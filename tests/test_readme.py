"""The README promises only what there is: its make targets, and no figure that nothing measures anew."""

from __future__ import annotations

import re

import pytest

from tests.conftest import REPOSITORY

_README = (REPOSITORY / "README.md").read_text("utf-8")
_MAKEFILE = (REPOSITORY / "Makefile").read_text("utf-8")
_FIGURE = re.compile(r"\d[\d.,]*\s*(?:ms|s|min|MB|GB|kB|%|×|倍|秒|分钟|毫秒)(?![A-Za-z])")


def test_it_names_the_targets_that_there_are():
    named = set(re.findall(r"^\| `make ([a-z-]+)` \|", _README, re.MULTILINE))
    there = set(re.findall(r"^([a-z-]+):.*## ", _MAKEFILE, re.MULTILINE))
    assert named == there - {"help", "setup-test"}


def test_figures_stand_in_the_table_of_make_bench_alone():
    assert _FIGURE.findall(_README) == []


@pytest.mark.parametrize("claim", ["some 400 MB", "20 ms", "3倍", "half of it, 2.5 × as fast", "saves 40%"])
def test_a_figure_is_found(claim: str):
    assert _FIGURE.search(claim)
