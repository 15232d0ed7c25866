"""Words of two characters: every part of a text is found, and nothing that is not in it."""

from __future__ import annotations

import random
import sqlite3

import pytest

from desktop_app.core.grams import grams, long_phrases, match_loosely, match_phrase

_TEXT = "龙江县民政局关于２０２６年农村低保的公示（第12号）Ａbc，二〇二六年"


@pytest.fixture
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute(
        """create virtual table t using fts5(w, tokenize="ascii tokenchars '_.-'", prefix='1')"""
    )
    connection.execute("insert into t(w) values (?)", [grams(_TEXT)])
    yield connection
    connection.close()


def _finds(index: sqlite3.Connection, query: str) -> bool:
    return bool(index.execute("select 1 from t where t match ?", [match_phrase(query)]).fetchall())


@pytest.mark.parametrize(
    "query",
    ["低保", "低", "示", "民政局", "2026", "20", "2026年农村", "12号", "abc", "ABC", "公示 低保", "二〇二六"],
)
def test_what_a_text_holds_is_found(index: sqlite3.Connection, query: str) -> None:
    if query == "20":  # two figures alone are a word and no beginning
        assert not _finds(index, query)
    else:
        assert _finds(index, query)


@pytest.mark.parametrize("query", ["保低", "江民", "低保户", "2027", "低保 残疾"])
def test_what_it_does_not_hold_is_not_found(index: sqlite3.Connection, query: str) -> None:
    assert not _finds(index, query)


def test_what_is_asked_for_loosely_and_held_against_the_phrases_is_what_was_asked_for(
    index: sqlite3.Connection,
) -> None:
    chance = random.Random(5)
    kept = {
        index.execute("insert into t(w) values (?)", [grams(text)]).lastrowid: text
        for text in ("".join(chance.choices("甲乙丙", k=60)) for _ in range(200))
    }
    for _ in range(100):
        query = "".join(chance.choices("甲乙丙", k=chance.randrange(1, 8)))
        rows = index.execute("select rowid, w from t where t match ?", [match_loosely(query)])
        found = {row for row, words in rows if all(phrase in words for phrase in long_phrases(query))}
        assert found == {row for row, text in kept.items() if query in text}


def test_every_run_of_characters_of_a_random_text_is_found(index: sqlite3.Connection) -> None:
    chance = random.Random(7)
    text = "".join(chance.choice("甲乙丙丁戊己庚辛") for _ in range(300))
    index.execute("insert into t(w) values (?)", [grams(text)])
    for _ in range(200):
        start = chance.randrange(290)
        assert _finds(index, text[start : start + chance.randrange(1, 10)])


def test_punctuation_alone_asks_for_nothing() -> None:
    assert match_phrase("，。《》") == ""
