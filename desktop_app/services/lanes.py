"""Work that waits on the network, done side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_lanes(work: Callable[[T], R], lanes: Sequence[Iterator[T]]) -> Iterator[R]:
    """Yield what comes of each element, in the order in which they end.

    Each lane takes from its iterator, one element after the other; the same iterator twice is two lanes. A single lane
    is worked in the caller's own thread. Where `work` raises, or nobody takes the results any more, nothing more is
    begun, and what is being done ends first.
    """
    if len(lanes) <= 1:
        yield from (work(element) for lane in lanes for element in lane)
        return
    with ThreadPoolExecutor(len(lanes), "lane") as pool:
        running: dict[Future[R], Iterator[T]] = {}

        def go_on(lane: Iterator[T]) -> None:
            running.update((pool.submit(work, element), lane) for element in islice(lane, 1))

        for lane in lanes:
            go_on(lane)
        while running:
            for ended in wait(running, return_when=FIRST_COMPLETED).done:
                lane = running.pop(ended)
                result = ended.result()
                go_on(lane)
                yield result
