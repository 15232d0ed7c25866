from __future__ import annotations

import pytest

from desktop_app.core.disclosure.states import STATE_WORDS, State, WrongState, allows, move


def test_the_way_of_a_disclosure_from_draft_to_public():
    state = State.DRAFT
    for verb in ("edit", "submit", "approve", "queue", "deliver"):
        state = move(state, verb)
    assert state is State.PUBLISHED


def test_a_change_of_something_reviewed_makes_it_a_draft_again():
    assert move(State.APPROVED, "edit") is State.DRAFT
    assert move(State.IN_REVIEW, "edit") is State.DRAFT


@pytest.mark.parametrize("state", [State.QUEUED, State.PUBLISHED, State.WITHDRAWN])
def test_what_is_on_its_way_or_out_cannot_be_changed(state: State):
    assert not allows(state, "edit")
    with pytest.raises(WrongState, match=STATE_WORDS[state]):
        move(state, "edit")


def test_every_state_has_a_word():
    assert set(STATE_WORDS) == set(State)
