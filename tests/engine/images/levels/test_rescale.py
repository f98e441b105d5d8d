"""Slope and intercept: whole numbers stay whole as far as 64 bits hold them."""

from __future__ import annotations

import numpy as np
import pytest

from engine.images.levels.rescale import rescaled


@pytest.mark.parametrize(
    ("stored", "slope", "intercept", "kind"),
    [
        (np.array([[0, 4095]], np.uint16), 8, 7, np.int16),  # up to 32,767
        (np.array([[0, 4095]], np.uint16), 8, 8, np.int32),
        (np.array([[0, 65535]], np.uint16), 1, -32768, np.int16),
        (np.array([[5, 2**40]], np.int64), 2**20, 0, np.int64),
        (np.array([[2**63, 2**64 - 1]], np.uint64), 1, -(2**63), np.float32),  # the ends are not exact
    ],
)
def test_the_smallest_type_that_holds_them_is_taken(stored, slope, intercept, kind):
    found = rescaled(stored, slope, intercept)
    exact = np.array([int(value) * slope + intercept for value in stored[0]], np.float64)
    assert found.dtype == kind
    assert np.allclose(found[0], exact, rtol=1e-6)


@pytest.mark.parametrize(
    ("stored", "slope", "intercept"),
    [
        (np.full((1, 2), 2**62, np.int64), 4, 0),
        (np.array([[1, 2]], np.int16), 1e30, 0),
        (np.array([[0, 2**64 - 1]], np.uint64), 2, 1),
        (np.array([[0, 0]], np.int16), 1e30, 5),
    ],
)
def test_beyond_64_bits_nothing_wraps_around(stored, slope, intercept):
    found = rescaled(stored, slope, intercept)
    assert found.dtype == np.float32
    assert np.allclose(found[0], [float(value) * slope + intercept for value in stored[0]], rtol=1e-6)
