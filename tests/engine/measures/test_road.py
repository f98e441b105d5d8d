"""ROAD on linear scores, against the definition, and for maps that are right, wrong and empty."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, linear
from helpers.measured import all_found, found_by, subject_on

from engine.measures import Verdict, Why
from engine.measures.imputation import imputed
from engine.measures.road import difference, first_of, shares_removed
from engine.network.description import Head

DRAW = np.random.default_rng(7)
SIDE = 12
X = np.zeros((SIDE, SIDE))
X[3:6, 4:7] = 1  # a bright spot on black, which the score sees
SPOT = X / X.sum()


@pytest.fixture
def session():
    return FakeSession(X, **linear(SPOT))  # Y = 1


def test_of_a_linear_score_the_curves_are_those_of_the_filled_images(session):
    values = DRAW.random((SIDE, SIDE)).astype(np.float32)
    found = found_by(subject_on(session, values), "road", noise=0, steps=4)
    order = np.argsort(-values, axis=None)
    curves = {curve.name: dict(curve.points) for curve in found.curves}
    for name, each in (("morf", order), ("lerf", order[::-1])):
        for share in (0.125, 0.375, 0.625, 0.875):
            gone = np.zeros(SIDE * SIDE, bool)
            gone[each[: int(share * SIDE * SIDE)]] = True
            filled = imputed(X[..., None], gone.reshape(SIDE, SIDE))
            assert curves[name][share] == pytest.approx((filled[..., 0] * SPOT).sum(), abs=1e-5)
        assert curves[name][0] == pytest.approx(1)


def test_a_map_of_what_counts_is_good_and_its_reverse_the_worst(session):
    values = SPOT + DRAW.random((SIDE, SIDE)) * 1e-3  # no ties
    right, wrong = (found_by(subject_on(session, sign * values), "road", noise=0) for sign in (1, -1))
    assert right.verdict is Verdict.GOOD
    assert right.value > 0.7
    assert wrong.value == pytest.approx(-right.value, abs=1e-5)


def test_nothing_is_lost_of_an_even_image():
    even = FakeSession(np.full((SIDE, SIDE), 0.5), **linear(SPOT))
    assert found_by(subject_on(even, SPOT), "road", noise=0).value == pytest.approx(0, abs=1e-5)


def test_it_takes_two_passes_a_step_and_can_be_stopped_between_images(session):
    found = all_found(subject_on(session, SPOT), "road", steps=3)
    assert [one.passes for one in found] == [0, 0, 0, 6]


def test_equal_seeds_give_equal_noise_and_its_amount_is_that_asked_for(session):
    subject = subject_on(session, SPOT)
    first, again, other = (found_by(subject, "road", seed, noise=0.1).value for seed in (0, 0, 1))
    assert first == again != other
    still = found_by(subject, "road", noise=0).value
    assert 0 < abs(first - still) < 0.1


def test_without_evidence_or_a_probability_there_is_no_value(session):
    assert found_by(subject_on(session, np.ones((3, 3))), "road").why is Why.NO_EVIDENCE
    regression = FakeSession(X, answers=Head.VALUE, **linear(SPOT))
    assert found_by(subject_on(regression, SPOT), "road").why is Why.NO_ANSWER


def test_the_parts():
    assert shares_removed(5).tolist() == pytest.approx([0.1, 0.3, 0.5, 0.7, 0.9])
    assert first_of(np.array([2, 0, 3, 1]), 0.5, (2, 2)).tolist() == [[True, False], [True, False]]
    assert first_of(np.arange(4), 1, (2, 2)).sum() == 3
    assert difference(0.5, np.array([0.1, 0.0]), np.array([0.4, 0.3])) == pytest.approx(0.3 / 0.5)
    assert difference(0.2, np.array([0.1, 0.0]), np.array([0.5, 0.3])) == pytest.approx(0.35 / 0.5)
