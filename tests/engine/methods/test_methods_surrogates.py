"""LIME and KernelSHAP on functions whose shares are known, and the superpixels they weigh."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, cut_into, estimates, linear, means_of_blocks

from engine.methods.superpixels import superpixels

RNG = np.random.default_rng(0)


# LIME and KernelSHAP


def test_lime_finds_what_each_superpixel_gives_to_a_linear_model(monkeypatch):
    cut_into(monkeypatch, 4, 4)
    weights, x = RNG.standard_normal((16, 16)), RNG.random((16, 16))
    given = np.kron((weights * x).reshape(4, 4, 4, 4).sum(axis=(1, 3)), np.ones((4, 4)))
    exact = answer(FakeSession(x, **linear(weights)), "lime", ridge=0, baseline="black")
    np.testing.assert_allclose(exact.values, given, atol=1e-4)
    assert exact.error == pytest.approx(0, abs=1e-4)
    shrunk = answer(FakeSession(x, **linear(weights)), "lime", baseline="black")
    np.testing.assert_allclose(shrunk.values, given, rtol=0.01, atol=0.05)


def test_lime_weighs_by_nearness(monkeypatch):
    cut_into(monkeypatch, 1, 2)
    session = FakeSession(np.ones((4, 4)), lambda batch: batch[:, 0, 0, 0] * batch[:, 0, 3, 0])  # both or nothing
    near, far = (answer(session, "lime", ridge=0, width=width, baseline="black").values[0, 0] for width in (0.05, 1))
    assert near == pytest.approx(1, abs=1e-6)  # by each one's absence alone: both absent is too far to count
    assert far == pytest.approx(0.5, abs=0.15)  # all four coalitions nearly alike


def exact_shapley(value, players):
    """Return Shapley values by their definition: the mean contribution over all orders of arrival."""
    total = np.zeros(players)
    orders = list(permutations(range(players)))
    for order in orders:
        present = np.zeros(players)
        for player in order:
            before = value(present)
            present[player] = 1
            total[player] += value(present) - before
    return total / len(orders)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 2), (2, 3), (1, 7)])
def test_kernel_shap_is_exact_with_few_superpixels(rows, columns, monkeypatch):
    cut_into(monkeypatch, rows, columns)
    players = rows * columns
    M = RNG.standard_normal((players, players))
    value = lambda present: np.sin(present @ M @ present) + present[..., 0]  # noqa: E731
    session = FakeSession(np.ones((6, 42)))
    read = means_of_blocks(session, rows, columns)
    session._score = lambda batch: np.array([value(row) for row in read(batch).reshape(-1, players)])
    found = answer(session, "kernelshap", baseline="black")
    expected = np.kron(exact_shapley(value, players).reshape(rows, columns), np.ones((6 // rows, 42 // columns)))
    np.testing.assert_allclose(found.values, expected, atol=1e-5)
    assert found.error == 0
    assert session.evaluations == 2**players


def test_kernel_shap_drawn_at_random_adds_up_at_every_step_and_nears_the_exact_values(monkeypatch):
    cut_into(monkeypatch, 4, 4)
    weights, pairs = RNG.standard_normal((4, 4)), RNG.standard_normal((16, 16)) / 4
    session = FakeSession(np.ones((16, 16)))

    def score(batch):
        present = means_of_blocks(session, 4, 4)(batch)
        flat = present.reshape(-1, 16)
        return (present * weights).sum(axis=(1, 2)) + np.einsum("ni,ij,nj->n", flat, pairs, flat)

    session._score = score
    every = estimates(session, "kernelshap", baseline="black", samples=2000)
    change = score(session.x[None])[0]
    for estimate in every:
        assert estimate.values.sum() / 16 == pytest.approx(change, abs=1e-4)
    exact = weights + (pairs / 2 + pairs.T / 2).sum(axis=1).reshape(4, 4)  # a pair shares what it gives
    np.testing.assert_allclose(every[-1].values[::4, ::4], exact, atol=1e-4)  # pairs of opposites: exact for these


# Superpixels


def test_superpixels_keep_to_the_edges_of_colour_and_number_from_zero():
    pixels = np.zeros((60, 80, 3), np.uint8)
    pixels[:, 33:] = (250, 40, 40)
    pixels[25:, 33:] = (20, 200, 60)
    labels = superpixels(pixels, 30)
    assert labels.shape == (60, 80)
    assert 15 <= labels.max() + 1 <= 60
    assert sorted(np.unique(labels)) == list(range(labels.max() + 1))
    colours = [len(np.unique(pixels[labels == label], axis=0)) for label in range(labels.max() + 1)]
    assert np.mean(np.array(colours) == 1) > 0.9
    np.testing.assert_array_equal(labels, superpixels(pixels, 30))


@pytest.mark.parametrize("size", [(8, 8), (1, 1), (28, 40), (224, 224)])
def test_any_size_of_photograph_can_be_cut(size):
    labels = superpixels(RNG.integers(0, 256, (*size, 3), np.uint8), 50)
    assert labels.shape == size
    assert 1 <= labels.max() + 1 <= 120


def test_regions_are_found_once_for_a_photograph_and_cannot_be_written_over():
    pixels = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    found = superpixels(pixels, 9)
    assert superpixels(pixels.copy(), 9) is found
    assert not found.flags.writeable
    assert superpixels(255 - pixels, 9) is not found
