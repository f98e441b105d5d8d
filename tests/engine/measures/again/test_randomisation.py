"""Random weights: a copy is random from the top, the model itself is untouched; maps are judged by what is left."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from helpers import known_answers
from references import models

import resources
from engine.attribution.explain import explain
from engine.attribution.request import Request
from engine.attribution.session import Session
from engine.images.projection import Fit, Projection
from engine.images.read import read_image
from engine.measures import MEASURES, TrustRequest, Verdict, Why
from engine.measures.again.randomisation import map_similarity, mean_similarity, stages_of
from engine.measures.measuring import measure
from engine.measures.subject import Subject

TRIED = known_answers.draw(4, seed=5)


def subject_of(classifier, pixels, method="grad-cam", pixel_values="0..255"):
    session = Session(classifier, pixels, pixel_values)
    request = Request("image", Fit.STRETCH, classifier.info.sha256, pixel_values, method)
    answer = list(explain(session, request))[-1]
    return Subject(session, answer.values, answer.request)


def randomised(subject, **chosen):
    return list(measure(subject, TrustRequest(subject.request, ("randomisation",), **chosen)))


@pytest.fixture(scope="module")
def deep_classifier():
    from engine.models.classifier import Classifier
    from engine.network.keras_network import KerasNetwork

    return Classifier(KerasNetwork(known_answers.load("deep")), Path("deep.keras"), "")


@pytest.mark.slow
def test_grad_cam_passes_and_guided_backpropagation_fails(deep_classifier):
    def verdict(method):
        subjects = [subject_of(deep_classifier, pixels, method) for pixels in TRIED.pixels]
        return MEASURES["randomisation"].thresholds.verdict(np.mean([randomised(each)[-1].value for each in subjects]))

    assert verdict("grad-cam") is Verdict.GOOD
    assert verdict("guided-backprop") is Verdict.POOR


@pytest.mark.slow
def test_the_same_holds_for_the_bundled_model(default_classifier):
    image = read_image(resources.SAMPLES[1]).pixels
    pixels = Projection.make(image.shape[1::-1], (224, 224)).apply(image)
    convention = default_classifier.info.pixel_values
    found = {
        method: randomised(subject_of(default_classifier, pixels, method, pixel_values=convention))[-1]
        for method in ("grad-cam", "guided-backprop")
    }
    assert [one.verdict for one in found.values()] == [Verdict.GOOD, Verdict.POOR]
    assert found["grad-cam"].passes == 12


def test_the_users_model_is_left_as_it_is(known_classifiers):
    classifier = known_classifiers["object"]
    before = [weight.numpy().tobytes() for weight in classifier._network.model.weights]
    x = TRIED.pixels[0]
    session = Session(classifier, x, "0..255")
    logits, map_ = session.logits.tobytes(), subject_of(classifier, x, "guided-grad-cam").values.tobytes()
    randomised(subject_of(classifier, x, "guided-grad-cam"))
    assert [weight.numpy().tobytes() for weight in classifier._network.model.weights] == before
    assert Session(classifier, x, "0..255").logits.tobytes() == logits
    assert subject_of(classifier, x, "guided-grad-cam").values.tobytes() == map_


def test_equal_requests_give_equal_values_and_other_seeds_others(known_classifiers):
    def value(seed):
        return randomised(subject_of(known_classifiers["object"], TRIED.pixels[1]), seed=seed)[-1].value

    assert value(3) == value(3)
    assert value(3) != value(4)


def test_findings_come_after_each_map_and_grow(known_classifiers):
    found = randomised(subject_of(known_classifiers["object"], TRIED.pixels[0]))
    fractions = [one.fraction for one in found]
    assert fractions == sorted(fractions) and fractions[-1] == 1 and len(found) > 4
    last = found[-1]
    assert [curve.name for curve in last.curves] == ["rank", "ssim"]
    for curve in last.curves:
        assert [x for x, _ in curve.points] == pytest.approx([0, 0.25, 0.5, 0.75, 1])  # 4 layers have kernels
        assert curve.points[0] == (0, 1)
    ranks = [y for _, y in last.curves[0].points[1:]]
    assert last.value == pytest.approx(np.mean(ranks))
    assert dict(last.details)["last"] == ranks[-1]
    assert [picture.name for picture in last.pictures] == [f"stage-{number}" for number in range(5)]
    assert last.passes == 4


@pytest.mark.parametrize("method", ["occlusion", "smoothgrad", "lime", "eigen-cam", "score-cam"])
def test_methods_of_many_passes_take_few_stages_and_are_held_against_a_map_as_rough(reference_classifiers, method):
    subject = subject_of(reference_classifiers["flat"], models.pictures("flat")[0].astype(np.uint8), method)
    found = randomised(subject)[-1]
    assert found.why is None and np.isfinite(found.value)
    assert len(found.curves[0].points) <= 5
    assert found.passes <= 5 * 120


def test_a_map_that_is_the_same_whatever_the_weights_is_poor(known_classifiers, monkeypatch):
    subject = subject_of(known_classifiers["object"], TRIED.pixels[0])
    monkeypatch.setattr(subject, "map_of", lambda session: iter([np.asarray(subject.values)]))
    found = randomised(subject)[-1]
    assert (found.value, found.verdict) == (pytest.approx(1), Verdict.POOR)
    assert dict(found.details)["ssim"] == pytest.approx(1)


def test_maps_that_are_empty_or_no_numbers_are_unlike(known_classifiers, monkeypatch):
    subject = subject_of(known_classifiers["object"], TRIED.pixels[0])
    monkeypatch.setattr(subject, "map_of", lambda session: iter([np.zeros_like(subject.values)]))
    assert randomised(subject)[-1].value == 0


def test_without_room_for_a_copy_it_is_told(known_classifiers, monkeypatch):
    monkeypatch.setattr("engine.network.weights.shuffled.available_memory", lambda: 1000)
    found = randomised(subject_of(known_classifiers["object"], TRIED.pixels[0]))[-1]
    assert (found.value, found.why) == (None, Why.FAILED)


def test_the_convention_of_quantus_counts_the_untouched_model():
    assert mean_similarity([0.5, 0.1]) == pytest.approx(0.3)
    assert mean_similarity([0.5, 0.1], "quantus") == pytest.approx(1.6 / 3)


def test_stages_lie_evenly_from_the_top_layer_to_all():
    assert stages_of(50, 12) == [1, 5, 10, 14, 19, 23, 28, 32, 37, 41, 46, 50]
    assert stages_of(3, 12) == [1, 2, 3]
    assert stages_of(1, 12) == [1]


def test_maps_are_compared_by_their_sizes():
    map_ = np.random.default_rng(0).standard_normal((9, 9))
    assert map_similarity(map_, -map_) == (pytest.approx(1), pytest.approx(1))
    assert map_similarity(map_, np.full((9, 9), 3.0)) == (0, 0)
    assert map_similarity(map_, None) == (0, 0)
