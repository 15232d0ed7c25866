from __future__ import annotations

import threading

import pytest

from desktop_app.services.lanes import in_lanes


def test_a_single_lane_is_worked_in_order_in_the_callers_thread():
    threads = in_lanes(lambda number: (number, threading.current_thread()), [iter([1, 2, 3])])

    assert list(threads) == [(number, threading.main_thread()) for number in (1, 2, 3)]


def test_two_lanes_on_one_iterator_are_both_under_way():
    meeting = threading.Barrier(2, timeout=20)
    numbers = iter([1, 2, 3, 4])

    def met(number: int) -> int:
        meeting.wait()
        return number

    assert sorted(in_lanes(met, [numbers, numbers])) == [1, 2, 3, 4]


def test_each_iterator_is_worked_by_its_own_lane_one_element_after_the_other():
    under_way: dict[str, int] = {}

    def work(name: str) -> tuple[str, int]:
        under_way[name] = under_way.get(name, 0) + 1
        together = under_way[name]
        under_way[name] -= 1
        return name, together

    done = list(in_lanes(work, [iter("aaa"), iter("bbb")]))

    assert sorted(done) == [("a", 1)] * 3 + [("b", 1)] * 3


def test_what_work_raises_comes_to_the_caller_and_nothing_more_is_begun():
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        if number == 1:
            raise ValueError(number)
        return number

    numbers = iter(range(1, 100))
    with pytest.raises(ValueError, match="1"):
        list(in_lanes(work, [numbers, numbers]))

    assert len(begun) < 99


def test_nothing_more_is_begun_when_nobody_takes_the_results():
    begun: list[int] = []
    numbers = iter(range(100))
    results = in_lanes(lambda number: begun.append(number) or number, [numbers, numbers])

    next(results)
    results.close()

    assert len(begun) < 100
