"""Score-CAM, Ablation-CAM and tf-explain's Grad-CAM; pytorch-grad-cam is given a torch module that asks the model."""

from __future__ import annotations

from typing import Any
from unittest import mock

import numpy as np
import tensorflow as tf
import torch
from numpy.typing import NDArray
from pytorch_grad_cam import AblationCAM, ScoreCAM, base_cam
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
from tf_explain.core.grad_cam import GradCAM as GuidedGradCAM
from tf_keras_vis.scorecam import Scorecam
from tf_keras_vis.utils.model_modifiers import ReplaceToLinear
from tf_keras_vis.utils.scores import CategoricalScore

from . import exact, models
from .make_pixels import Arrays, per_class


class Wrapped(torch.nn.Module):
    """A reference model in float64 whose tapped activations pass through the module `tapped`; pictures (N, 3, H, W)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._net, self._weights = exact.NETS[name], exact.Weights(models.build(name)[0])
        self.tapped = torch.nn.Identity()
        self.device_of = torch.nn.Linear(1, 1)  # the library asks the first parameter where to compute

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        def tap(activation: Any) -> Any:
            passed = self.tapped(torch.from_numpy(np.moveaxis(activation.numpy(), -1, 1).copy()))
            return tf.constant(np.moveaxis(passed.numpy(), 1, -1))

        x = tf.constant(np.moveaxis(pictures.detach().numpy(), 1, -1), tf.float64)
        return torch.from_numpy(self._net(x, self._weights, tap).numpy())


def channel_maps(name: str, x: NDArray[Any]) -> Arrays:
    """Return Score-CAM, Ablation-CAM and tf-explain's Grad-CAM, (N, C, h, w), not resized; `_twin` as elsewhere."""
    nested = "/" in models.SPECS[name].tapped
    soft, tapped = models.build(name, twin=nested)
    explainer = Scorecam(soft, model_modifier=ReplaceToLinear())
    options = {"penultimate_layer": tapped, "seek_penultimate_conv_layer": False}
    options |= {"expand_cam": False, "normalize_cam": False}
    by_vis = per_class(lambda c: explainer(CategoricalScore(c), x, **options))
    cut, _ = models.build(name, logits=True, twin=nested)

    def by_tf_explain(c: int) -> Any:
        return GuidedGradCAM.generate_ponderated_output(
            *GuidedGradCAM.get_gradients_and_filters(cut, x, tapped, c, True)
        )

    return {
        f"tf_explain{'_twin' * nested}/gradcam": per_class(by_tf_explain),
        f"tf_keras_vis{'_twin' * nested}/scorecam": by_vis,
        "pytorch_grad_cam/scorecam": by_torch(ScoreCAM, name, x),
        "pytorch_grad_cam/ablationcam": by_torch(AblationCAM, name, x),
    }


def by_torch(method: Any, name: str, x: NDArray[Any]) -> NDArray[np.float32]:
    """Return pytorch-grad-cam's rectified map with its scaling and resizing left out."""
    pictures = torch.from_numpy(np.moveaxis(x, -1, 1).copy())

    def explain(c: int) -> NDArray[Any]:
        network = Wrapped(name)
        with mock.patch.object(base_cam, "scale_cam_image", lambda cam, size=None: cam):
            return method(network, [network.tapped])(pictures, [ClassifierOutputTarget(c)] * len(x))

    return per_class(explain)
