"""Figures added up by what one asks for."""

from __future__ import annotations

from desktop_app.core.ledger.figures import Figure, Score, by

_FIGURES = [
    Figure(1, "finance", "finance.a", False, 3),
    Figure(1, "finance", "finance.a", True, 1),
    Figure(2, "policy", "policy.b", False, 2),
]


def test_figures_are_added_up_by_month_or_area() -> None:
    assert by(_FIGURES, lambda one: one.month) == {1: Score(3, 1), 2: Score(2, 0)}
    assert by(_FIGURES, lambda one: one.area)["finance"].share == 0.75


def test_where_nothing_was_published_nothing_was_late() -> None:
    assert by([], lambda one: one.month) == {}
    assert Score().share == 1.0
