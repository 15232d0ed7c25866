from __future__ import annotations

import pytest

from desktop_app.core.printing import PagesUnclear, RulerImpossible, Ticket, chosen_pages, true_scale


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (1, 2, 3, 4, 5)),
        ("2", (2,)),
        ("1-3", (1, 2, 3)),
        ("4—9", (4, 5)),
        ("5，1、3", (1, 3, 5)),
        ("1至2 2-3", (1, 2, 3)),
    ],
)
def test_pages_are_read_as_people_write_them(text, pages):
    assert chosen_pages(text, 5) == pages


@pytest.mark.parametrize("text", ["a", "1-", "0", "9", "3-2"])
def test_what_names_no_page_is_refused(text):
    with pytest.raises(PagesUnclear) as caught:
        chosen_pages(text, 5)
    assert text in str(caught.value)


def test_short_lines_are_drawn_longer():
    assert true_scale(98.0) == pytest.approx(100 / 98)


@pytest.mark.parametrize("measured", [0.0, 89.0, 111.0, float("nan")])
def test_measure_beyond_belief_is_refused(measured):
    with pytest.raises(RulerImpossible):
        true_scale(measured)


def test_pages_and_copies_hold_once_and_the_rest_is_remembered():
    ticket = Ticket(printer="激光", pages="2-3", copies=9, duplex="long", across=99.5)
    assert ticket.remembered == Ticket(printer="激光", duplex="long", across=99.5)
