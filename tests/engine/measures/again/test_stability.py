"""Stability: pixels are changed as said, maps are moved back, and the same class is explained."""

from __future__ import annotations

import numpy as np
import pytest
from helpers import known_answers

from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images.projection import Fit, Projection
from engine.measures import TrustRequest, Why
from engine.measures.again.similarity import relative_change
from engine.measures.again.stability import as_jpeg, in_parts, noisy, shifted, shifted_change
from engine.measures.asking import OtherFit
from engine.measures.measuring import measure
from engine.measures.subject import Subject

PIXELS = known_answers.draw(1, seed=33).pixels[0]


def subject_of(classifier, method="grad-cam", pixels=PIXELS, other_fit=None):
    session = Session(classifier, pixels, "0..255")
    request = Request("image", Fit.STRETCH, classifier.info.sha256, "0..255", method)
    answer = list(explain(session, request))[-1]
    return Subject(session, answer.values, answer.request, other_fit=other_fit)


def found_of(subject, name, **chosen):
    return list(measure(subject, TrustRequest(subject.request, (name,), **chosen)))[-1]


def map_of(classifier, pixels, target, method="grad-cam"):
    request = Request("other", Fit.STRETCH, classifier.info.sha256, "0..255", method, target=target)
    return list(explain(Session(classifier, pixels, "0..255"), request))[-1].values


@pytest.mark.parametrize("method", ["grad-cam", "saliency"])
def test_sensitivity_is_the_largest_change_under_the_seeds_noise(known_classifiers, method):
    classifier = known_classifiers["object"]
    subject = subject_of(classifier, method)
    options = (("max-sensitivity.radius", 9), ("max-sensitivity.samples", 3))
    found = found_of(subject, "max-sensitivity", seed=4, options=options)
    rng = np.random.default_rng(4)
    varied = [noisy(PIXELS, 9, rng) for _ in range(3)]
    changes = [
        relative_change(subject.values, map_of(classifier, each, subject.target.index, method)) for each in varied
    ]
    assert found.value == pytest.approx(max(changes), rel=1e-3)
    assert dict(found.details)["mean"] == pytest.approx(np.mean(changes), rel=1e-3)
    assert found.passes == 3
    assert found.value == found_of(subject_of(classifier, method), "max-sensitivity", seed=4, options=options).value


def test_noise_stays_within_its_radius_and_the_levels():
    pixels = np.array([[[0, 128, 255]]], np.uint8).repeat(400, axis=0)
    changed = noisy(pixels, 5, np.random.default_rng(0)).astype(int)
    assert np.abs(changed - pixels).max() == 5
    assert changed.min() >= 0 and changed.max() <= 255
    assert set(np.unique(changed[:, 0, 1] - 128)) == set(range(-5, 6))


def test_a_map_that_moves_with_the_image_has_not_changed():
    image = np.random.default_rng(0).integers(0, 255, (6, 8, 3)).astype(np.uint8)
    map_ = image[..., 0].astype(float)
    for shift in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        moved = shifted(image, *shift)[..., 0].astype(float)
        assert shifted_change(map_, moved, *shift) == 0
        assert shifted_change(map_, map_, *shift) > 0
    assert (shifted(image, 1, 0)[0] == image[0]).all()  # the edge is repeated
    assert (shifted(image, 1, 0)[1:] == image[:-1]).all()


def test_evidence_that_leaves_with_the_edge_is_no_change_without_a_number():
    edge = np.zeros((4, 4))
    edge[:, -1] = 1
    assert shifted_change(edge, np.zeros((4, 4)), 0, 1) == 0  # nothing of it is where both have the image
    assert shifted_change(edge, np.ones((4, 4)), 0, 1) == 1
    assert shifted_change(np.ones((1, 1)), np.ones((1, 1)), 1, 0) == 0


def test_shifts_and_jpeg_leave_a_map_of_a_large_object_nearly_as_it_is(known_classifiers):
    subject = subject_of(known_classifiers["object"])
    shift, jpeg = found_of(subject, "shift-stability"), found_of(subject, "jpeg-stability")
    assert 0 < shift.value < 0.7 and 0 < jpeg.value < 0.7
    assert dict(shift.details)["mean"] <= shift.value
    assert (shift.passes, jpeg.passes) == (4, 1)


def test_a_jpeg_keeps_colours_and_channels():
    smooth = np.linspace(0, 200, 32 * 32).reshape(32, 32)
    colours = np.stack([smooth, 200 - smooth, np.full((32, 32), 90.0)], axis=2).astype(np.uint8)
    assert np.abs(as_jpeg(colours, 90).astype(int) - colours).mean() < 4
    seven = np.repeat(colours[..., :1], 7, axis=2)
    assert as_jpeg(seven, 90).shape == (32, 32, 7)
    assert not np.array_equal(as_jpeg(PIXELS, 90), PIXELS)


def test_maps_of_two_fits_are_compared_on_the_image():
    size, side = (64, 32), (32, 32)
    stretch, letterbox = (Projection.make(size, side, fit) for fit in (Fit.STRETCH, Fit.LETTERBOX))
    image = np.random.default_rng(2).random((32, 64))
    stretched = image.reshape(32, 32, 2).sum(axis=2)
    boxed = np.zeros((32, 32))
    boxed[8:24] = image.reshape(16, 2, 32, 2).sum(axis=(1, 3))
    seen = (0.0, 0.0, 1.0, 1.0)
    assert in_parts(stretched, stretch, seen).sum() == pytest.approx(image.sum())
    assert np.corrcoef(in_parts(stretched, stretch, seen).ravel(), in_parts(boxed, letterbox, seen).ravel())[0, 1] > 0.9


def test_the_same_pixels_under_another_fit_have_the_same_map(known_classifiers):
    projection = Projection.make((32, 32), (32, 32), Fit.STRETCH)
    subject = subject_of(known_classifiers["object"], other_fit=OtherFit(PIXELS, projection, projection))
    assert found_of(subject, "fit-stability").value == pytest.approx(0, abs=1e-4)
    elsewhere = OtherFit(np.ascontiguousarray(PIXELS[::-1]), projection, projection)
    assert found_of(subject_of(known_classifiers["object"], other_fit=elsewhere), "fit-stability").value > 0.5
    assert found_of(subject_of(known_classifiers["object"]), "fit-stability").why is Why.NO_OTHER_FIT


def test_methods_of_many_passes_are_compared_with_few_samples(known_classifiers):
    found = found_of(subject_of(known_classifiers["object"], "rise"), "max-sensitivity")
    assert dict(found.details)["samples"] == 3
    assert found.passes <= 4 * 120
    assert np.isfinite(found.value)


def test_the_estimate_that_others_are_held_against_is_made_once(known_classifiers):
    subject = subject_of(known_classifiers["object"], "rise")
    found = measure(subject, TrustRequest(subject.request, ("shift-stability", "jpeg-stability")))
    shift, jpeg = (one for one in found if one.fraction >= 1)
    assert shift.passes == 5 * jpeg.passes
    assert jpeg.value == found_of(subject_of(known_classifiers["object"], "rise"), "jpeg-stability").value


def test_an_empty_map_has_no_stability(known_classifiers):
    subject = subject_of(known_classifiers["object"])
    subject.values = np.zeros_like(subject.values)
    for name in ("max-sensitivity", "shift-stability", "jpeg-stability", "randomisation", "agreement"):
        assert found_of(subject, name).why is Why.NO_EVIDENCE
