"""Methods of one gradient. x: (h, w, c) model input, g = ds/dx. Maps are (h, w) at the input's size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.cam import grad_cam
from engine.methods.method import Estimate
from engine.methods.perturbation import resized

if TYPE_CHECKING:
    from engine.request import Request
    from engine.session import Session


def saliency(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c abs(g), the vanilla gradient (Simonyan, Vedaldi, Zisserman, 2013)."""
    yield Estimate(np.abs(session.input_gradient(session.aim(request))).max(axis=-1))


def gradient_x_input(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield sum_c g * x (Shrikumar et al., 2016)."""
    yield Estimate((session.input_gradient(session.aim(request)) * session.x).sum(axis=-1))


def guided_backprop(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield max_c abs of the gradient that passes a ReLU only where it is positive (Springenberg et al., 2015)."""
    yield Estimate(_guided(session, request))


def guided_grad_cam(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield guided backpropagation times Grad-CAM at the input's size (Selvaraju et al., 2017)."""
    A, G = session.activation_gradient(request.layer, session.aim(request))
    coarse = resized(np.maximum(grad_cam(A, G), 0), session.x.shape)
    yield Estimate(_guided(session, request) * coarse)


def _guided(session: Session, request: Request) -> np.ndarray:
    return np.abs(session.guided_gradient(session.target(request))).max(axis=-1)
