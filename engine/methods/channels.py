"""Class activation maps whose weights are found channel by channel, without gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from engine.methods.cam import shown
from engine.methods.chunks import chunks
from engine.methods.method import Estimate, choice
from engine.methods.perturbation import baseline, baseline_option, resized, resized_to_edges

if TYPE_CHECKING:
    from engine.attribution.request import Request
    from engine.attribution.session import Session

BASELINE = baseline_option("zero")
SCORE_CONVENTION = choice("convention", "paper", "tf-keras-vis", "pytorch-grad-cam", default="paper")
ABLATION_CONVENTION = choice("convention", "paper", "pytorch-grad-cam", default="paper")
_FAR_BELOW = 1e7  # pytorch-grad-cam's: what a channel is set to below its smallest value

Weights = Callable[["np.ndarray"], "np.ndarray"]  # in quotes: the window reads this before it needs NumPy


def score_cam(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield ReLU(sum_k w_k A_k), w_k the target's probability for x * mask_k (Wang et al., 2020).

    mask_k is A_k at the input's size, scaled to 0..1; a channel that is the same everywhere masks nothing: w_k = 0.
    Both libraries enlarge A_k so that its outermost values lie on the picture's edges; pytorch-grad-cam's w_k are the
    softmax of the scores over all channels.
    """
    A, _ = session.activation_gradient(request.layer, session.aim(request))
    target, nothing = session.target(request), baseline(session, BASELINE.choice_of(request))
    convention = SCORE_CONVENTION.choice_of(request)
    enlarged = resized if convention == "paper" else resized_to_edges
    softmax = convention == "pytorch-grad-cam"
    answers = session.masked_scores if softmax else session.masked_shares

    def weights(channels: np.ndarray) -> np.ndarray:
        masks = np.stack([_scaled(enlarged(A[..., channel], session.x.shape)) for channel in channels])
        return answers(masks, nothing, target)

    telling = np.arange(A.shape[-1]) if softmax else np.flatnonzero(np.ptp(A, axis=(0, 1)))
    return _weighed(session, request, A, telling, weights, softmax)


def ablation_cam(session: Session, request: Request) -> Iterator[Estimate]:
    """Yield ReLU(sum_k w_k A_k), w_k = (s - s_without_k) / abs(s) (Desai and Ramaswamy, 2020).

    The paper divides by s, taken to be positive; abs(s) keeps the sign of the evidence where a logit is negative.
    pytorch-grad-cam divides by s, and where the smallest activation is not 0 it sets a channel far below in place of 0.
    """
    A, _ = session.activation_gradient(request.layer, session.aim(request))
    target = session.target(request)
    s = session.scores_with_activation(request.layer, A[None], target)[0]
    as_written = ABLATION_CONVENTION.choice_of(request) == "pytorch-grad-cam"
    nothing = A.min() - _FAR_BELOW if as_written and A.min() != 0 else 0

    def weights(channels: np.ndarray) -> np.ndarray:
        without = np.repeat(A[None], len(channels), axis=0)
        without[np.arange(len(channels)), ..., channels] = nothing
        scores = session.scores_with_activation(request.layer, without, target)
        return (s - scores) / ((s if as_written else abs(s)) or 1)

    return _weighed(session, request, A, np.flatnonzero(A.any(axis=(0, 1))), weights)


def _weighed(
    session: Session, request: Request, A: np.ndarray, telling: np.ndarray, weights: Weights, softmax: bool = False
) -> Iterator[Estimate]:
    """Yield the sum over the `telling` channels weighed so far, those of the largest energy first.

    softmax: of what `weights` gave, over the channels so far.
    """
    energy = np.square(A, dtype=np.float64).sum(axis=(0, 1))
    order = telling[np.argsort(-energy[telling], kind="stable")]
    total, top, norm = np.zeros(A.shape[:2]), -np.inf, 0.0
    if not len(order):
        yield Estimate(total)
    for part in chunks(session, len(order)):
        found = weights(order[part]).astype(np.float64)
        if softmax:  # the largest score so far is taken off before the exponential, lest it overflow
            before, top = top, max(top, found.max())
            found, kept = np.exp(found - top), np.exp(before - top)
            total, norm = total * kept, norm * kept + found.sum()
        total = total + A[..., order[part]].astype(np.float64) @ found
        yield Estimate(shown(total / norm if softmax else total, request), part.stop / len(order))


def _scaled(mask: np.ndarray) -> np.ndarray:
    low, high = mask.min(), mask.max()
    return (mask - low) / (high - low or 1)
