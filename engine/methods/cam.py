"""Class activation maps: weighted sums over the channels of one layer, from one pass over the model.

A: (h, w, K) activations, s: the target's score, G = ds/dA. Maps are (h, w) at the layer's own resolution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.method import Estimate, Run, choice
from engine.methods.perturbation import resized

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

EVIDENCE = choice("evidence", "positive", "both", default="positive")  # both: without the final ReLU
GRADIENTS = choice("convention", "paper", "tf-explain", default="paper")
CONVENTION = choice("convention", "paper", "xplique", "tf-keras-vis", "pytorch-grad-cam", default="paper")


def grad_cam(session: Session, request: Request) -> np.ndarray:
    """Return sum_k mean(G_k) A_k (Selvaraju et al., 2017)."""
    A, means = session.mean_gradient(request.layer, session.aim(request))
    return A @ means


def grad_cam_by_convention(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield ReLU(grad_cam); tf-explain counts only gradients above 0 where A is, too."""
    if GRADIENTS.choice_of(request) == "paper":
        yield Estimate(shown(grad_cam(session, request), request))
        return
    A, G = session.activation_gradient(request.layer, session.aim(request))
    yield Estimate(shown(A @ means_of(np.where((A > 0) & (G > 0), G, 0)), request))


def means_of(G: np.ndarray) -> np.ndarray:
    """Return the (K,) means over the places of (h, w, K) gradients."""
    # Summed up in double precision: in single, the mean over 224 x 224 places may be off in its fourth digit.
    return G.mean(axis=(0, 1), dtype=np.float64).astype(G.dtype)


def hires_cam(A: np.ndarray, G: np.ndarray) -> np.ndarray:
    """Return sum_k G_k * A_k (Draelos and Carin, 2020)."""
    return np.einsum("hwk,hwk->hw", G, A)


def xgrad_cam(A: np.ndarray, G: np.ndarray) -> np.ndarray:
    """Return sum_k w_k A_k, w_k = sum(G_k A_k) / sum(A_k), 0 where sum(A_k) is 0 (Fu et al., 2020)."""
    A = A.astype(np.float64)  # a channel's sum may nearly cancel out
    return A @ _ratio((G * A).sum(axis=(0, 1)), A.sum(axis=(0, 1)))


def layer_cam(A: np.ndarray, G: np.ndarray) -> np.ndarray:
    """Return sum_k ReLU(G_k) * A_k (Jiang et al., 2021)."""
    return np.einsum("hwk,hwk->hw", np.maximum(G, 0), A)


def rectified(formula: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Run:
    """Return the method of ReLU(formula(A, G))."""

    def run(session: Session, request: Request) -> Iterator[Estimate]:
        A, G = session.activation_gradient(request.layer, session.aim(request))
        yield Estimate(shown(formula(A, G), request))

    return run


def shown(signed: np.ndarray, request: Request) -> np.ndarray:
    """Return the part of the evidence that is asked for."""
    return signed if EVIDENCE.choice_of(request) == "both" else np.maximum(signed, 0)


# Grad-CAM++


def grad_cam_plus_plus(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield ReLU(sum_k w_k A_k), w_k = sum(alpha_k ReLU(G_k)), alpha = G^2 / (2 G^2 + sum(A) G^3), 0 where G is 0.

    Chattopadhay et al., 2018. Libraries differ; `CONVENTION` gives their numbers.
    """
    A, G = (array.astype(np.float64) for array in session.activation_gradient(request.layer, session.aim(request)))
    weights = _WEIGHTS[CONVENTION.choice_of(request)](A, G)
    if CONVENTION.choice_of(request) == "tf-keras-vis":
        weights *= np.exp(np.float64(session.logits[session.target(request).index]))
    yield Estimate(shown(A @ weights, request))


def _paper_weights(A: np.ndarray, G: np.ndarray, epsilon: float = 0.0) -> np.ndarray:
    return (_alpha(G, A.sum(axis=(0, 1)), epsilon) * np.maximum(G, 0)).sum(axis=(0, 1))


def _xplique_weights(A: np.ndarray, G: np.ndarray) -> np.ndarray:
    """Return weights with means in place of both sums."""
    return (_alpha(G, A.mean(axis=(0, 1))) * np.maximum(G, 0)).mean(axis=(0, 1))


def _tf_keras_vis_weights(A: np.ndarray, G: np.ndarray) -> np.ndarray:
    """Return weights with alpha scaled to a sum of 1; the library multiplies them by exp(s)."""
    alpha = _alpha(G, A.sum(axis=(0, 1)))
    return (_ratio(alpha, alpha.sum(axis=(0, 1))) * np.maximum(G, 0)).sum(axis=(0, 1))


def _pytorch_grad_cam_weights(A: np.ndarray, G: np.ndarray) -> np.ndarray:
    """Return the paper's weights with an epsilon, which is large beside G^2."""
    return _paper_weights(A, G, 1e-6)


_WEIGHTS = {
    "paper": _paper_weights,
    "xplique": _xplique_weights,
    "tf-keras-vis": _tf_keras_vis_weights,
    "pytorch-grad-cam": _pytorch_grad_cam_weights,
}


def _alpha(G: np.ndarray, sums: np.ndarray, epsilon: float = 0.0) -> np.ndarray:
    return _ratio(G**2, 2 * G**2 + sums * G**3 + epsilon)


def _ratio(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    """Return top / bottom, 0 where bottom is 0."""
    bottom = np.broadcast_to(bottom, top.shape)
    return np.divide(top, bottom, out=np.zeros(top.shape), where=bottom != 0)


# Eigen-CAM


def eigen_cam(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield the projection of A on its first principal component (Muhammad and Yeasin, 2020).

    Channels are centred; the sign, which the component leaves open, makes the larger extreme positive.
    """
    A, _ = session.activation_gradient(request.layer, session.aim(request))
    places = A.reshape(-1, A.shape[-1]).astype(np.float64)
    places -= places.mean(axis=0)
    image = places @ np.linalg.svd(places, full_matrices=False).Vh[0]
    # A component may as well point the other way.
    sign = 1 if image.max() >= -image.min() else -1
    yield Estimate(sign * image.reshape(A.shape[:2]))


# Several layers, or several calls of one


def mean_of_layers(maps: Sequence[np.ndarray]) -> np.ndarray:
    """Return the mean of maps of several layers, each divided by its largest size, at the finest one's resolution."""
    return np.mean(_at_finest([image / (np.abs(image).max() or 1) for image in maps]), axis=0)


def sum_of_calls(maps: Sequence[np.ndarray]) -> np.ndarray:
    """Return the sum of the maps of a layer's calls, at the finest one's resolution."""
    return np.sum(_at_finest(maps), axis=0)


def _at_finest(maps: Sequence[np.ndarray]) -> list[np.ndarray]:
    size = max((image.shape for image in maps), key=lambda shape: shape[0] * shape[1])
    return [resized(image, size) for image in maps]
