"""How evidence is spread: closed forms, what counts as evidence, and what a map of the middle looks like."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import FakeSession, linear
from helpers.measured import found_by, subject_on

from engine.measures import Verdict, Why
from engine.measures.spread import centre_blob

SIDE = 28


@pytest.fixture
def session():
    return FakeSession(np.zeros((SIDE, SIDE)), **linear(np.ones((SIDE, SIDE))))


def blob_at(down: float, across: float, sigma: float) -> np.ndarray:
    """Return a Gaussian whose peak and standard deviation are given in shares of the sides."""
    rows, columns = (np.exp(-((((np.arange(SIDE) + 0.5) / SIDE - at) / sigma) ** 2) / 2) for at in (down, across))
    return np.outer(rows, columns)


def test_only_what_is_hardly_more_than_the_blob_is_poor_and_an_object_in_the_middle_is_not(session):
    verdicts = {
        "the blob": found_by(subject_on(session, centre_blob((7, 7))), "centre").verdict,
        "narrow, in the middle": found_by(subject_on(session, blob_at(0.5, 0.5, 0.15)), "centre").verdict,
        "off the middle": found_by(subject_on(session, blob_at(0.3, 0.7, 0.2)), "centre").verdict,
    }
    assert verdicts == {
        "the blob": Verdict.POOR,
        "narrow, in the middle": Verdict.DOUBTFUL,
        "off the middle": Verdict.GOOD,
    }


def test_a_map_that_leaves_out_the_middle_is_not_explained_by_it(session):
    assert found_by(subject_on(session, 1 - centre_blob((7, 7))), "centre").value == 0


def test_entropy_and_concentration_in_closed_form(session):
    halves = subject_on(session, [[3.0, 3.0], [0.0, 0.0]])
    assert found_by(halves, "entropy").value == pytest.approx(np.log(2) / np.log(4))
    assert found_by(halves, "concentration").value == pytest.approx(0.5)
    one = subject_on(session, [[3.0, 0.0], [0.0, 0.0]])
    assert found_by(one, "entropy").value == 0
    assert found_by(one, "concentration").value == pytest.approx(0.75)


def test_evidence_against_the_class_counts_only_when_asked_for(session):
    subject = subject_on(session, [[1.0, -1.0], [0.0, 0.0]])
    assert found_by(subject, "entropy").value == 0
    assert found_by(subject, "entropy", evidence="both").value == pytest.approx(0.5)
    assert found_by(subject, "concentration").value == pytest.approx(0.75)
    assert found_by(subject, "concentration", evidence="both").value == pytest.approx(0.5)


@pytest.mark.parametrize("measure", ["centre", "concentration", "entropy"])
def test_a_map_of_evidence_against_alone_is_empty(session, measure):
    assert found_by(subject_on(session, -np.ones((2, 2))), measure).why is Why.NO_EVIDENCE
