"""Agreement: maps of four families on one grid, each family heard once, and where they agree."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from helpers import known_answers

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images.projection import Fit
from engine.measures import TrustRequest, Verdict, Why
from engine.measures.again.agreement import Family, agreed, correlations, family_of, in_cells
from engine.measures.measuring import measure
from engine.measures.subject import Subject
from engine.methods import METHODS

PIXELS = known_answers.draw(1, seed=21).pixels[0]


def subject_of(classifier, method="grad-cam", elsewhere=False):
    session = Session(classifier, PIXELS, "0..255")
    request = Request("image", Fit.STRETCH, classifier.info.sha256, "0..255", method)
    answer = list(explain(session, request))[-1]
    return Subject(session, answer.values, answer.request, elsewhere=elsewhere)


def found_of(subject, seed=0):
    return list(measure(subject, TrustRequest(subject.request, ("agreement",), seed=seed)))


def test_maps_of_what_the_model_looks_at_agree_and_the_picture_is_highest_there(known_classifiers):
    found = found_of(subject_of(known_classifiers["shortcut"]))
    last = found[-1]
    assert last.value > 0.25
    assert {name for name, _ in last.details} == {
        "cam-gradient", "cam-occlusion", "cam-surrogate",
        "gradient-occlusion", "gradient-surrogate", "occlusion-surrogate",
    }  # fmt: skip
    own = [value for name, value in last.details if name.startswith("cam-")]
    assert last.value == pytest.approx(np.mean(own))
    (picture,) = last.pictures
    assert picture.values.shape == (32, 32) and picture.values.dtype == np.float32
    assert picture.values.min() >= 0 and picture.values.max() <= 1
    assert picture.values[:8, :8].mean() > 1.3 * picture.values.mean()  # at the patch
    assert last.passes <= 200 and found[0].fraction < 1


def test_a_map_of_elsewhere_is_held_against_all_four_families(known_classifiers):
    last = found_of(subject_of(known_classifiers["shortcut"], elsewhere=True))[-1]
    own = [name for name, _ in last.details if name.startswith("map-")]
    assert own == [f"map-{family}" for family in Family]


def test_a_map_against_the_evidence_is_poor(known_classifiers):
    subject = subject_of(known_classifiers["shortcut"], elsewhere=True)
    subject.values = subject.values.max() - subject.values
    last = found_of(subject)[-1]
    assert last.value < 0 and last.verdict is Verdict.POOR


def test_families_that_the_model_could_not_compute_are_left_out(known_classifiers, monkeypatch):
    subject = subject_of(known_classifiers["shortcut"])
    monkeypatch.setattr(subject, "map_by", lambda method, seed, **options: iter([None, np.zeros((4, 4))]))
    last = found_of(subject)[-1]
    assert (last.value, last.why) == (None, Why.NO_OTHER_METHOD)


def test_a_family_that_memory_has_no_room_for_is_no_voice(known_classifiers, monkeypatch):
    subject = subject_of(known_classifiers["shortcut"])

    def no_room(*_):
        raise tf.errors.ResourceExhaustedError(None, None, "no room")

    monkeypatch.setattr(Session, "input_gradients", no_room)
    last = found_of(subject)[-1]
    assert {name for name, _ in last.details} == {"cam-occlusion", "cam-surrogate", "occlusion-surrogate"}


def test_what_other_methods_draw_is_drawn_from_the_request_s_seed(known_classifiers):
    first, again, other = (found_of(subject_of(known_classifiers["shortcut"]), seed)[-1] for seed in (1, 1, 2))
    assert first.details == again.details
    drawn = {name for name, value in first.details if value != dict(other.details)[name]}
    assert drawn == {name for name, _ in first.details if name != "cam-occlusion"}


def test_every_method_has_a_family():
    families = {name: family_of(method) for name, method in METHODS.items()}
    assert {name for name, family in families.items() if family is Family.SURROGATE} == {"lime", "kernelshap"}
    assert families["score-cam"] is families["guided-grad-cam"] is Family.CAM
    assert families["vargrad"] is families["guided-backprop"] is Family.GRADIENT
    assert families["rise"] is families["occlusion"] is Family.OCCLUSION


def test_cells_hold_the_sums_of_their_parts():
    values = np.arange(16.0 * 24).reshape(16, 24)
    assert in_cells(values) == pytest.approx(values.reshape(8, 2, 8, 3).sum(axis=(1, 3)))
    assert in_cells(np.ones((4, 4))) == pytest.approx(np.full((8, 8), 0.25))


def test_correlations_are_of_each_pair_and_their_mean_of_the_own():
    a = np.array([1.0, 2, 3])
    value, pairs = correlations({"cam": a, "gradient": -a, "occlusion": a}, "cam")
    assert dict(pairs) == pytest.approx({"cam-gradient": -1, "cam-occlusion": 1, "gradient-occlusion": -1})
    assert value == pytest.approx(0)


def test_where_maps_agree_is_the_mean_of_their_ranks():
    a, b = np.array([[1.0, 2, 3]]), np.array([[10.0, 30, 20]])
    assert agreed({"a": a, "b": b}) == pytest.approx(np.array([[0, 0.75, 0.75]]))
