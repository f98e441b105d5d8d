"""Maps at the pictures' size from Xplique and tf-keras-vis: by gradients, and by answers to altered pictures."""

from __future__ import annotations

from typing import Any
from unittest import mock

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from tf_keras_vis.saliency import Saliency as VisSaliency
from tf_keras_vis.utils.model_modifiers import ReplaceToLinear
from tf_keras_vis.utils.scores import CategoricalScore
from xplique.attributions import (
    GradientInput,
    GuidedBackprop,
    IntegratedGradients,
    Occlusion,
    Rise,
    SmoothGrad,
    SquareGrad,
    VarGrad,
)

from . import draws, models

Arrays = dict[str, NDArray[Any]]


def per_class(explain: Any) -> NDArray[np.float32]:
    """Stack explain(class) (N, ...) into (N, C, ...)."""
    return np.stack([np.asarray(explain(c)) for c in models.CLASSES], 1).astype(np.float32)


def xplique(explainer: Any, x: NDArray[Any]) -> NDArray[np.float32]:
    """Return what an explainer of Xplique says, (N, C, ...), the last axis dropped where it is of one."""
    found = per_class(lambda c: explainer.explain(x, tf.one_hot([c] * len(x), models.N_CLASSES)))
    return found[..., 0] if found.shape[-1] == 1 else found


def gradient_maps(name: str, x: NDArray[Any]) -> Arrays:
    """Return gradient x input, integrated gradients, and the noise methods under the application's own noise."""
    cut, _ = models.build(name, logits=True)
    found = {
        "xplique/gradient_input": xplique(GradientInput(cut), x),
        "xplique/integrated_gradients": xplique(IntegratedGradients(cut, steps=draws.STEPS, baseline_value=0.0), x),
    }
    noise, deviation = draws.noise(x.shape[1]), draws.SIGMA * draws.largest_value(x)
    options = {"nb_samples": draws.SAMPLES, "noise": deviation, "batch_size": draws.SAMPLES}
    methods = {"smoothgrad": SmoothGrad, "squaregrad": SquareGrad, "vargrad": VarGrad}
    with mock.patch.object(tf.random, "normal", lambda shape, mean, deviation, dtype: tf.constant(noise) * deviation):
        for key, method in methods.items():
            found[f"xplique/{key}"] = xplique(method(cut, **options), x)
            found[f"xplique/{key}_channels"] = xplique(method(cut, reducer=None, **options), x)
    return found | {"tf_keras_vis/smoothgrad": vis_smoothgrad(name, x, noise)}


def vis_smoothgrad(name: str, x: NDArray[Any], noise: NDArray[Any]) -> NDArray[np.float32]:
    """Return tf-keras-vis's SmoothGrad; its noise is a share of each picture's own range, ours of the whole range."""
    explainer = VisSaliency(models.build(name)[0], model_modifier=ReplaceToLinear(), clone=True)

    def explain(c: int) -> NDArray[Any]:
        maps = []
        for picture in x[:, None]:
            share = draws.SIGMA * draws.largest_value(x) / np.ptp(picture)
            with mock.patch.object(np.random, "normal", lambda mean, sigma, shape: noise[:, None] * sigma):
                options = {"smooth_samples": draws.SAMPLES, "smooth_noise": share, "normalize_map": False}
                maps.append(explainer(CategoricalScore(c), picture, **options)[0])
        return np.stack(maps)

    return per_class(explain)


def guided_maps(name: str, x: NDArray[Any]) -> Arrays:
    """Return Xplique's guided backpropagation by channel; of the flat twin where layers are nested: it skips those."""
    nested = "/" in models.SPECS[name].tapped
    cut, _ = models.build(name, logits=True, twin=nested)
    return {f"xplique{'_twin' * nested}/guided_channels": xplique(GuidedBackprop(cut, reducer=None), x)}


def answer_maps(name: str, x: NDArray[Any]) -> Arrays:
    """Return occlusion of the score, and RISE of the probability under the application's own masks."""
    (soft, _), (cut, _) = models.build(name), models.build(name, logits=True)
    patch = draws.PATCH[x.shape[1]]
    occlusion = Occlusion(cut, patch_size=patch, patch_stride=patch // 2, occlusion_value=0.0)
    masks = rise_masks(x.shape[1])
    with (  # masks that are as large as the picture already
        mock.patch.object(Rise, "_get_masks", return_value=masks),
        mock.patch.object(tf.image, "resize", lambda image, size: image),
        mock.patch.object(tf.image, "random_crop", lambda image, size: image),
    ):
        rise = xplique(Rise(soft, nb_samples=draws.MASKS), x)
    return {"xplique/occlusion": xplique(occlusion, x), "xplique/rise": rise}


def rise_masks(side: int) -> NDArray[np.float32]:
    """Return (MASKS, side, side, 1) grids enlarged by TensorFlow's bilinear resize and cut where it was drawn."""
    grids, places = draws.rise_grids(side)
    enlarged = (draws.GRID + 1) * -(-side // draws.GRID)
    large = tf.image.resize(grids[..., None], (enlarged, enlarged)).numpy()
    return np.stack(
        [mask[top : top + side, left : left + side] for mask, (top, left) in zip(large, places, strict=True)]
    )
