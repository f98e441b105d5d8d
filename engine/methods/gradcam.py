"""Grad-CAM (Selvaraju et al., 2017)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.request import Request
    from engine.session import Session


def grad_cam(session: Session, request: Request) -> Iterator[tuple[np.ndarray, float]]:
    """Yield ReLU(sum_k mean(G_k) A_k), (h, w) float32 at the layer's own resolution, for the target's logit."""
    activation, gradient = session.activation_gradient(request.layer, request.target)
    weights = gradient.mean(axis=(0, 1))
    yield np.maximum(activation @ weights, 0), 1.0
