from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest

from desktop_app.core.disclosure.story import (
    GENESIS,
    VERB_WORDS,
    Event,
    Verb,
    chained,
    first_break,
    verb_words,
)


def story() -> list[Event]:
    events, previous = [], GENESIS
    for number, verb in enumerate(["create", "submit", "approve"], 1):
        event = chained(Event(number, datetime(2026, 9, 28, 8), verb, "i", "张"), previous)
        events.append(event)
        previous = event.digest
    return events


def test_an_untouched_story_is_whole():
    assert first_break(story()) is None


def test_an_edited_event_is_found():
    events = story()
    events[1] = replace(events[1], who="李")

    assert first_break(events) is events[1]


@pytest.mark.parametrize("kept", [[0, 2], [1, 0, 2], [1, 2]], ids=["removed", "reordered", "head cut"])
def test_removing_and_reordering_are_found(kept: list[int]):
    events = story()

    assert first_break([events[number] for number in kept]) is not None


def test_people_have_a_word_for_everything_that_can_happen():
    assert set(VERB_WORDS) == set(get_args(Verb))
    assert all(word and not word.isascii() for word in VERB_WORDS.values())


def test_what_a_newer_program_tells_is_shown_as_it_stands():
    assert verb_words("teleport") == "teleport"
