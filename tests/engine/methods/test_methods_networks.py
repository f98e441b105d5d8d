"""All methods on real networks: the libraries' maps, finite differences, completeness, and the same answer twice."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from helpers.engines.fake_session import asked, cut_into
from references import models

from engine.attribution.explain import explain
from engine.attribution.request import Target
from engine.attribution.session import Session
from engine.methods import METHODS
from engine.models.classifier import open_classifier

CAMS = {
    "grad-cam": "gradcam",
    "grad-cam++": "gradcampp",
    "hirescam": "hirescam",
    "xgrad-cam": "xgradcam",
    "layercam": "layercam",
    "eigen-cam": "eigencam",
}
BRIEF = {
    "score-cam": {},
    "integrated-gradients": {"steps": 10, "completeness": 0},
    "occlusion": {"patch": 0.25},
    "rise": {"masks": 50},
    "sobol": {"designs": 2, "grid": 3},
    "hsic": {"masks": 50, "grid": 3},
    "lime": {"samples": 50},
    "kernelshap": {"samples": 50},
    "smoothgrad": {"samples": 5},
    "squaregrad": {"samples": 5},
    "vargrad": {"samples": 5},
}


@pytest.fixture(params=models.SPECS)
def reference(request, reference_classifiers):
    """One of the five models: its tapped layer, its stored arrays and a session for each of its pictures."""
    spec, stored, classifier = models.SPECS[request.param], models.load(request.param), None
    classifier = reference_classifiers[request.param]
    pixels = np.rint(stored["inputs"] * (255 / spec.largest)).astype(np.uint8)
    return spec.tapped, stored, [Session(classifier, picture, spec.pixel_values) for picture in pixels]


def explained(session, method, target=None, layer=None, **options):
    *_, last = explain(session, asked(method, target=target, layer=layer, **options))
    assert last.fraction == 1
    return last


def relative(found, expected):
    return np.abs(found - expected).max() / np.abs(expected).max()


@pytest.mark.slow
@pytest.mark.parametrize("method", CAMS)
def test_maps_of_real_networks_equal_a_float64_computation(reference, method):
    tapped, stored, sessions = reference
    for picture, session in enumerate(sessions):
        for turn, target in enumerate(stored["classes"]):
            found = explained(session, method, int(target), tapped).values
            expected = stored[f"tf64/{CAMS[method]}"][picture]
            assert relative(found, expected if method == "eigen-cam" else expected[turn]) < 1e-5


def test_gradients_are_what_finite_differences_say(reference):
    tapped, stored, sessions = reference
    target = Target(int(stored["classes"][0]))
    for session in sessions:
        A, G = session.activation_gradient(tapped, target)
        check_slope(lambda batch: session.scores_with_activation(tapped, batch, target), A, G, np.abs(A).max())  # noqa: B023
        (g,), (s,) = session.input_gradients(session.x[None], target)
        check_slope(lambda batch: session.scores(batch, target), session.x, g, (session.high - session.low).max())  # noqa: B023
        assert relative(g, session.input_gradient(target)) < 1e-6
        assert s == pytest.approx(session.logits[target.index], rel=1e-5)


def check_slope(score, x, slope, largest):
    """Go where the score rises fastest, so that rounding is small beside the rise."""
    step = 1e-4 * largest * np.sign(slope) * (x != 0)  # at 0 a maximum over several may be bent
    above, below = score(np.stack([x + step, x - step]).astype(np.float32)).astype(float)
    assert above - below == pytest.approx(2 * (slope * step).sum(), rel=0.02)


@pytest.mark.slow
def test_integrated_gradients_add_up_within_two_percent(reference):
    _, stored, sessions = reference
    for session in sessions:
        for target in map(int, stored["classes"]):
            for baseline in ("black", "grey", "white"):
                found = explained(session, "integrated-gradients", target, baseline=baseline, steps=100)
                level = {"black": session.low, "grey": session.grey, "white": session.high}[baseline]
                start = np.broadcast_to(level, session.x.shape)
                change = np.subtract(*session.scores(np.stack([session.x, start]), Target(target)).astype(float))
                assert found.values.sum(dtype=float) == pytest.approx(change, rel=0.02)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_answers_and_answers_the_same_again(reference_classifiers, monkeypatch, method):
    cut_into(monkeypatch, 4, 4)
    classifier = reference_classifiers["nested"]
    pixels = np.random.default_rng(0).integers(0, 256, (16, 16, 3), np.uint8)
    one, other = (
        explained(Session(classifier, pixels, classifier.info.pixel_values), method, **BRIEF.get(method, {}))
        for _ in range(2)
    )
    assert one.values.tobytes() == other.values.tobytes()
    assert one.values.any()
    assert (one.values.min() < 0) == METHODS[method].signed
    assert one.values.dtype == np.float32


@pytest.mark.parametrize("method", METHODS)
def test_only_a_method_blind_to_the_class_gives_every_class_the_same_map(reference_classifiers, monkeypatch, method):
    cut_into(monkeypatch, 4, 4)
    classifier = reference_classifiers["flatten_head"]
    pixels = np.random.default_rng(1).integers(0, 256, (16, 16, 3), np.uint8)
    session = Session(classifier, pixels, classifier.info.pixel_values)
    one, other = (explained(session, method, target, **BRIEF.get(method, {})).values for target in (0, 1))
    assert np.array_equal(one, other) == METHODS[method].class_blind


@pytest.fixture(scope="module")
def grey_oblong(tmp_path_factory):
    """A model of grey photographs, 9 high and 14 wide."""
    keras.utils.set_random_seed(3)
    conv = keras.layers.Conv2D(4, 3, activation="relu")
    scores = keras.layers.Dense(1, activation="sigmoid")
    model = keras.Sequential([keras.Input((9, 14, 1)), conv, keras.layers.GlobalAveragePooling2D(), scores])
    model.save(path := tmp_path_factory.mktemp("grey") / "grey.keras")
    return open_classifier(path)


@pytest.mark.slow
@pytest.mark.parametrize("baseline", ["black", "grey", "white", "blur", "zero"])
def test_any_baseline_serves_a_grey_oblong_photograph(grey_oblong, monkeypatch, baseline):
    cut_into(monkeypatch, 3, 4)
    pixels = np.random.default_rng(0).integers(0, 256, (9, 14, 3), np.uint8)
    session = Session(grey_oblong, pixels, grey_oblong.info.pixel_values)
    for method in METHODS.values():
        if any(option.name == "baseline" for option in method.options):
            found = explained(session, method.id, 0, **BRIEF.get(method.id, {}), baseline=baseline).values
            assert np.isfinite(found).all()
            assert found.shape in {(9, 14), (7, 12), (3, 3)}
