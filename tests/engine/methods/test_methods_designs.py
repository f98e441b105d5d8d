"""Balanced draws: each is distributed as the paper's, the limit is the same, and the error is smaller."""

from __future__ import annotations

from itertools import combinations, permutations, product

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, cut_into, means_of_blocks

from engine.methods.designs import far_from, folded, systematic
from engine.methods.surrogates import _Guess

RNG = np.random.default_rng(3)
SEEDS = range(30)
CELLS = 9
WEIGHTS, TWOS = RNG.standard_normal(CELLS), np.triu(RNG.standard_normal((CELLS, CELLS)), 1)
EVERY = np.array(list(product((0.0, 1.0), repeat=CELLS)))


def bent(present):
    """Return a score of (N, 9) ones and zeros in which superpixels matter alone, in twos and all together."""
    return np.tanh(present @ WEIGHTS + np.einsum("ni,ij,nj->n", present, TWOS, present) / 2)


def session():
    """Return a session of 3 x 3 blocks, each visible where its mean is one."""
    made = FakeSession(np.ones((6, 6)))
    read = means_of_blocks(made, 3, 3)
    made._score = lambda batch: bent(read(batch).reshape(-1, CELLS))
    return made


def maps(method, **options):
    """Return the blocks' values and the errors told, by seed: (seeds, 9) and (seeds,)."""
    found = [answer(session(), method, seed, baseline="black", **options) for seed in SEEDS]
    values = np.stack([estimate.values for estimate in found])
    cells = values[:, ::2, ::2] if values.shape[1] == 6 else values
    return cells.reshape(-1, CELLS), np.array([estimate.error for estimate in found])


# Designs


@pytest.mark.parametrize("columns", [5, 8])
def test_any_three_columns_of_a_folded_block_have_every_pattern_equally_often(columns):
    block = folded(np.random.default_rng(1), 16, columns)
    assert block.shape == (16, columns)
    for three in combinations(range(columns), 3):
        assert (np.unique(block[:, three], axis=0, return_counts=True)[1] == 2).all()
    np.testing.assert_array_equal(block[::2], 1 - block[1::2])


def test_every_row_of_a_folded_block_is_any_pattern_by_the_same_chance():
    rows = np.concatenate([folded(np.random.default_rng(seed), 7, 3) for seed in range(800)]).reshape(-1, 7, 3)
    for row in rows.transpose(1, 0, 2):
        counts = np.unique(row, axis=0, return_counts=True)[1]
        assert len(counts) == 8
        assert np.abs(counts - 100).max() < 50


def test_systematic_draws_come_as_often_as_expected_of_them():
    chances = np.array([0.45, 0.3, 0.25, 0.0])
    drawn = np.stack([systematic(np.random.default_rng(seed), chances, 10) for seed in range(200)])
    counts = np.stack([(drawn == place).sum(axis=1) for place in range(4)], axis=1)
    assert (np.abs(counts - 10 * chances) < 1).all()
    np.testing.assert_allclose(counts.mean(axis=0), 10 * chances, atol=0.15)
    assert np.abs(drawn[:, 0].mean() - drawn[:, -1].mean()) < 0.3  # in no order


def test_what_comes_more_often_because_it_is_far_counts_less_for_it():
    chance = (np.arange(200_000) + 0.5) / 200_000
    for a in (0.0, 0.3, 0.5, 0.9, 1.0):
        b, counts = far_from(np.full(chance.shape, a), chance)
        assert (np.diff(b) > 0).all() and b[0] >= 0 and b[-1] <= 1
        even = (np.arange(1000) + 0.5) / 1000
        for square in (lambda b, a=a: (b - a) ** 2, lambda b, a=a: (np.sin(5 * b) - np.sin(5 * a)) ** 2):
            assert (counts * square(b)).mean() == pytest.approx(square(even).mean(), rel=1e-4)
        assert np.abs(b - a).mean() > 1.3 * np.abs(even - a).mean()


# The same limit


def test_sobol_aims_at_the_same_indices_however_pairs_are_drawn():
    paper, balanced = (maps("sobol", draws=draws, grid=3, designs=48) for draws in ("paper", "balanced"))
    spread = [values.std(axis=0, ddof=1).mean() for values, _ in (paper, balanced)]
    assert spread[1] < 0.8 * spread[0]
    assert balanced[1].mean() == pytest.approx(spread[1], rel=0.4)
    off = np.abs(balanced[0].mean(axis=0) - paper[0].mean(axis=0)).mean()
    assert off < 3 * np.hypot(*spread) / np.sqrt(len(SEEDS))


def test_lime_aims_at_the_regression_on_all_coalitions_however_they_are_drawn(monkeypatch):
    cut_into(monkeypatch, 3, 3)
    nearness = np.exp(-((1 - np.sqrt(EVERY.mean(axis=1))) ** 2) / (2 * 0.25**2))
    design = np.column_stack([np.ones(len(EVERY)), EVERY]) * np.sqrt(nearness)[:, None]
    limit = np.linalg.lstsq(design, bent(EVERY) * np.sqrt(nearness), rcond=None)[0][1:]
    spread = {}
    for draws in ("paper", "balanced"):
        values, errors = maps("lime", draws=draws, samples=400, ridge=0)
        spread[draws] = values.std(axis=0, ddof=1).mean()
        assert np.abs(values.mean(axis=0) - limit).mean() < 3 * spread[draws] / np.sqrt(len(SEEDS))
        assert errors.mean() == pytest.approx(spread[draws], rel=0.3)
    assert spread["balanced"] < spread["paper"]


def test_kernel_shap_aims_at_the_shapley_values_however_they_are_drawn(monkeypatch):
    cut_into(monkeypatch, 3, 3)
    exact = answer(session(), "kernelshap", baseline="black", samples=600)
    assert exact.error == 0  # all coalitions
    spread = {}
    for draws in ("paper", "balanced"):
        values, errors = maps("kernelshap", draws=draws, samples=160)
        spread[draws] = values.std(axis=0, ddof=1).mean()
        off = np.abs(values.mean(axis=0) - exact.values[::2, ::2].ravel()).mean()
        assert off < 3 * spread[draws] / np.sqrt(len(SEEDS))
        assert errors.mean() == pytest.approx(spread[draws], rel=0.4)
        np.testing.assert_allclose(values.sum(axis=1), exact.values.sum() / 4, atol=1e-4)
    assert spread["balanced"] < 0.8 * spread["paper"]


def test_a_guess_knows_its_own_shapley_values():
    z = RNG.integers(0, 2, (12, 5)).astype(float)
    guess = _Guess(z, RNG.standard_normal(12))
    orders = list(permutations(range(5)))
    total = np.zeros(5)
    for order in orders:
        present = np.tril(np.ones((6, 6)))[:, :5][np.arange(6) - 1] * (np.arange(6) > 0)[:, None]
        arrived = np.zeros((6, 5))
        arrived[:, list(order)] = present
        total[list(order)] += np.diff(guess.at(arrived))
    np.testing.assert_allclose(guess.shapley_values(), total / len(orders), atol=1e-10)


def test_a_coalition_is_guessed_from_others_than_itself_and_its_opposite():
    half = RNG.integers(0, 2, (8, 5)).astype(float)
    z, y = np.stack([half, 1 - half], axis=1).reshape(-1, 5), RNG.standard_normal(16)
    others = np.delete(np.arange(16), [6, 7])
    np.testing.assert_allclose(_Guess(z, y).by_the_others[6:8], _Guess(z[others], y[others]).at(z[6:8]), atol=1e-9)


def test_hsic_is_told_more_exactly_by_balanced_masks():
    paper, balanced = (maps("hsic", draws=draws, grid=3, masks=160) for draws in ("paper", "balanced"))
    spread = [values.std(axis=0, ddof=1).mean() for values, _ in (paper, balanced)]
    assert spread[1] < 0.8 * spread[0]
    assert balanced[1].mean() == pytest.approx(spread[1], rel=0.3)
    many = answer(session(), "hsic", baseline="black", draws="paper", grid=3, masks=2000).values.ravel()
    assert np.abs(balanced[0].mean(axis=0) - many).max() < 3 * spread[0] * np.sqrt(160 / 2000) + 2 / 160 * many.max()
