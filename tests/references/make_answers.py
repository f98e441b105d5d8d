"""Sobol, HSIC, LIME and KernelSHAP by Xplique, given the application's own designs, masks and superpixels."""

from __future__ import annotations

from typing import Any
from unittest import mock

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from sklearn.linear_model import LinearRegression, Ridge
from xplique.attributions import HsicAttributionMethod, Lime, SobolAttributionMethod
from xplique.attributions.global_sensitivity_analysis.replicated_designs import ReplicatedSampler
from xplique.attributions.global_sensitivity_analysis.samplers import Sampler

from . import draws, models
from .make_pixels import Arrays, per_class, xplique


class Designs(ReplicatedSampler):
    """Sobol's designs, replicated by Xplique's own code."""

    def __call__(self, dimension: int, nb_design: int) -> Any:
        a, b = (tf.constant(design, tf.float32) for design in draws.sobol_designs())
        return tf.concat([a, b, self.build_replicated_design(a, b)], axis=0)


class Masks(Sampler):
    """HSIC's masks."""

    def __init__(self) -> None:
        self.binary = True

    def __call__(self, dimension: int, nb_design: int) -> Any:
        return tf.constant(draws.hsic_masks(), tf.float32)


def surrogate_maps(name: str, x: NDArray[Any]) -> Arrays:
    """Return maps (N, C, cells, cells) of Sobol and HSIC, (N, C, H, W) of LIME and KernelSHAP."""
    cut, _ = models.build(name, logits=True)
    resize = tf.image.resize

    def not_at_the_end(image: Any, size: Any, method: str = "bilinear") -> Any:
        return resize(image, size, method) if method == "nearest" else image

    with mock.patch.object(tf.image, "resize", not_at_the_end):
        sobol = SobolAttributionMethod(cut, draws.CELLS, draws.DESIGNS, Designs())
        hsic = HsicAttributionMethod(cut, draws.CELLS, draws.DIMMED, Masks())
        found = {"xplique/sobol": xplique(sobol, x), "xplique/hsic": xplique(hsic, x)}
    return found | {"xplique/lime": lime(cut, x), "scikit_learn/kernelshap": kernel_shap(cut, x)}


def lime(cut: Any, x: NDArray[Any]) -> NDArray[np.float32]:
    """Return Xplique's LIME with a ridge by scikit-learn, and nearness as the paper's own program has it."""

    def nearness(picture: Any, coalitions: Any, altered: Any) -> Any:
        z = tf.cast(coalitions, tf.float64)
        cosine = tf.reduce_sum(z, 1) / (tf.norm(z, axis=1) * np.sqrt(z.shape[1]))
        return tf.exp(-((1 - cosine) ** 2) / (2 * draws.WIDTH**2))

    explainer = Lime(
        cut,
        interpretable_model=Ridge(alpha=draws.RIDGE),
        similarity_kernel=nearness,
        pertub_func=lambda count, samples: tf.constant(draws.lime_coalitions(), tf.int32),
        map_to_interpret_space=lambda picture: tf.constant(draws.blocks(x.shape[1]), tf.int32),
        ref_value=np.zeros(3, np.float32),
        nb_samples=draws.COALITIONS,
    )
    return xplique(explainer, x)


def kernel_shap(cut: Any, x: NDArray[Any]) -> NDArray[np.float32]:
    """Return the regression under the constraint that values add up, the last value taken as the rest, by scikit-learn.

    Xplique's own has no such constraint: it fits an intercept and leaves out the empty and the whole photograph.
    """
    z = draws.shap_coalitions()
    rows = np.concatenate([[0 * z[0], 0 * z[0] + 1], z])
    labels = draws.blocks(x.shape[1])

    def explain(c: int) -> NDArray[Any]:
        maps = []
        for picture in x:
            y = cut(picture * rows[:, labels][..., None].astype(np.float32), training=False).numpy()[:, c].astype(float)
            change = y[1] - y[0]
            fit = LinearRegression(fit_intercept=False)
            fit.fit(z[:, :-1] - z[:, -1:], y[2:] - y[0] - z[:, -1] * change)
            maps.append(np.append(fit.coef_, change - fit.coef_.sum())[labels])
        return np.stack(maps)

    return per_class(explain)
