"""Sampled methods end once their map is good enough, after numbers of samples that memory does not decide."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, asked, cut_into, linear

from engine.methods import METHODS
from engine.methods.chunks import chunks
from engine.methods.enough import ENOUGH, FEWEST, looks, solved, until_enough
from engine.methods.method import Drawn, Estimate

RNG = np.random.default_rng(0)
X, WEIGHTS = RNG.random((16, 16)), RNG.standard_normal((16, 16)) / 20
WEIGHTS[4:8, 4:8] += 0.5
FEWER = {"masks": 300, "samples": 300, "designs": 24, "grid": 4}
SAMPLED = [name for name, method in METHODS.items() if method.sampled]


def bent(batch: int = 16) -> FakeSession:
    """Return a session whose score and slope bend with what is visible."""
    return FakeSession(
        X,
        lambda pictures: np.tanh((pictures[..., 0] * WEIGHTS).sum(axis=(1, 2)) / 4),
        lambda pictures: 3 * pictures**2 * WEIGHTS[..., None],
        batch=batch,
    )


def run(session, method, **options):
    """Return all estimates of a method that may end early."""
    fewer = {option.name: FEWER[option.name] for option in METHODS[method].options if option.name in FEWER}
    options = fewer | options
    found = list(until_enough(METHODS[method], session, asked(method, **options)))
    assert [estimate.fraction == 1 for estimate in found] == [False] * (len(found) - 1) + [True]
    return found


def test_every_sampled_method_has_the_option_and_no_other():
    assert [name for name, method in METHODS.items() if ENOUGH in method.options] == SAMPLED


@pytest.mark.parametrize("method", SAMPLED)
def test_a_map_that_is_good_enough_is_the_last_whatever_the_batch(method, monkeypatch):
    cut_into(monkeypatch, 4, 4)
    found = [run(bent(batch), method, enough=0.2)[-1] for batch in (16, 5, 1)]
    first = found[0]
    assert first.drawn.done < first.drawn.count
    assert first.drawn.done in looks(first.drawn.count, first.drawn.block)
    assert first.error <= 0.2 * (np.ptp(first.values) if method == "rise" else np.abs(first.values).max())
    for other in found[1:]:
        assert other.drawn == first.drawn
        np.testing.assert_allclose(other.values, first.values, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("method", SAMPLED)
def test_all_samples_are_drawn_where_none_is_good_enough_or_nobody_wants_to_end_early(method, monkeypatch):
    cut_into(monkeypatch, 4, 4)
    never, strict = run(bent(), method, enough=0)[-1], run(bent(), method, enough=1e-9)[-1]
    assert never.drawn.done == never.drawn.count == strict.drawn.done
    np.testing.assert_allclose(strict.values, never.values, rtol=1e-6, atol=1e-9)


def test_batches_that_are_halved_midway_do_not_move_the_end():
    session = bent()
    estimates = until_enough(METHODS["rise"], session, asked("rise", masks=300, enough=0.1))
    next(estimates)
    session.batches.size = 3
    *_, last = estimates
    whole = run(bent(), "rise", masks=300, grid=7, enough=0.1)[-1]
    assert last.drawn == whole.drawn
    np.testing.assert_allclose(last.values, whole.values, rtol=1e-6)


@pytest.mark.parametrize("method", [name for name in SAMPLED if not METHODS[name].no_zero])
def test_evidence_that_is_rare_is_not_taken_for_none(method, monkeypatch):
    """As long as nothing is found, nothing is known of what is to come."""
    cut_into(monkeypatch, 4, 4)
    flat = {"score": lambda pictures: np.zeros(len(pictures)), "slope": np.zeros_like}
    last = run(FakeSession(X, **flat), method)[-1]
    assert (last.drawn.done, last.drawn.count, last.values.any()) == (last.drawn.count, last.drawn.count, False)


def test_what_takes_long_is_solved_for_again_when_there_is_a_good_share_more():
    parts = [Drawn(done, 400) for done in range(8, 401, 8)]
    solved_for = []

    def solve(drawn, found):
        assert found == -drawn.done
        solved_for.append(drawn.done)
        return Estimate(np.full((1, 1), drawn.done), drawn=drawn)

    found = list(solved(((drawn, -drawn.done) for drawn in parts), solve))
    assert [estimate.fraction for estimate in found] == [drawn.done / 400 for drawn in parts]
    assert all(
        estimate.drawn.done == estimate.values[0, 0] <= drawn.done for estimate, drawn in zip(found, parts, strict=True)
    )
    assert all(drawn.done < 1.125 * estimate.drawn.done for estimate, drawn in zip(found, parts, strict=True))
    assert {*looks(400, 1), 400} <= {*solved_for}
    assert len(solved_for) < len(parts) - 20


def test_a_tighter_target_takes_more_samples():
    done = [run(bent(), "rise", masks=8000, enough=share)[-1].drawn.done for share in (0.2, 0.1, 0.05)]
    assert FEWEST <= done[0] < done[1] < done[2] < 8000


def test_where_zero_is_no_value_the_error_is_held_against_the_range():
    session = FakeSession(X, lambda pictures: 0.9 + linear(WEIGHTS / 100)["score"](pictures))
    found = answer(session, "rise", masks=300, draws="paper")
    assert found.error < 0.05 * np.abs(found.values).max()
    assert run(session, "rise", masks=300, grid=7, draws="paper", enough=0.05)[-1].drawn.done == 300


def test_no_error_is_believed_of_fewer_than_sixteen_blocks_and_looks_grow_rarer():
    for block in (1, 2, 18, 66):
        found = looks(10_000, block)
        assert found[0] >= 16 * block
        assert all(after % block == 0 for after in found)
        assert all(later >= 1.25 * earlier for earlier, later in pairwise(found))
    assert looks(16, 1) == []
    assert [after % 16 for after in looks(1000, 2)] == [0] * len(looks(1000, 2))


def test_parts_end_where_they_must_and_are_else_as_large_as_a_batch():
    ends = [part.stop for part in chunks(FakeSession(batch=16), 100, 8, [20, 64])]
    assert ends == [8, 16, 20, 36, 52, 64, 80, 96, 100]
