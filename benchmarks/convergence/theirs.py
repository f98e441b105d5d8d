"""Xplique's side: its methods by the number of things they compute. It runs in the process of `benchmarks.peer`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from xplique.attributions import (
    HsicAttributionMethod,
    IntegratedGradients,
    KernelShap,
    Lime,
    Occlusion,
    Rise,
    SmoothGrad,
    SobolAttributionMethod,
)

_WIDTH = 0.25  # of LIME's kernel, as the paper's cosine distance has it and ours

Explain = Callable[..., Any]


def counted(path: str, settings: Mapping[str, Any], labels: np.ndarray) -> dict[str, Explain]:
    """Return a function of input, class and count for each method. The logit is explained, by RISE the probability.

    settings: "batch", pictures at once; "noise", SmoothGrad's deviation; "grey", what stands for nothing in LIME and
    KernelSHAP. labels: (h, w) regions of the image for these two. LIME's nearness is the paper's, because at its own,
    a Gaussian 45 wide in the distance of two inputs, only the few samples next to the image would count.
    """
    model, softmax = (keras.models.load_model(path, compile=False) for _ in range(2))
    model.layers[-1].activation = keras.activations.linear
    classes = model.output_shape[-1]
    batch = settings["batch"]
    regions = {
        "map_to_interpret_space": lambda _: tf.constant(labels, tf.int32),
        "ref_value": np.asarray(settings["grey"], np.float32),
        "batch_size": batch,
    }

    def by(explainer: Any, count: str) -> Explain:
        def explain(x: np.ndarray, index: int, number: int) -> np.ndarray:
            setattr(explainer, count, number)
            return explainer.explain(x, tf.one_hot([index], classes)).numpy()

        return explain

    def by_design(explainer: Any) -> Explain:
        side = explainer.masks.shape[1]
        plain = by(explainer, "nb_design")

        def explain(x: np.ndarray, index: int, number: int) -> np.ndarray:
            explainer.masks = tf.reshape(explainer.sampler(side**2, number), (-1, side, side, 1))
            return plain(x, index, number)

        return explain

    patches = Occlusion(model, batch, patch_size=16)
    return {
        "RISE": by(Rise(softmax, batch), "nb_samples"),
        "LIME": by(Lime(model, similarity_kernel=_nearness, **regions), "nb_samples"),
        "KernelSHAP": by(KernelShap(model, **regions), "nb_samples"),
        "Sobol": by_design(SobolAttributionMethod(model, nb_design=2, batch_size=batch)),
        "HSIC": by_design(HsicAttributionMethod(model, nb_design=2, batch_size=batch)),
        "SmoothGrad": by(SmoothGrad(model, batch_size=batch, noise=settings["noise"]), "nb_samples"),
        "Integrated Gradients": by(IntegratedGradients(model, batch_size=batch), "steps"),
        "occlusion": by(patches, "patch_stride"),
    }


def _nearness(_image: Any, presence: Any, _samples: Any) -> Any:
    away = 1 - tf.sqrt(tf.reduce_mean(tf.cast(presence, tf.float32), axis=1))
    return tf.exp(-(away**2) / (2 * _WIDTH**2))
