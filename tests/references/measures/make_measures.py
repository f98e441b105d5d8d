"""Make measures.npz beside this file: values of Xplique's and Quantus's measures of given maps.

They run in an environment of their own (Python 3.11), from the root of the repository:

    python3.11 -m venv .venv-measures
    .venv-measures/bin/pip install -r tests/references/measures/requirements.txt
    cd tests && CUDA_VISIBLE_DEVICES= ../.venv-measures/bin/python -m references.measures.make_measures

The libraries' own code computes every value; their draws are replaced by those of `given.py`.
"""

from __future__ import annotations

import json
import warnings
from importlib.metadata import version
from typing import Any
from unittest import mock

import keras
import numpy as np
import quantus
import tensorflow as tf
from quantus.functions.perturb_func import noisy_linear_imputation
from quantus.functions.similarity_func import correlation_pearson, correlation_spearman, ssim
from xplique import metrics
from xplique.metrics.complexity import Complexity, Sparseness
from xplique.metrics.randomization import batched_spearman

from .. import models
from . import given

LIBRARIES = ("tensorflow", "keras", "xplique", "quantus", "scikit-image", "scipy", "numpy")
Values = dict[str, Any]


def by_xplique(name: str) -> Values:
    """Return what Xplique's metrics of given maps are: of the probability, 0 standing for nothing."""
    x, maps = models.pictures(name), given.maps(name)
    asked = {"model": models.build(name)[0], "inputs": x, "batch_size": None}
    targets = tf.one_hot([given.TARGET] * len(x), models.N_CLASSES)
    found: Values = {}
    for mode in ("deletion", "insertion"):
        metric = metrics.Deletion if mode == "deletion" else metrics.Insertion
        areas = [_single(metric, asked, targets, n, steps=given.STEPS).evaluate(maps[n : n + 1]) for n in range(len(x))]
        found[mode] = areas
    found["mu_fidelity"] = [_mu_fidelity(asked, targets, n, maps) for n in range(len(x))]
    for key, metric in (
        ("average_drop", metrics.AverageDropMetric),
        ("average_increase", metrics.AverageIncreaseMetric),
    ):
        found[key] = metric(targets=targets, **asked).detailed_evaluate(x, targets, maps)
    found["average_stability"] = [_stability(asked, targets, n, given.neighbours(name), maps) for n in range(len(x))]
    return found


def _single(metric: Any, asked: Values, targets: Any, number: int, **options: Any) -> Any:
    """Return a metric of one picture: the libraries give the mean over all that they are given."""
    one = asked | {"inputs": asked["inputs"][number : number + 1]}
    return metric(targets=targets[number : number + 1], **one, **options)


def _mu_fidelity(asked: Values, targets: Any, number: int, maps: np.ndarray) -> float:
    options = {"grid_size": given.GRID, "subset_percent": given.HIDDEN_BY_CHANCE, "nb_samples": given.RUNS}
    with mock.patch.object(tf.random, "uniform", return_value=tf.constant(given.chances())):
        return _single(metrics.MuFidelity, asked, targets, number, **options).evaluate(maps[number : number + 1])


def _stability(asked: Values, targets: Any, number: int, near: np.ndarray, maps: np.ndarray) -> float:
    """Return the mean L2 distance from a map to its neighbours, which stand in for those of noisy pictures."""
    metric = _single(metrics.AverageStability, asked, targets, number, nb_samples=given.NEIGHBOURS)
    return metric.evaluate(lambda *_: near[:, number], maps[number : number + 1])


def of_maps_by_xplique(name: str) -> Values:
    """Return what needs maps alone."""
    maps, near = given.maps(name), given.neighbours(name)[-1]
    flat = [values.reshape(len(values), -1) for values in (maps, near)]
    return {
        "entropy": Complexity().detailed_evaluate(maps),
        "gini": Sparseness().detailed_evaluate(maps),
        "spearman": batched_spearman(*map(tf.constant, flat)),
    }


def by_quantus(name: str) -> Values:
    """Return what Quantus's metrics of given maps are.

    Its features are single numbers of an input. So that they are pixels, or cells, it is given masks as pictures, and a
    model that lays each mask over the picture.
    """
    maps, found = given.maps(name), {"pixel_flipping": [], "faithfulness_correlation": []}
    side = maps.shape[-1]
    plain = {"normalise": False, "abs": False, "disable_warnings": True, "perturb_baseline": 0.0}
    for n in range(len(maps)):
        flipping = quantus.PixelFlipping(features_in_step=side * side // given.STEPS, **plain)
        found["pixel_flipping"] += _asked(flipping, _masked(name, n, side), maps[n])
        found["faithfulness_correlation"] += _faithfulness(name, n, maps[n], plain)
    found["max_sensitivity"] = _sensitivity(quantus.MaxSensitivity, name)
    found["avg_sensitivity"] = _sensitivity(quantus.AvgSensitivity, name)
    return found


def _faithfulness(name: str, number: int, values: np.ndarray, plain: Values) -> list[float]:
    """Return Quantus's FaithfulnessCorrelation of cells: of the sums of the map over them."""
    cell = values.shape[0] // given.GRID
    sums = values.reshape(given.GRID, cell, given.GRID, cell).sum(axis=(1, 3))
    metric = quantus.FaithfulnessCorrelation(
        nr_runs=given.RUNS, subset_size=given.HIDDEN_CELLS, return_aggregate=False, **plain
    )
    np.random.seed(given.SEED)
    return _asked(metric, _masked(name, number, given.GRID), sums)


def _asked(metric: Any, model: Any, values: np.ndarray) -> list[Any]:
    """Return a metric's answer about an all-visible mask."""
    mask, target = np.ones((1, *values.shape, 1), np.float32), np.array([given.TARGET])
    return metric(
        model=model, x_batch=mask, y_batch=target, a_batch=values[None, None], channel_first=False, softmax=True
    )


def _masked(name: str, number: int, side: int) -> Any:
    """Return a model of (side, side, 1) masks: each pixel, or block of pixels, is visible where the mask is 1."""
    x = models.pictures(name)[number]
    mask = keras.Input((side, side, 1))
    shown = keras.layers.UpSampling2D(len(x) // side)(mask) * x[None]
    return keras.Model(mask, keras.layers.Activation("softmax")(models.build(name, logits=True)[0](shown)))


def _sensitivity(metric: Any, name: str) -> np.ndarray:
    """Return a sensitivity of given maps: each call for another explanation gets the next of their neighbours."""
    x, near = models.pictures(name), iter(given.neighbours(name)[..., None])
    made = metric(
        nr_samples=given.NEIGHBOURS, normalise=False, abs=False, disable_warnings=True, return_aggregate=False
    )
    return made(
        model=models.build(name)[0],
        x_batch=x,
        y_batch=np.full(len(x), given.TARGET),
        a_batch=given.maps(name)[..., None],
        channel_first=False,
        explain_func=lambda *_, **__: next(near),
    )


def of_maps_by_quantus(name: str) -> Values:
    """Return what needs maps alone, and the pictures that its imputation fills in, without noise."""
    maps, near = given.maps(name), given.neighbours(name)[-1]
    flat, other = (values.reshape(len(values), -1) for values in (maps, near))
    whole = {"normalise": False, "abs": True, "disable_warnings": True}
    asked = {"model": None, "x_batch": np.zeros((*maps.shape, 1)), "y_batch": np.zeros(len(maps), int)}
    of_map = {key: metric(**whole) for key, metric in (("gini", quantus.Sparseness), ("entropy", quantus.Complexity))}
    found = {key: metric(a_batch=maps[..., None].astype(np.float64), **asked) for key, metric in of_map.items()}
    found["pearson"] = correlation_pearson(flat.astype(float), other.astype(float), batched=True)
    found["spearman"] = correlation_spearman(flat, other, batched=True)
    found["ssim"] = ssim(maps.astype(float), near.astype(float), batched=True)
    x = np.moveaxis(models.pictures(name), -1, 1).astype(float)
    filled = [
        [noisy_linear_imputation(x[n], np.flatnonzero(gone[n]), noise=0) for n in range(len(x))]
        for gone in given.removed(name)
    ]
    return found | {"imputed": np.moveaxis(np.array(filled), 2, -1)}


def make(name: str) -> Values:
    """Return what is stored of a model."""
    parts = {
        "xplique": by_xplique(name) | of_maps_by_xplique(name),
        "quantus": by_quantus(name) | of_maps_by_quantus(name),
    }
    return {
        f"{name}/{library}/{key}": np.asarray(value, np.float32 if key == "imputed" else np.float64)
        for library, values in parts.items()
        for key, value in values.items()
    }


def main() -> None:
    warnings.simplefilter("ignore")
    found: Values = {}
    for name in models.SPECS:
        found |= make(name)
        print(name, {key: value.shape for key, value in found.items() if key.startswith(f"{name}/")}, flush=True)
    for key, value in found.items():
        assert np.isfinite(value).all(), f"{key} says nothing"
    about = json.dumps({library: version(library) for library in LIBRARIES})
    np.savez_compressed(given.FILE, about=np.array(about), **found)
    print(about)


if __name__ == "__main__":
    main()
