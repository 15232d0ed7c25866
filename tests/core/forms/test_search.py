from __future__ import annotations

import pytest

from desktop_app.core.forms.search import Entry, Spelling, fit, rank


def entry(name: str) -> Entry:
    return Entry(
        name, name, "a", "领域", "公示", bulletin_board=False, time_limit="", elements=1, phase="after"
    )


PENALTY = Spelling("行政处罚决定公示\n罚款", "xingzhengchufajuedinggongshi\nfakuan", "xzcfjdgs\nfk")
WATER = Spelling("停水通知\n检修", "tingshuitongzhi\njianxiu", "tstz\njx")
ALL = [(entry("行政处罚决定公示"), PENALTY), (entry("停水通知"), WATER)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("处罚", "行政处罚决定公示"),
        ("xzcf", "行政处罚决定公示"),
        ("chufa", "行政处罚决定公示"),
        ("罚款", "行政处罚决定公示"),
        ("处罚公示", "行政处罚决定公示"),
        ("行政 公示", "行政处罚决定公示"),
        ("tingshui", "停水通知"),
        ("TSTZ", "停水通知"),
        ("jx", "停水通知"),
    ],
)
def test_characters_pinyin_and_initials_find_a_type(query: str, name: str):
    assert [found.name for found in rank(query, ALL)] == [name]


def test_what_fits_nowhere_is_not_found():
    assert rank("低保", ALL) == []
    assert rank("qq", ALL) == []


def test_a_whole_keyword_counts_like_the_beginning_of_the_name_and_a_part_of_it_less_than_the_name():
    assert fit("罚款", "行政处罚决定公示", PENALTY) == fit("行政", "行政处罚决定公示", PENALTY)
    assert fit("处罚", "行政处罚决定公示", PENALTY) > fit("款", "行政处罚决定公示", PENALTY)


def test_initials_of_a_whole_keyword_count_like_the_beginning_of_the_name():
    assert fit("fk", "行政处罚决定公示", PENALTY) == fit("xz", "行政处罚决定公示", PENALTY)
