"""How alike two maps are, against values on paper."""

from __future__ import annotations

import numpy as np
import pytest

from engine.measures.again.similarity import rank_correlation, ranks_of, relative_change, ssim, turned


def test_a_change_is_a_share_of_the_map_before():
    before = np.array([[3.0, 4.0]])
    assert relative_change(before, before) == 0
    assert relative_change(before, 0 * before) == 1
    assert relative_change(before, np.array([[3.0, 6.5]])) == pytest.approx(0.5)


def test_a_turn_does_not_depend_on_scale():
    map_ = np.array([[3.0, 4.0]])
    assert turned(map_, 7 * map_) == pytest.approx(0)
    assert turned(map_, -map_) == pytest.approx(2)
    assert turned(np.array([1.0, 0]), np.array([0, 5.0])) == pytest.approx(np.sqrt(2))
    assert turned(map_, 0 * map_) == pytest.approx(1)


def test_equal_values_share_the_mean_of_their_ranks():
    assert list(ranks_of(np.array([[5, 1], [5, 9]]))) == [1.5, 0, 1.5, 3]


def test_rank_correlation_is_one_for_the_same_order_and_zero_without_one():
    values = np.array([[1.0, 4.0, 2.0]])
    assert rank_correlation(values, values**3) == pytest.approx(1)
    assert rank_correlation(values, -values) == pytest.approx(-1)
    assert rank_correlation(values, np.array([[1.0, 2.0, 4.0]])) == pytest.approx(0.5)  # 1 - 6 * 2 / (3 * 8)
    assert rank_correlation(values, np.ones((1, 3))) == 0


def test_ssim_of_a_map_with_itself_is_one_and_of_flat_maps_their_levels():
    map_ = np.random.default_rng(0).random((9, 12))
    assert ssim(map_, map_, 1.0) == pytest.approx(1)
    a, b, c1 = 0.4, 0.6, 1e-4
    flat = ssim(np.full((7, 7), a), np.full((7, 7), b), 1.0)
    assert flat == pytest.approx((2 * a * b + c1) / (a * a + b * b + c1), rel=1e-6)


def test_ssim_of_one_window_is_the_formula():
    a, b = np.random.default_rng(1).random((2, 7, 7))
    c1, c2 = 1e-4, 9e-4
    covariance = np.cov(a.ravel(), b.ravel())
    expected = (2 * a.mean() * b.mean() + c1) * (2 * covariance[0, 1] + c2)
    expected /= (a.mean() ** 2 + b.mean() ** 2 + c1) * (covariance[0, 0] + covariance[1, 1] + c2)
    assert ssim(a, b, 1.0) == pytest.approx(expected)
