"""Average drop and increase in confidence, in closed form on linear scores."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, linear
from helpers.measured import found_by, subject_on

from engine.measures import Why
from engine.measures.shown import drop, increase, scaled
from engine.network.description import Head

X = np.array([[0.4, 0.2], [0.1, 0.3]])
MAP = np.array([[3.0, 1.0], [-2.0, 0.0]])


@pytest.fixture
def session():
    return FakeSession(X, **linear(np.ones((2, 2))))  # Y = 1


def test_the_drop_is_what_the_scaled_evidence_leaves_out(session):
    subject = subject_on(session, MAP)
    found = found_by(subject, "average-drop")
    after = 0.4 * 1 + 0.2 / 3  # evidence against counts as none, black as zero
    assert found.value == pytest.approx(1 - after, abs=1e-6)
    assert dict(found.details) == pytest.approx({"before": 1, "after": after}, abs=1e-6)


def test_evidence_against_can_count_like_evidence_for(session):
    found = found_by(subject_on(session, MAP), "average-drop", evidence="both", baseline="zero")
    assert found.value == pytest.approx(1 - (0.4 + 0.2 / 3 + 0.1 * 2 / 3), abs=1e-6)


def test_the_confidence_rises_where_what_speaks_against_the_class_is_hidden():
    session = FakeSession(X, **linear(np.array([[2.0, 1.0], [-1.0, 0.0]])))  # Y = 0.9
    subject = subject_on(session, MAP > 0)
    assert found_by(subject, "confidence-increase").value == 1
    assert found_by(subject, "average-drop").value == 0
    assert found_by(subject_on(session, MAP < 0), "confidence-increase").value == 0


def test_the_second_of_both_costs_no_further_pass(session):
    subject = subject_on(session, MAP)
    assert found_by(subject, "average-drop").passes == 1
    assert found_by(subject, "confidence-increase").passes == 0
    assert found_by(subject, "confidence-increase", baseline="white").passes == 1


@pytest.mark.parametrize("measure", ["average-drop", "confidence-increase"])
def test_without_evidence_or_a_probability_there_is_no_value(session, measure):
    assert found_by(subject_on(session, np.ones((2, 2))), measure).why is Why.NO_EVIDENCE
    assert found_by(subject_on(session, -np.ones((2, 2))), measure).why is Why.NO_EVIDENCE
    regression = FakeSession(X, answers=Head.VALUE, **linear(np.ones((2, 2))))
    assert found_by(subject_on(regression, MAP), measure).why is Why.NO_ANSWER
    impossible = FakeSession(X, **linear(np.zeros((2, 2))))
    assert found_by(subject_on(impossible, MAP), measure).why is Why.NO_ANSWER


def test_the_formulas():
    assert drop(0.8, 0.2) == pytest.approx(0.75)
    assert drop(0.8, 0.9) == 0
    assert (increase(0.8, 0.9), increase(0.8, 0.8)) == (1, 0)
    assert scaled(np.array([[1.0, 2.0], [5.0, 3.0]])).tolist() == [[0, 0.25], [1, 0.5]]
