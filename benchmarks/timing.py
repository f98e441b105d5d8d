"""Measures in turns, so that other work on the machine disturbs everything that is compared equally."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

Clock = Callable[[], float]  # does what is measured and returns the seconds it took


def timed(call: Callable[[], Any]) -> float:
    """Return how many seconds a call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def in_turn(calls: Mapping[str, Callable[[], Any]], repeats: int, seconds: float) -> dict[str, float]:
    """Return the median seconds of each call; see `clocks_in_turn`."""
    return clocks_in_turn({name: _clock(call) for name, call in calls.items()}, repeats, seconds)


def clocks_in_turn(clocks: Mapping[str, Clock], repeats: int, seconds: float) -> dict[str, float]:
    """Return each clock's median. Every round runs each clock once, but no longer once it has used its `seconds`."""
    times: dict[str, list[float]] = {name: [] for name in clocks}
    for _ in range(repeats):
        for name, clock in clocks.items():
            if sum(times[name]) < seconds:
                times[name].append(clock())
    return {name: statistics.median(values) for name, values in times.items()}


def _clock(call: Callable[[], Any]) -> Clock:
    return lambda: timed(call)
