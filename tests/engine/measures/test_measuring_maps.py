"""Measuring runs what is asked, judges it by the table, and says why a measure cannot be made."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from references import models

from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.errors import Code, SaliscopeError
from engine.images.projection import Fit
from engine.measures import MEASURES, Aspect, Thresholds, TrustRequest, Verdict, Why
from engine.measures.measuring import measure
from engine.measures.orders import ranked
from engine.measures.region import check_region, pixels_of, random_corners
from engine.measures.spread import centre_blob, entropy_of, explained_by_centre
from engine.measures.subject import Subject
from engine.measures.trust import Trust, worst


@pytest.fixture
def subject(reference_classifiers):
    classifier = reference_classifiers["flat"]
    pixels = models.pictures("flat")[0].astype(np.uint8)
    request = Request("photograph", Fit.STRETCH, "model", "0..255", "grad-cam", target=1)
    session = Session(classifier, pixels, "0..255")
    return Subject(session, np.eye(7, dtype=np.float32), request)


def asked_of(subject, *measures, **choices):
    return TrustRequest(subject.request, measures, **choices)


def test_every_measure_of_the_table_ends_complete(subject):
    found = [one for one in measure(subject, asked_of(subject, *MEASURES)) if one.fraction >= 1]
    assert [one.measure for one in found] == list(MEASURES)
    for one in found:
        assert (one.value is None) == (one.why is not None)
        assert MEASURES[one.measure].thresholds is None or one.why or one.verdict is not Verdict.NONE


def test_an_empty_map_is_no_evidence(subject):
    subject.values = np.zeros((7, 7), np.float32)
    found = [one for one in measure(subject, asked_of(subject, *MEASURES)) if one.fraction >= 1]
    assert {(one.measure, one.value, one.verdict) for one in found} == {(name, None, Verdict.NONE) for name in MEASURES}
    assert {one.why for one in found} <= {Why.NO_EVIDENCE, Why.NO_OTHER_FIT}


@pytest.mark.parametrize("fault", [MemoryError(), tf.errors.ResourceExhaustedError(None, None, "no room")])
def test_what_has_no_room_in_memory_is_told_and_the_others_go_on(subject, monkeypatch, fault):
    def fail(*_):
        raise fault

    monkeypatch.setattr(type(subject), "shares", fail)
    road, centre = (one for one in measure(subject, asked_of(subject, "road", "centre")) if one.fraction >= 1)
    assert (road.value, road.why) == (None, Why.FAILED)
    assert centre.value is not None


def test_what_nobody_foresaw_leaves_a_warning(subject, monkeypatch):
    def fail(*_):
        raise tf.errors.InvalidArgumentError(None, None, "odd shapes")

    monkeypatch.setattr(type(subject), "shares", fail)
    with pytest.warns(RuntimeWarning, match="road was not measured: InvalidArgumentError: odd shapes"):
        found = list(measure(subject, asked_of(subject, "road")))
    assert found[-1].why is Why.FAILED


def test_an_unknown_measure_and_an_unknown_option_are_refused(subject):
    with pytest.raises(SaliscopeError) as caught:
        list(measure(subject, asked_of(subject, "taste")))
    assert caught.value.code is Code.MEASURE_UNKNOWN
    with pytest.raises(SaliscopeError) as caught:
        list(measure(subject, asked_of(subject, "centre", options=(("centre.taste", 1),))))
    assert caught.value.code is Code.OPTION_UNKNOWN


def test_trust_is_complete_once_all_that_was_asked_for_is_there(subject):
    asked = asked_of(subject, "centre", "entropy")
    found = tuple(measure(subject, asked))
    assert not Trust(asked, found[:1]).complete
    trust = Trust(asked, found)
    assert trust.complete
    assert trust.verdict(Aspect.CENTRE) is found[0].verdict


def test_nothing_is_said_of_questions_that_were_not_asked(subject):
    asked = asked_of(subject, "confidence-increase", "centre")
    trust = Trust(asked, tuple(measure(subject, asked)))
    assert trust.asked == (Aspect.FAITHFULNESS, Aspect.CENTRE)
    assert trust.overall.open == (Aspect.FAITHFULNESS,)  # asked for, and told without a verdict


def test_a_region_is_hidden_and_others_of_its_size_are_too(subject):
    session, target = subject.session, subject.target
    found = check_region(session, target, (0.0, 0.0, 0.5, 0.5), seed=3)
    hidden = session.x.copy()
    hidden[:14, :14] = session.grey
    assert found.after == pytest.approx(session.shares(hidden[None], target)[0], rel=1e-4)
    assert found.before == pytest.approx(session.probabilities[1])
    assert len(found.elsewhere) == 20
    assert found == check_region(session, target, (0.0, 0.0, 0.5, 0.5), seed=3)


def test_thresholds_judge_in_both_directions():
    more, less = Thresholds(0.7, 0.3), Thresholds(0.3, 0.7)
    assert [more.verdict(value) for value in (0.7, 0.5, 0.3)] == [Verdict.GOOD, Verdict.DOUBTFUL, Verdict.POOR]
    assert [less.verdict(value) for value in (0.7, 0.5, 0.3)] == [Verdict.POOR, Verdict.DOUBTFUL, Verdict.GOOD]


def test_the_worst_verdict_decides():
    assert worst([Verdict.GOOD, Verdict.NONE, Verdict.DOUBTFUL]) is Verdict.DOUBTFUL
    assert worst([Verdict.NONE]) is Verdict.NONE


def test_a_centred_blob_is_all_centre_and_a_corner_is_not():
    blob = centre_blob((40, 60))
    corner = np.zeros((40, 60))
    corner[:8, :8] = 1
    assert explained_by_centre(3 * blob + 1) == pytest.approx(1)
    assert explained_by_centre(corner) < 0.05
    assert explained_by_centre(np.ones((4, 4))) is None


def test_entropy_is_one_for_even_evidence_and_zero_for_one_cell():
    assert entropy_of(np.full((5, 5), 2.0)) == pytest.approx(1)
    assert entropy_of(np.eye(1, 25).reshape(5, 5)) == pytest.approx(0)
    assert entropy_of(np.zeros((3, 3))) is None


def test_pixels_are_ranked_from_most_to_least_and_ties_by_chance():
    values = np.array([[0.0, 3, 0], [0, 2, 0]])
    order = ranked(values, seed=1)
    assert list(order[:2]) == [1, 4]
    assert sorted(order) == list(range(6))
    assert list(order) == list(ranked(values, seed=1)) != list(ranked(values, seed=4))


def test_a_region_is_whole_pixels_inside_the_input():
    assert pixels_of((0.5, 0.25, 0.25, 0.5), (8, 16)) == (2, 8, 4, 4)
    assert pixels_of((-0.5, 0.99, 0.01, 9), (8, 16)) == (7, 0, 1, 1)


def test_other_places_lie_elsewhere_where_there_is_room():
    corners = random_corners((0, 0, 4, 4), (32, 32), np.random.default_rng(0))
    assert len(corners) == 20
    assert all(max(4 - top, 0) * max(4 - left, 0) <= 8 for top, left in corners)
