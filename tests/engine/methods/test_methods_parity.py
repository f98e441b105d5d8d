"""Ours against other people's libraries at feature resolution, each in the convention that the library follows."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.engines.fake_session import asked, cut_into
from references import draws, models

from engine.attribution.explain import explain
from engine.attribution.session import Session
from engine.methods import METHODS

NOISE = {"samples": draws.SAMPLES, "sigma": draws.SIGMA}
PAPER = NOISE | {"draws": "paper"}
PATH = {"steps": draws.STEPS, "completeness": 0, "rule": "trapezoid", "baseline": "zero"}
PIXELS = {  # the library's array, and how ours is asked for
    "xplique/gradient_input": ("gradient-x-input", {"channels": "mean"}),
    "xplique/integrated_gradients": ("integrated-gradients", PATH | {"channels": "mean"}),
    "xplique/smoothgrad": ("smoothgrad", PAPER | {"channels": "mean"}),
    "xplique/squaregrad": ("squaregrad", NOISE | {"channels": "mean"}),
    "xplique/vargrad": ("vargrad", NOISE | {"channels": "mean"}),
    "tf_keras_vis/smoothgrad": ("smoothgrad", PAPER | {"convention": "tf-keras-vis"}),
    "xplique/rise": (
        "rise",
        {
            "masks": draws.MASKS,
            "grid": draws.GRID,
            "visible": draws.VISIBLE,
            "divisor": "drawn",
            "baseline": "zero",
            "draws": "paper",
        },
    ),
}
BY_CHANNEL = {  # libraries that leave the channels apart, and our defaults, which take the largest
    "smoothgrad_channels": ("smoothgrad", PAPER),
    "squaregrad_channels": ("squaregrad", NOISE),
    "vargrad_channels": ("vargrad", NOISE),
    "guided_channels": ("guided-backprop", {}),
}
GRID = {"grid": draws.CELLS, "baseline": "zero", "convention": "xplique"}
CELLS = {
    "sobol": {"designs": draws.DESIGNS, "draws": "paper"},
    "hsic": {"masks": draws.DIMMED, "draws": "paper"},
}
SUPERPIXELS = {
    "xplique/lime": ("lime", {"width": draws.WIDTH, "ridge": draws.RIDGE}),
    "scikit_learn/kernelshap": ("kernelshap", {}),
}
LAYERS = {
    ("tf_keras_vis", "scorecam"): ("score-cam", {"convention": "tf-keras-vis"}),
    ("pytorch_grad_cam", "scorecam"): ("score-cam", {"convention": "pytorch-grad-cam"}),
    ("pytorch_grad_cam", "ablationcam"): ("ablation-cam", {"convention": "pytorch-grad-cam"}),
    ("tf_explain", "gradcam"): ("grad-cam", {"convention": "tf-explain", "evidence": "both"}),
}


@pytest.fixture(params=models.SPECS)
def reference(request, reference_classifiers):
    """One of the five models: its name, its stored arrays and a session for each of its pictures."""
    name, classifier = request.param, reference_classifiers[request.param]
    stored = models.load(name)
    spec = models.SPECS[name]
    pixels = np.rint(stored["inputs"] * (255 / spec.largest)).astype(np.uint8)
    return name, stored, [Session(classifier, picture, spec.pixel_values) for picture in pixels]


def ours(reference, method, options, layer=None):
    """Return our maps, (N, C, h, w)."""
    _, stored, sessions = reference
    options = {"enough": 0, **options} if METHODS[method].sampled else options

    def map_of(session, target):
        *_, last = explain(session, asked(method, draws.SEED, int(target), layer, **options))
        return last.values

    return np.stack([[map_of(session, target) for target in stored["classes"]] for session in sessions])


def by_library(stored, maker, key):
    """Return a library's array of the model itself, or of its flat twin."""
    return stored.get(f"{maker}/{key}", stored.get(f"{maker}_twin/{key}"))


def assert_equal_to_the_peak(found, expected):
    """Compare (N, C, ...) maps, each against its own largest value."""
    peaks = np.abs(expected).reshape(*expected.shape[:2], -1).max(-1)
    differences = np.abs(found - expected).reshape(*expected.shape[:2], -1).max(-1)
    assert (peaks > 0).all()
    assert (differences / peaks).max() < 1e-5


@pytest.mark.slow
@pytest.mark.parametrize("key", PIXELS)
def test_maps_of_pixels_equal_the_librarys_under_its_convention(reference, key):
    method, options = PIXELS[key]
    assert_equal_to_the_peak(ours(reference, method, options), reference[1][key])


@pytest.mark.slow
@pytest.mark.parametrize("key", BY_CHANNEL)
def test_our_defaults_are_the_largest_of_the_librarys_channels(reference, key):
    method, options = BY_CHANNEL[key]
    channels = by_library(reference[1], "xplique", key)
    assert_equal_to_the_peak(ours(reference, method, options), np.abs(channels).max(axis=-1))


def test_guided_gradients_keep_their_sign_in_the_mean_over_channels(reference):
    channels = by_library(reference[1], "xplique", "guided_channels")
    found = ours(reference, "guided-backprop", {"channels": "mean"})
    assert_equal_to_the_peak(found, channels.mean(axis=-1))
    assert found.min() < 0


def test_guided_grad_cam_is_the_librarys_guided_gradient_times_its_grad_cam(reference):
    name, stored, _ = reference
    guided = np.abs(by_library(stored, "xplique", "guided_channels")).max(axis=-1)
    coarse = by_library(stored, "tf_keras_vis", "gradcam")
    expected = guided * enlarged(coarse, guided.shape[-1])
    assert_equal_to_the_peak(ours(reference, "guided-grad-cam", {}, models.SPECS[name].tapped), expected)


def enlarged(maps, side):
    """Return (N, C, h, h) maps at (side, side) by linear weights between pixel centres, none of it from OpenCV."""
    count = maps.shape[-1]
    places = np.clip((np.arange(side) + 0.5) * count / side - 0.5, 0, count - 1)
    weights = np.maximum(1 - np.abs(places[:, None] - np.arange(count)), 0)
    return np.einsum("ih,nchw,jw->ncij", weights, maps, weights)


def test_occlusion_is_the_librarys_where_every_patch_fits(reference):
    _, stored, _ = reference
    side = stored["inputs"].shape[1]
    options = {"patch": draws.PATCH[side] / side, "stride": 0.5, "baseline": "zero"}
    assert_equal_to_the_peak(ours(reference, "occlusion", options | {"overlap": "sum"}), stored["xplique/occlusion"])
    covering = covered(side, draws.PATCH[side])
    assert_equal_to_the_peak(ours(reference, "occlusion", options), stored["xplique/occlusion"] / covering)


def covered(side, patch):
    """Return how many patches at steps of half of one cover each pixel, (side, side)."""
    starts = np.arange(0, side - patch + 1, patch // 2)
    line = ((np.arange(side) >= starts[:, None]) & (np.arange(side) < starts[:, None] + patch)).sum(axis=0)
    return np.outer(line, line)


@pytest.mark.parametrize(("maker", "key"), LAYERS)
def test_maps_of_a_layer_equal_the_librarys_under_its_convention(reference, maker, key):
    name, stored, _ = reference
    method, options = LAYERS[maker, key]
    found = ours(reference, method, options, models.SPECS[name].tapped)
    assert_equal_to_the_peak(found, by_library(stored, maker, key))


@pytest.mark.parametrize("method", CELLS)
def test_maps_of_cells_equal_the_librarys_estimator(reference, method):
    found = ours(reference, method, GRID | CELLS[method])
    assert_equal_to_the_peak(found, reference[1][f"xplique/{method}"])


@pytest.mark.parametrize("key", SUPERPIXELS)
def test_regressions_on_superpixels_equal_the_librarys(reference, monkeypatch, key):
    cut_into(monkeypatch, draws.BLOCKS, draws.BLOCKS)
    method, options = SUPERPIXELS[key]
    found = ours(reference, method, options | {"samples": draws.COALITIONS, "baseline": "zero", "draws": "paper"})
    assert_equal_to_the_peak(found, reference[1][key])
