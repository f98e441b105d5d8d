"""Class activation maps whose weights are found channel by channel, without gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.cam import shown
from engine.methods.chunks import chunks
from engine.methods.method import Estimate
from engine.methods.perturbation import baseline, baseline_option, resized

if TYPE_CHECKING:
    from engine.request import Request
    from engine.session import Session

BASELINE = baseline_option("zero")


def score_cam(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield ReLU(sum_k w_k A_k), w_k the target's probability for x * mask_k (Wang et al., 2020).

    mask_k is A_k at the input's size, scaled to 0..1; a channel that is the same everywhere masks nothing and has none.
    """
    A, _ = session.activation_gradient(request.layer, session.aim(request))
    target, nothing = session.target(request), baseline(session, BASELINE.choice_of(request))

    def weights(channels: np.ndarray) -> np.ndarray:
        masks = np.stack([_mask(A[..., channel], session.x.shape) for channel in channels])
        return session.masked_shares(masks, nothing, target)

    return _weighed(session, request, A, np.flatnonzero(np.ptp(A, axis=(0, 1))), weights)


def ablation_cam(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield ReLU(sum_k w_k A_k), w_k = (s - s_without_k) / abs(s) (Desai and Ramaswamy, 2020).

    The paper divides by s and means a positive one; its size keeps evidence evidence where a logit is negative.
    """
    A, _ = session.activation_gradient(request.layer, session.aim(request))
    target = session.target(request)
    s = session.scores_with_activation(request.layer, A[None], target)[0]

    def weights(channels: np.ndarray) -> np.ndarray:
        without = np.repeat(A[None], len(channels), axis=0)
        without[np.arange(len(channels)), ..., channels] = 0
        return (s - session.scores_with_activation(request.layer, without, target)) / (abs(s) or 1)

    return _weighed(session, request, A, np.flatnonzero(A.any(axis=(0, 1))), weights)


def _weighed(
    session: Session, request: Request, A: np.ndarray, telling: np.ndarray, weights: Callable[[np.ndarray], np.ndarray]
) -> Iterator[Estimate]:
    """Yield the sum over the `telling` channels weighed so far, those of the largest energy first."""
    energy = np.square(A, dtype=np.float64).sum(axis=(0, 1))
    order = telling[np.argsort(-energy[telling], kind="stable")]
    total = np.zeros(A.shape[:2])
    if not len(order):
        yield Estimate(total)
    for part in chunks(session, len(order)):
        total = total + A[..., order[part]].astype(np.float64) @ weights(order[part])
        yield Estimate(shown(total, request), part.stop / len(order))


def _mask(activation: np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    mask = resized(activation, size)
    low, high = mask.min(), mask.max()
    return (mask - low) / (high - low or 1)
