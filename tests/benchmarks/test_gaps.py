"""The meter of the window's thread: what it counts, and what it says of it."""

from __future__ import annotations

import time

from benchmarks.gaps import Gaps, late_at, merged, told


def test_work_in_the_window_s_thread_is_seen_as_work_of_its_own(qtbot):
    gaps = Gaps()
    qtbot.wait(20)
    gaps.take()
    end = time.thread_time() + 0.05
    while time.thread_time() < end:
        pass
    qtbot.waitUntil(lambda: gaps.longest.waited > 0)
    assert gaps.longest.worked >= 0.045
    assert gaps.longest.waited >= gaps.longest.own >= 0.045
    assert max(map(int, gaps.take()["worked"])) >= 45
    assert gaps.longest.waited == 0
    gaps.stop()


def test_what_a_thread_waits_for_is_not_its_work(qtbot):
    gaps = Gaps()
    qtbot.wait(20)
    gaps.take()
    time.sleep(0.05)
    qtbot.waitUntil(lambda: gaps.longest.waited > 0)
    assert gaps.longest.own >= 0.04
    assert gaps.longest.worked < 0.04
    gaps.stop()


def test_a_long_gap_counts_as_much_as_the_moments_in_it():
    one = {"waited": {"0": 1990, "95": 1}}  # 9,950 ms without waiting, 100 ms with a gap
    assert late_at(merged([one])["waited"], 0.999) == 85  # 0.1 % of 10,050 ms: its first 10 ms
    assert late_at(merged([one])["waited"], 0.9) == 0
    assert late_at({}, 0.999) == 0


def test_steps_of_a_campaign_are_told_together():
    rows = [{"waited": {"0": 10, "120": 1}}, {"waited": {"0": 10}, "own": {"3": 2}}]
    (asked, waited), (_, own) = told(rows)
    assert "event" in asked
    assert waited == "p99.9 120 ms, longest 120 ms, 1 of 21 ticks above 100 ms"
    assert own.startswith("p99.9 3 ms, longest 3 ms, 0 of 2")
