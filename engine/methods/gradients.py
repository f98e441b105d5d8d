"""Methods of one gradient. x: (h, w, c) model input, g = ds/dx. Maps are (h, w) at the input's size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.cam import grad_cam
from engine.methods.method import Estimate
from engine.methods.perturbation import resized
from engine.methods.reduction import of_largest, of_sum

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session


def saliency(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c abs(g), the vanilla gradient (Simonyan, Vedaldi, Zisserman, 2013)."""
    yield Estimate(of_largest(np.abs(session.input_gradient(session.aim(request))), request))


def gradient_x_input(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield sum_c g * x (Shrikumar et al., 2016)."""
    yield Estimate(of_sum(session.input_gradient(session.aim(request)) * session.x, request))


def guided_backprop(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c abs of the gradient that passes a ReLU only where it is positive (Springenberg et al., 2015)."""
    yield Estimate(of_largest(session.guided_gradient(session.target(request)), request))


def guided_grad_cam(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield guided backpropagation times Grad-CAM at the input's size (Selvaraju et al., 2017)."""
    coarse = resized(np.maximum(grad_cam(session, request), 0), session.x.shape)
    yield Estimate(of_largest(session.guided_gradient(session.target(request)), request) * coarse)
