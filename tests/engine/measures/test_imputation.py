"""What is filled in solves the equations of noisy linear imputation, at any size."""

from __future__ import annotations

import numpy as np
import pytest

from engine.measures import imputation
from engine.measures.imputation import dissected, imputed, laplacian

DRAW = np.random.default_rng(5)
WEIGHTS = np.array([[1, 2, 1], [2, 0, 2], [1, 2, 1]]) / 12


def by_definition(x: np.ndarray, removed: np.ndarray) -> np.ndarray:
    """Solve: each removed pixel is the weighted mean of its neighbours inside the image, densely and pixel by pixel."""
    height, width = removed.shape
    number = {at: n for n, at in enumerate(zip(*np.nonzero(removed), strict=True))}
    system, known = np.zeros((len(number),) * 2), np.zeros((len(number), x.shape[2]))
    for (row, column), n in number.items():
        for down in (-1, 0, 1):
            for across in (-1, 0, 1):
                at, weight = (row + down, column + across), WEIGHTS[down + 1, across + 1]
                if not (0 <= at[0] < height and 0 <= at[1] < width):
                    continue
                system[n, n] += weight
                if at in number:
                    system[n, number[at]] -= weight
                else:
                    known[n] += weight * x[at]
    found = x.astype(np.float64)
    found[removed] = np.linalg.solve(system, known)
    return found


@pytest.mark.parametrize("size", [(3, 3), (8, 13), (17, 6)])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_what_is_filled_in_solves_the_equations(size, share):
    x = DRAW.random((*size, 3)).astype(np.float32)
    removed = DRAW.random(size) < share
    removed[0, 0] = False
    assert np.abs(imputed(x, removed) - by_definition(x, removed)).max() < 1e-6


def test_a_lone_pixel_becomes_the_mean_of_its_neighbours_and_the_rest_stays():
    x = DRAW.random((5, 5, 1)).astype(np.float32)
    removed = np.zeros((5, 5), bool)
    removed[2, 2] = True
    found = imputed(x, removed)
    assert found[2, 2, 0] == pytest.approx((x[1:4, 1:4, 0] * WEIGHTS).sum(), abs=1e-6)
    assert np.array_equal(found[~removed], x[~removed])
    assert np.array_equal(imputed(x, np.zeros((5, 5), bool)), x)


def test_an_even_image_stays_even():
    removed = DRAW.random((20, 20)) < 0.8
    assert np.abs(imputed(np.full((20, 20, 3), 0.3, np.float32), removed) - 0.3).max() < 1e-6


def test_each_pixel_comes_once_and_weights_are_those_of_its_neighbours():
    assert sorted(dissected(np.arange(11 * 6).reshape(11, 6))) == list(range(66))
    equations, order = laplacian((4, 5))
    at = order.tolist().index(1 * 5 + 2)
    row = {int(order[n]): equations[at, n] for n in range(20)}
    assert row[1 * 5 + 2] == pytest.approx(1)
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            if down or across:
                assert row[5 * (1 + down) + 2 + across] == pytest.approx(-WEIGHTS[down + 1, across + 1])
    assert sum(row.values()) == pytest.approx(0)
    assert sum(value != 0 for value in row.values()) == 9


def test_a_large_image_is_filled_in_nearly_alike_by_blocks(monkeypatch):
    slope = np.add.outer(np.linspace(0, 0.5, 30), np.linspace(0, 0.5, 42)).astype(np.float32)
    x = np.stack([slope, 1 - slope, slope**2], axis=-1)
    removed = np.zeros((30, 42), bool)
    removed[8:20, 10:30] = True
    exact = imputed(x, removed)
    monkeypatch.setattr(imputation, "SIDE", 21)
    found = imputed(x, removed)
    assert np.array_equal(found[~removed], x[~removed])
    assert np.abs(found - exact).max() < 0.02
