"""The other libraries' measures of maps, for `benchmarks.peer`: it runs in their environment and knows no engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import quantus
import tensorflow as tf
from quantus.functions.perturb_func import noisy_linear_imputation
from xplique import metrics
from xplique.attributions import GradCAM

Judge = Callable[[np.ndarray, int, np.ndarray], Any]  # of a (1, h, w, c) input, a class and its (h, w) map

BATCH = 16  # pictures at once, as on our side


def judges(model: Any, settings: Mapping[str, float]) -> dict[str, Judge]:
    """Return a function for each measure. model: with its softmax.

    settings: "steps" of a curve; "samples", "grid" and "hidden" of mu-fidelity; "noisy" pictures of max-sensitivity and
    their "noise" in the input's numbers. Pixels are replaced by 0. Max-sensitivity explains probabilities, whose maps
    have another scale than those of logits: it begins with a map of its own.
    """
    classes = model.output_shape[-1]
    steps, samples = int(settings["steps"]), int(settings["samples"])

    def by_xplique(metric: Any, **options: Any) -> Judge:
        return lambda x, index, values: metric(
            model, x, tf.one_hot([index], classes), batch_size=BATCH, **options
        ).evaluate(values[None])

    def by_quantus(metric: Any, explain: Any = None, **options: Any) -> Judge:
        made = metric(normalise=False, abs=False, disable_warnings=True, return_aggregate=False, **options)
        return lambda x, index, values: made(
            model=model,
            x_batch=x,
            y_batch=np.array([index]),
            a_batch=values[None, None] if explain is None else None,
            explain_func=explain,
            channel_first=False,
            softmax=True,
            batch_size=BATCH,
        )[0]

    explainer = GradCAM(model)

    def grad_cam(*, inputs: np.ndarray, targets: np.ndarray, **_: Any) -> np.ndarray:
        return np.asarray(explainer.explain(inputs, tf.one_hot(targets, classes)))

    numbers = int(np.prod(model.input_shape[1:]))
    hidden = float(settings["hidden"])
    return {
        "deletion, Xplique": by_xplique(metrics.Deletion, steps=steps),
        "insertion, Xplique": by_xplique(metrics.Insertion, steps=steps),
        "mu-fidelity, Xplique": by_xplique(
            metrics.MuFidelity, grid_size=int(settings["grid"]), subset_percent=hidden, nb_samples=samples
        ),
        "average drop, Xplique": by_xplique(metrics.AverageDropMetric),
        "pixel flipping, Quantus": by_quantus(
            quantus.PixelFlipping, features_in_step=numbers // steps, perturb_baseline=0.0
        ),
        "faithfulness correlation, Quantus": by_quantus(
            quantus.FaithfulnessCorrelation,
            nr_runs=samples,
            subset_size=int(hidden * numbers),
            perturb_baseline=0.0,
        ),
        "max-sensitivity of Grad-CAM, Quantus": by_quantus(
            quantus.MaxSensitivity,
            grad_cam,
            nr_samples=int(settings["noisy"]),
            lower_bound=settings["noise"],
        ),
        "imputation of half of the pixels, Quantus": _imputed,
    }


def _imputed(x: np.ndarray, _index: int, values: np.ndarray) -> np.ndarray:
    """Fill in the half of the pixels with most evidence; return the (h, w) mean over colours of what comes out."""
    most = np.argsort(-values, axis=None)[: values.size // 2]
    return noisy_linear_imputation(np.moveaxis(x[0], -1, 0), most, noise=0).mean(axis=0)
