"""Gradient methods on functions whose slopes and moments are known."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, answer, estimates, linear

from engine.methods.path import _Panels

RNG = np.random.default_rng(0)
X = RNG.random((3, 4, 3))
WEIGHTS = RNG.standard_normal((3, 4, 3))
BASELINES = {"black": 0.0, "grey": 127 / 255, "white": 1.0, "zero": 0.0}
NOISY = ["smoothgrad", "squaregrad", "vargrad"]


def quadratic(curvature=1.0):
    """s = sum(w x + a x^2 / 2), whose slope w + a x is normal where x is."""
    return {
        "score": lambda batch: (WEIGHTS * batch + curvature / 2 * batch**2).sum(axis=(1, 2, 3)),
        "slope": lambda batch: WEIGHTS + curvature * batch,
    }


def cubic():
    """s = sum(w x + x^3)."""
    return {
        "score": lambda batch: (WEIGHTS * batch + batch**3).sum(axis=(1, 2, 3)),
        "slope": lambda batch: WEIGHTS + 3 * batch**2,
    }


def two_layers(units=30):
    """Return s = v . relu(W x - b) and its slope, bent in many places."""
    W, b, v = RNG.standard_normal((36, units)), RNG.standard_normal(units), RNG.standard_normal(units)
    sums = lambda batch: batch.reshape(len(batch), -1) @ W - b  # noqa: E731
    return {
        "score": lambda batch: np.maximum(sums(batch), 0) @ v,
        "slope": lambda batch: (((sums(batch) > 0) * v) @ W.T).reshape(batch.shape),
    }


# One gradient


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("saliency", np.abs(WEIGHTS).max(axis=-1)),
        ("gradient-x-input", (WEIGHTS * X).sum(axis=-1)),
        ("guided-backprop", np.abs(WEIGHTS).max(axis=-1)),
    ],
)
def test_a_map_of_one_gradient_on_a_linear_model(method, expected):
    np.testing.assert_allclose(answer(FakeSession(X, **linear(WEIGHTS)), method).values, expected, rtol=1e-5, atol=1e-6)


def test_guided_grad_cam_is_the_guided_gradient_times_the_enlarged_positive_map():
    session = FakeSession(np.ones((2, 4)), A=[[[1.0], [3]]], G=[[[0.5], [1.5]]], **linear(np.full((2, 4), -2.0)))
    np.testing.assert_allclose(answer(session, "guided-grad-cam").values, [[2, 3, 5, 6]] * 2)
    session = FakeSession(np.ones((2, 4)), A=[[[1.0], [3]]], G=[[[-0.5], [-1.5]]], **linear(np.ones((2, 4))))
    assert not answer(session, "guided-grad-cam").values.any()


# Integrated Gradients


@pytest.mark.parametrize("baseline", BASELINES)
def test_integrated_gradients_are_exact_and_complete_on_a_quadratic(baseline):
    start = BASELINES[baseline]
    found = answer(FakeSession(X, **quadratic()), "integrated-gradients", baseline=baseline, steps=4)
    expected = (WEIGHTS * (X - start) + (X**2 - start**2) / 2).sum(axis=-1)
    np.testing.assert_allclose(found.values, expected, atol=1e-5)
    assert found.gap < 1e-5


def test_integrated_gradients_from_a_blurred_photograph_credit_what_blur_takes_away():
    session = FakeSession(np.full((32, 32), 0.7), **linear(np.ones((32, 32))))
    np.testing.assert_allclose(answer(session, "integrated-gradients", baseline="blur").values, 0, atol=1e-5)


def test_integrated_gradients_share_a_product_of_two_inputs_alike():
    slope = lambda batch: batch[:, :, ::-1]  # noqa: E731 - s = x1 x2
    session = FakeSession([[0.5, 0.8]], lambda batch: batch[:, 0, 0, 0] * batch[:, 0, 1, 0], slope)
    found = answer(session, "integrated-gradients")
    np.testing.assert_allclose(found.values, [[0.2, 0.2]], rtol=1e-6)


def test_integrated_gradients_take_the_midpoints_evenly_from_the_first_chunk_on():
    session = FakeSession([[1.0]], lambda batch: batch[:, 0, 0, 0] ** 3, lambda batch: 3 * batch**2)
    firsts = estimates(session, "integrated-gradients", steps=64, rule="midpoint")
    assert [estimate.fraction for estimate in firsts] == [4 / 64, 8 / 64, 16 / 64, 32 / 64, 48 / 64, 1]
    assert abs(firsts[0].values[0, 0] - 1) < 0.05  # four points: exact to a twentieth
    points = (np.arange(64) + 0.5) / 64
    np.testing.assert_allclose(firsts[-1].values, np.mean(3 * points**2), rtol=1e-6)


def test_integrated_gradients_take_more_steps_until_they_are_complete():
    x, step = np.full((1, 1), 1.0), 0.9  # s rises by 1 within the last twentieth of the path
    score = lambda batch: np.clip(batch[:, 0, 0, 0] - step, 0, 0.05) * 20  # noqa: E731
    slope = lambda batch: 20.0 * ((batch > step) & (batch < step + 0.05))  # noqa: E731
    rough = answer(FakeSession(x, score, slope), "integrated-gradients", steps=4, completeness=0, rule="midpoint")
    session = FakeSession(x, score, slope)
    fine = answer(session, "integrated-gradients", steps=10, completeness=0.15, rule="midpoint")
    assert rough.gap == pytest.approx(1)
    assert fine.gap <= 0.15
    assert session.evaluations - 2 in (30, 90)
    points = (np.arange(session.evaluations - 2) + 0.5) / (session.evaluations - 2)
    np.testing.assert_allclose(fine.values, slope(points).mean(), rtol=1e-6)


def test_integrated_gradients_take_panels_in_halves_where_the_gradient_changes():
    # The score bends at 0.1 and 0.15 of the path alone: there the points belong.
    score = lambda batch: np.clip(batch[:, 0, 0, 0] - 0.1, 0, 0.05) * 20  # noqa: E731
    asked_at = []

    def slope(batch):
        asked_at.extend(batch[:, 0, 0, 0])
        return 20.0 * ((batch > 0.1) & (batch < 0.15))

    every = estimates(FakeSession([[1.0]], score, slope), "integrated-gradients", steps=40, completeness=0)
    assert len(asked_at) == len(set(asked_at)) == 40
    within = np.mean((np.array(asked_at) > 0.05) & (np.array(asked_at) < 0.2))
    assert within > 2 * 0.15  # twice as dense as even points
    rounds = [round(40 * estimate.fraction) for estimate in every]
    assert rounds == [4, 7, 11, 15, 20, 26, 34, 40]  # three panels, four at least, a third, what is left
    assert every[-1].values[0, 0] == pytest.approx(1, abs=0.07)


def test_integrated_gradients_in_panels_go_on_until_they_are_complete():
    score = lambda batch: np.clip(batch[:, 0, 0, 0] - 0.9, 0, 0.05) * 20  # noqa: E731
    slope = lambda batch: 20.0 * ((batch > 0.9) & (batch < 0.95))  # noqa: E731
    session = FakeSession([[1.0]], score, slope)
    assert answer(session, "integrated-gradients", steps=4, completeness=0).gap == pytest.approx(1)
    assert session.evaluations == 4
    session = FakeSession([[1.0]], score, slope)
    found = answer(session, "integrated-gradients", steps=4, completeness=0.1)
    assert found.gap <= 0.1
    assert 4 < session.evaluations <= 36
    assert found.values[0, 0] == pytest.approx(1, abs=0.1)


def test_integrated_gradients_end_before_all_steps_where_the_map_is_steady_and_complete():
    score, slope = (lambda batch: batch[:, 0, 0, 0] ** 2), (lambda batch: 2 * batch)  # trapezoids are exact for it
    session = FakeSession([[1.0]], score, slope)
    assert answer(session, "integrated-gradients", steps=400).values[0, 0] == pytest.approx(1)
    assert session.evaluations < 400
    session = FakeSession([[1.0]], score, slope)
    answer(session, "integrated-gradients", steps=60, completeness=0)
    assert session.evaluations == 60
    # The sum is right from the first points on by luck: the score's two halves rise and fall alike.
    lucky = FakeSession(
        [[1.0, 1.0]], lambda batch: 0 * batch[:, 0, 0, 0], lambda batch: 50 * (batch**40) * [[[1], [-1]]]
    )
    answer(lucky, "integrated-gradients", steps=30)
    assert lucky.evaluations == 30


def test_panels_add_up_to_the_same_in_whatever_order_places_come():
    rng = np.random.default_rng(3)
    t, maps, scores = np.sort(rng.random(9)), rng.standard_normal((9, 4, 5)).astype(np.float32), rng.random(9)
    slopes, order = maps.sum(axis=(1, 2)), rng.permutation(9)
    panels = _Panels((4, 5, 3))
    panels.add(*(array[order] for array in (t, maps, slopes, scores)))
    found, width = panels.estimate(1), np.diff(t)[:, None, None]
    np.testing.assert_allclose(found.values, np.trapezoid(maps, t, axis=0), atol=1e-6)
    error = np.sqrt(((width * np.diff(maps, axis=0)) ** 2 / 12).sum(axis=0)).mean()
    assert found.error == pytest.approx(error)
    change = scores[-1] - scores[0]
    assert found.gap == pytest.approx(abs(np.trapezoid(slopes, t) - change) / abs(change))
    assert type(found.gap) is float and type(found.error) is float  # Qt writes no others
    untold = np.abs(np.diff(scores) - width[:, 0, 0] * (slopes[1:] + slopes[:-1]) / 2) / 20
    off = np.maximum(width[:, 0, 0] * np.abs(np.diff(maps, axis=0)).mean(axis=(1, 2)) / 2, untold)
    np.testing.assert_allclose(panels.worst(3), ((t[1:] + t[:-1]) / 2)[np.argsort(-off)[:3]])


def test_the_error_of_panels_is_what_kinks_at_random_places_make():
    errors, told = [], []
    for kinks in np.random.default_rng(5).random((60, 40)):
        sizes = np.cos(100 * kinks)
        slope = lambda batch: ((batch > kinks) * sizes).sum(-1, keepdims=True)  # noqa: B023, E731
        score = lambda batch: (np.maximum(batch - kinks, 0) * sizes).sum((1, 2, 3))  # noqa: B023, E731
        found = answer(FakeSession([[1.0]], score, slope), "integrated-gradients", steps=20, completeness=0)
        errors.append(found.values[0, 0] - ((1 - kinks) * sizes).sum())
        told.append(found.error)
    assert np.sqrt(np.mean(np.square(told))) == pytest.approx(np.sqrt(np.mean(np.square(errors))), rel=0.5)


def test_gauss_and_legendre_are_exact_for_polynomials_of_twice_as_high_a_degree():
    session = FakeSession([[1.0]], lambda batch: batch[:, 0, 0, 0] ** 8, lambda batch: 8 * batch**7)
    found = answer(session, "integrated-gradients", steps=4, rule="gauss-legendre")
    assert found.values[0, 0] == pytest.approx(1, abs=1e-6)
    assert session.evaluations == 2 + 4


def test_integrated_gradients_are_complete_within_two_percent_on_a_bent_network():
    for _ in range(5):
        session = FakeSession(X, **two_layers())
        found = answer(session, "integrated-gradients")
        change = np.subtract(*session.scores(np.stack([X, 0 * X]), 0))
        assert abs(found.values.sum() - change) <= 0.02 * abs(change)
        assert found.gap <= 0.02


# Noise


@pytest.mark.parametrize("method", NOISY)
def test_noise_changes_nothing_on_a_linear_model(method):
    found = answer(FakeSession(X, **linear(WEIGHTS)), method, samples=20)
    largest = np.abs(WEIGHTS).max(axis=-1)
    expected = {"smoothgrad": largest, "squaregrad": largest**2, "vargrad": 0 * largest}[method]
    np.testing.assert_allclose(found.values, expected, rtol=1e-5)
    assert found.error == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("method", NOISY)
def test_noise_gives_the_moments_of_the_slope_on_a_quadratic(method):
    sigma, curvature = 0.2, 3.0  # the slope is normal: mean w + a x, deviation a sigma
    paper = {"draws": "paper"} if method == "smoothgrad" else {}
    found = answer(FakeSession(X[..., :1], **one_channel(curvature)), method, samples=500, sigma=sigma, **paper)
    mean, deviation = (WEIGHTS + curvature * X)[..., 0], curvature * sigma
    expected, error = {
        "smoothgrad": (np.abs(mean), deviation / np.sqrt(500)),
        "squaregrad": (mean**2 + deviation**2, np.sqrt((4 * mean**2 + 2 * deviation**2) * deviation**2 / 500).mean()),
        "vargrad": (np.full((3, 4), deviation**2), deviation**2 * np.sqrt(2 / 499)),
    }[method]
    assert found.error == pytest.approx(error, rel=0.1)
    assert np.abs(found.values - expected).mean() < 1.3 * error
    assert np.abs(found.values - expected).max() < 8 * error


def test_opposite_noises_leave_nothing_of_what_is_linear_in_them():
    found = answer(FakeSession(X[..., :1], **one_channel(3.0)), "smoothgrad", samples=4, sigma=0.2)
    np.testing.assert_allclose(found.values, np.abs(WEIGHTS + 3 * X)[..., 0], rtol=1e-5)
    assert found.error < 1e-6


def test_pairs_of_noises_expect_the_papers_map_and_know_their_error():
    # The slope w + x^2 is expected to be w + x^2 + sigma^2; the pair's mean is off by noise^2 - sigma^2.
    sigma, slope = 0.3, lambda batch: 1 + batch**2
    found = [answer(FakeSession(X, slope=slope), "smoothgrad", seed, samples=40, sigma=sigma) for seed in range(40)]
    expected = (1 + X**2 + sigma**2).max(axis=-1)
    values = np.stack([each.values for each in found])
    assert np.abs(values.mean(axis=0) - expected).max() < 4 * sigma**2 * np.sqrt(2 / (20 * 40)) + 0.02
    assert np.mean([each.error for each in found]) == pytest.approx(sigma**2 * np.sqrt(2 / 20), rel=0.1)
    alone = [answer(FakeSession(X, slope=slope), "smoothgrad", samples=40, sigma=sigma, draws="paper").error]
    assert found[0].error < alone[0] / 2


def test_an_odd_number_of_samples_is_one_more_where_they_are_pairs_and_batches_may_cut_them():
    found = [answer(FakeSession(X, **cubic(), batch=batch), "smoothgrad", samples=7) for batch in (16, 3, 1)]
    assert {each.drawn.done for each in found} == {8}
    for other in found[1:]:
        np.testing.assert_allclose(other.values, found[0].values, rtol=1e-6)
        assert other.error == pytest.approx(found[0].error)


def one_channel(curvature):
    return {"slope": lambda batch: WEIGHTS[..., :1] + curvature * batch}


def test_noise_is_a_share_of_each_channels_own_range():
    session = FakeSession(np.zeros((1, 1, 2)), slope=lambda batch: batch)  # the slope is the noise itself
    session.low, session.high = np.array([-1, 0], np.float32), np.array([1, 4], np.float32)
    found = answer(session, "vargrad", samples=500, sigma=0.1)
    assert found.values[0, 0] == pytest.approx(0.4**2, rel=0.2)


@pytest.mark.parametrize("method", [*NOISY, "integrated-gradients"])
def test_the_size_of_chunks_does_not_matter_but_the_seed_does(method):
    make = lambda batch: FakeSession(X, **cubic(), batch=batch)  # noqa: E731
    one, other = (answer(make(batch), method).values for batch in (4, 16))
    np.testing.assert_allclose(one, other, rtol=1e-6)
    if method in NOISY:
        assert np.abs(answer(make(16), method, seed=1).values - one).max() > 1e-4
        np.testing.assert_array_equal(answer(make(16), method).values, other)


def test_the_standard_error_falls_as_more_is_drawn():
    found = estimates(FakeSession(X, **cubic()), "smoothgrad", samples=500)
    early = next(estimate for estimate in found if estimate.drawn.done >= 28)
    assert found[-1].error == pytest.approx(early.error * np.sqrt(early.drawn.done / 500), rel=0.3)
