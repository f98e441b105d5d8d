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
from engine.measures import TrustRequest, Verdict, Why
from engine.measures.again import randomisation
from engine.measures.again.randomisation import draws_of, map_similarity, mean_similarity, stages_of
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


@pytest.mark.parametrize("number", range(len(TRIED.pixels)))
def test_grad_cam_passes_and_guided_backpropagation_fails(deep_classifier, number):
    found = {
        method: randomised(subject_of(deep_classifier, TRIED.pixels[number], method))[-1]
        for method in ("grad-cam", "guided-backprop")
    }
    assert [one.verdict for one in found.values()] == [Verdict.GOOD, Verdict.POOR]
    assert [one.passes for one in found.values()] == [14, 28]  # two maps of each of seven stages


@pytest.mark.parametrize("method", ["grad-cam", "guided-backprop"])
def test_with_too_few_layers_there_are_curves_and_no_verdict(known_classifiers, method):
    found = randomised(subject_of(known_classifiers["shortcut"], TRIED.pixels[0], method))[-1]
    assert (found.value, found.verdict, found.why) == (None, Verdict.NONE, Why.FEW_LAYERS)
    assert dict(found.details)["rank"] == pytest.approx(np.mean([y for _, y in found.curves[0].points[1:]]))
    assert len(found.pictures) == 5


@pytest.mark.parametrize(("anew", "drawn"), [(1_000_000, 14), (1000, 2)])
def test_each_stage_is_drawn_by_itself_unless_there_is_much_to_shuffle(deep_classifier, monkeypatch, anew, drawn):
    monkeypatch.setattr(randomisation, "ANEW", anew)
    subject = subject_of(deep_classifier, TRIED.pixels[0])
    asked, plain = [], subject.session_with

    def noted(weights):
        asked.append((weights, weights.count))
        return plain(weights)

    monkeypatch.setattr(subject, "session_with", noted)
    randomised(subject)
    assert [count for _, count in asked] == [*range(1, 8)] * 2
    assert len({id(weights) for weights, _ in asked}) == drawn


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


def test_equal_requests_give_equal_values_and_other_seeds_others(deep_classifier):
    def value(seed):
        return randomised(subject_of(deep_classifier, TRIED.pixels[1]), seed=seed)[-1].value

    assert value(3) == value(3)
    assert value(3) != value(4)


def test_findings_come_after_each_map_and_grow(deep_classifier):
    found = randomised(subject_of(deep_classifier, TRIED.pixels[0]))
    fractions = [one.fraction for one in found]
    assert fractions == sorted(fractions) and fractions[-1] == 1 and len(found) > 14
    assert all(fraction < 1 for fraction in fractions[:-1])
    last = found[-1]
    assert [curve.name for curve in last.curves] == ["rank", "ssim"]
    for curve in last.curves:
        assert [x for x, _ in curve.points] == pytest.approx(np.arange(8) / 7)  # 7 layers have kernels
        assert curve.points[0] == (0, 1)
    ranks = [y for _, y in last.curves[0].points[1:]]
    assert last.value == pytest.approx(np.mean(ranks))
    details = dict(last.details)
    assert (details["rank"], details["last"]) == (pytest.approx(last.value), ranks[-1])
    assert (details["stages"], details["draws"]) == (7, 2)
    assert [picture.name for picture in last.pictures] == [f"stage-{number}" for number in range(8)]


def test_curves_and_pictures_are_of_all_draws(deep_classifier, monkeypatch):
    subject = subject_of(deep_classifier, TRIED.pixels[0])
    own = np.asarray(subject.values)
    numbers = iter(range(14))

    def maps(_session):
        yield 5 * own if next(numbers) < 7 else 3 * own.max() - own  # the same, then the reverse

    monkeypatch.setattr(subject, "map_of", maps)
    found = randomised(subject)[-1]
    assert found.value == pytest.approx(0, abs=1e-6)
    assert [y for _, y in found.curves[0].points] == pytest.approx([1, *[0] * 7], abs=1e-6)
    both = own / own.max() + (3 * own.max() - own) / (3 * own.max() - own).max()
    np.testing.assert_allclose(found.pictures[1].values, both, rtol=1e-5)


@pytest.mark.parametrize("method", ["occlusion", "smoothgrad", "lime", "eigen-cam", "score-cam"])
def test_methods_of_many_passes_take_few_stages_and_are_held_against_a_map_as_rough(reference_classifiers, method):
    subject = subject_of(reference_classifiers["flat"], models.pictures("flat")[0].astype(np.uint8), method)
    found = randomised(subject)[-1]
    assert found.why is Why.FEW_LAYERS and np.isfinite(dict(found.details)["rank"])
    assert len(found.curves[0].points) <= 5
    assert found.passes <= 5 * 120


def test_the_convention_of_quantus_is_a_single_cascade(deep_classifier, monkeypatch):
    subject = subject_of(deep_classifier, TRIED.pixels[0])
    asked, plain = [], subject.session_with
    monkeypatch.setattr(subject, "session_with", lambda weights: (asked.append(weights), plain(weights))[1])
    found = randomised(subject, options=(("randomisation.convention", 1.0),))[-1]
    assert len(asked) == 7 and len(set(map(id, asked))) == 1
    ranks = [y for _, y in found.curves[0].points]
    assert found.value == pytest.approx(np.mean(ranks))  # the untouched model's 1 among them


def test_a_map_that_is_the_same_whatever_the_weights_is_poor(deep_classifier, monkeypatch):
    subject = subject_of(deep_classifier, TRIED.pixels[0])
    monkeypatch.setattr(subject, "map_of", lambda session: iter([np.asarray(subject.values)]))
    found = randomised(subject)[-1]
    assert (found.value, found.verdict) == (pytest.approx(1), Verdict.POOR)
    assert dict(found.details)["ssim"] == pytest.approx(1)


def test_maps_that_are_empty_or_no_numbers_are_unlike(deep_classifier, monkeypatch):
    subject = subject_of(deep_classifier, TRIED.pixels[0])
    monkeypatch.setattr(subject, "map_of", lambda session: iter([np.zeros_like(subject.values)]))
    assert randomised(subject)[-1].value == 0


def test_without_room_for_a_copy_it_is_told(known_classifiers, monkeypatch):
    monkeypatch.setattr("engine.network.weights.shuffled.available_memory", lambda: 1000)
    found = randomised(subject_of(known_classifiers["object"], TRIED.pixels[0]))[-1]
    assert (found.value, found.why) == (None, Why.FAILED)


def test_the_convention_of_quantus_counts_the_untouched_model():
    assert mean_similarity([0.5, 0.1]) == pytest.approx(0.3)
    assert mean_similarity([0.5, 0.1], "quantus") == pytest.approx(1.6 / 3)


def test_there_are_as_many_maps_of_each_stage_as_sixteen_in_all_allow():
    assert [draws_of(stages) for stages in range(1, 13)] == [16, 8, 5, 4, 3, 2, 2, 2, 1, 1, 1, 1]


def test_stages_lie_evenly_from_the_top_layer_to_all():
    assert stages_of(50, 12) == [1, 5, 10, 14, 19, 23, 28, 32, 37, 41, 46, 50]
    assert stages_of(3, 12) == [1, 2, 3]
    assert stages_of(1, 12) == [1]


def test_maps_are_compared_by_their_sizes():
    map_ = np.random.default_rng(0).standard_normal((9, 9))
    assert map_similarity(map_, -map_) == (pytest.approx(1), pytest.approx(1))
    assert map_similarity(map_, np.full((9, 9), 3.0)) == (0, 0)
    assert map_similarity(map_, None) == (0, 0)
