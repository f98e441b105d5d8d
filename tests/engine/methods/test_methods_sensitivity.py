"""Sobol indices and HSIC on functions whose sensitivity is known."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, means_of_blocks

from engine.methods import sensitivity

RNG = np.random.default_rng(0)


# Sobol


@pytest.mark.parametrize("draws", ["paper", "balanced"])
def test_sobol_total_indices_of_a_product_are_known(draws):
    # Sobol's g-function: s = prod (|4 z - 2| + a) / (1 + a), z uniform
    a = np.array([0, 0.5, 3, 9, 99, 99, 99, 99, 99])
    session = FakeSession(np.ones((9, 9)))
    read = means_of_blocks(session, 3, 3)
    session._score = lambda batch: ((np.abs(4 * read(batch).reshape(-1, 9) - 2) + a) / (1 + a)).prod(axis=1)
    found = answer(session, "sobol", grid=3, designs=256, draws=draws)
    parts = 1 / (3 * (1 + a) ** 2)
    expected = parts * np.prod(1 + parts) / (1 + parts) / (np.prod(1 + parts) - 1)
    assert np.abs(found.values.ravel() - expected).max() < 0.12
    assert (np.argsort(-found.values.ravel())[:4] == range(4)).all()
    assert session.evaluations == 256 * 11


@pytest.mark.parametrize("draws", ["paper", "balanced"])
def test_sobol_indices_of_a_sum_are_shares_of_the_variance(draws):
    weights = np.array([[3.0, 0, 0], [0, 2, 0], [0, 0, -1]])
    session = FakeSession(np.ones((6, 6)))
    session._score = lambda batch: (means_of_blocks(session, 3, 3)(batch) * weights).sum(axis=(1, 2))
    found = answer(session, "sobol", grid=3, designs=256, draws=draws)
    np.testing.assert_allclose(found.values, weights**2 / 14, atol=0.06)
    assert (found.values[weights == 0] == 0).all()


def test_each_value_of_a_latin_hypercube_comes_from_an_interval_of_its_own():
    drawn = sensitivity._latin_hypercube(np.random.default_rng(0), 20, 5)
    np.testing.assert_array_equal(np.sort(np.floor(drawn * 20), axis=0), np.tile(np.arange(20)[:, None], 5))
    assert len({tuple(column) for column in np.argsort(drawn, axis=0).T}) == 5


# HSIC


def test_hsic_is_the_trace_of_the_centred_kernels():
    masks, scores = RNG.integers(0, 2, (40, 6)).astype(float), RNG.standard_normal(40)
    distance = np.abs(scores[:, None] - scores)
    L = np.exp(-(distance**2) / (2 * np.median(distance[np.triu_indices(40, 1)]) ** 2))
    H = np.eye(40) - 1 / 40
    expected = [np.trace((cell[:, None] == cell) @ H @ L @ H) / 40**2 for cell in masks.T]
    found = sensitivity._dependence(masks, scores, sensitivity._median_gap(scores)).mean(axis=0)
    np.testing.assert_allclose(found, expected, rtol=1e-9)


@pytest.mark.slow
def test_hsic_shows_the_cells_the_score_depends_on_and_no_others():
    session = FakeSession(np.ones((16, 16)))
    read = means_of_blocks(session, 4, 4)
    # One cell alone, and two whose product only tells: neither of these says anything in a linear model.
    session._score = lambda batch: (
        read(batch)[:, 0, 0] + (2 * read(batch)[:, 2, 2] - 1) * (2 * read(batch)[:, 3, 1] - 1)
    )
    found = answer(session, "hsic", grid=4, masks=1000).values
    assert found[0, 0] > 0.01
    others = np.delete(found.ravel(), [0, 10, 13])
    assert others.max() < 0.1 * found[0, 0]
