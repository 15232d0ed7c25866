"""How a sentence of the founding document stands: the worst of what can be said of it."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.core.duties import Duty
from desktop_app.core.ledger.figures import Score
from desktop_app.core.reports.implementation import Known, Standing, fulfilments

DUTY = Duty(section="二（一）", says="公开甲和乙", forms=("x.a", "x.b"))


@pytest.mark.parametrize(
    ("scores", "overdue", "standing"),
    [
        ({}, {}, Standing.MISSING),
        ({"x.a": Score(1)}, {}, Standing.PARTLY),
        ({"x.a": Score(1), "x.b": Score(2)}, {}, Standing.KEPT),
        ({"x.a": Score(1), "x.b": Score(0, 1)}, {}, Standing.LATE),
        ({"x.a": Score(1), "x.b": Score(2)}, {"x.b": 1}, Standing.OVERDUE),
    ],
)
def test_the_worst_is_said(scores: dict[str, Score], overdue: dict[str, int], standing: Standing) -> None:
    (row,) = fulfilments([DUTY], Known(scores, {}, overdue))
    assert row.standing is standing


def test_the_last_publication_is_that_of_any_of_its_types() -> None:
    known = Known({}, {"x.a": date(2024, 1, 1), "x.b": date(2025, 1, 1), "y.c": date(2026, 1, 1)}, {})
    (row,) = fulfilments([DUTY], known)
    assert row.last_on == date(2025, 1, 1)
    assert row.missing == ("x.a", "x.b")


def test_only_what_is_wanted_counts_and_sentences_without_it_are_left_out() -> None:
    other = Duty(section="二（二）", says="公开丙", forms=("y.c",))
    (row,) = fulfilments([DUTY, other], Known({"x.b": Score(1)}, {}, {}), {"x.b"})
    assert (row.forms, row.standing) == (("x.b",), Standing.KEPT)
