"""`engine.measure` and `engine.check_region`: the same numbers as the engine's own, and refusals."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

import engine
from engine import Code, SaliscopeError
from engine.attribution.question import ask
from engine.images.projection import Fit
from engine.measures.measure import Aspect, Verdict, Why
from engine.measures.region import check_region

SOME = ["deletion", "entropy"]


@pytest.fixture
def model(reference_classifiers):
    return reference_classifiers["nested"]


@pytest.fixture
def read(tmp_path):
    """Read a made-up photograph of other proportions than the model's input."""

    def read_one(seed: int) -> engine.Image:
        pixels = cv2.resize(np.random.default_rng(seed).integers(0, 256, (6, 8, 3), np.uint8), (90, 60))
        path = tmp_path / f"{seed}.png"
        path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
        return engine.read_image(path)

    return read_one


def numbers(trust: engine.Trust) -> list[object]:
    return [(one.measure, one.value, one.details, one.curves) for one in trust.measured]


def test_an_attribution_is_measured_as_it_was_asked(model, read):
    image = read(0)
    attribution = engine.explain(model, image, target=3, fit="letterbox")
    options, told = {"deletion.baseline": "black"}, []
    trust = engine.measure(model, image, attribution, SOME, options=options, on_found=told.append)
    assert [one.measure for one in trust.measured] == SOME
    assert trust.request.map == attribution.request
    assert dict(trust.of("deletion").details)["whole"] == pytest.approx(attribution.probabilities[3], abs=1e-6)
    assert any(one.fraction < 1 for one in told)
    assert trust.verdict(Aspect.REMOVAL) is trust.of("deletion").verdict is not Verdict.NONE
    again = engine.measure(model, image, attribution, SOME, options=options)
    assert numbers(again) == numbers(trust)


def test_an_array_of_the_same_values_has_the_same_measures_but_cannot_be_computed_again(model, read):
    image = read(0)
    attribution = engine.explain(model, image, target=3)
    own = engine.measure(model, image, attribution, SOME, seed=2)
    array = attribution.values[None, ..., None].astype(np.float64)
    trust = engine.measure(model, image, array, SOME, seed=2, target=model.info.labels[3])
    assert numbers(trust) == numbers(own)
    assert (trust.request.elsewhere != "", own.request.elsewhere) == (True, "")
    everything = engine.measure(model, image, array, target=3)
    assert [one.measure for one in everything.measured] == list(engine.MEASURES)
    again = [row.id for row in engine.MEASURES.values() if row.needs]
    assert all(everything.of(name).why in {Why.MAP_FROM_ELSEWHERE, Why.NO_OTHER_FIT} for name in again)


def test_a_region_is_checked_as_the_engine_does(model, read):
    image, box = read(0), (0.1, 0.2, 0.5, 0.5)
    question = ask(model, image, "", fit=Fit.CROP, target=2)
    expected = check_region(question.session, question.session.target(question.request), box, 3)
    assert engine.check_region(model, image, box, target=2, fit="crop", seed=3) == expected


def test_a_map_of_another_photograph_and_what_is_not_known_are_refused(model, read):
    attribution = engine.explain(model, read(0))
    refused = {
        Code.MAP_OF_OTHER: (read(1), attribution, SOME, None),
        Code.MEASURE_UNKNOWN: (read(0), attribution, ["taste"], None),
        Code.OPTION_UNKNOWN: (read(0), attribution, SOME, {"deletion.taste": 1}),
        Code.OPTION_RANGE: (read(0), attribution, SOME, {"deletion.baseline": "pink"}),
        Code.MAP_SHAPE: (read(0), np.zeros((4, 4, 3)), SOME, None),
    }
    for code, (image, values, measures, options) in refused.items():
        with pytest.raises(SaliscopeError) as caught:
            engine.measure(model, image, values, measures, options=options)
        assert caught.value.code is code
