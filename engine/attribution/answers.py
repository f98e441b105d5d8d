"""From a network's raw output to its answer: probabilities, the score of a target, means over the region of a mask."""

from __future__ import annotations

import numpy as np

from engine.attribution.request import Target
from engine.errors import Code, SaliscopeError
from engine.network.description import Head

Region = tuple[float, float, float, float]  # of a mask: (left, top, width, height) in shares of the input


def probabilities_of(logits: np.ndarray, scores: np.ndarray, head: Head) -> np.ndarray:
    """Return (..., classes) float32 probabilities: the model's own scores, or the softmax of its bare logits."""
    if head is not Head.LOGITS or _are_probabilities(scores):
        return np.asarray(scores, np.float32)
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)


def _are_probabilities(scores: np.ndarray) -> bool:
    """Tell whether scores are probabilities though no softmax ends the graph, as for the mean of two softmax heads."""
    return bool((scores >= 0).all() and (np.abs(scores.sum(axis=-1) - 1) < 1e-3).all())


def aimed(logits: np.ndarray, scores: np.ndarray, target: Target) -> np.ndarray:
    """Return the (N,) scores s of a target from (N, classes) logits and the model's own (N, classes) scores."""
    answers = scores if target.probability else logits
    own = answers[:, target.index]
    return own if target.against is None else own - np.float32(target.balance) * answers[:, target.against]


def finite(numbers: np.ndarray) -> np.ndarray:
    """Return numbers as they are. Raises SaliscopeError(NOT_FINITE): methods may take NaN for what is not known yet."""
    if not np.isfinite(numbers).all():
        raise SaliscopeError(Code.NOT_FINITE)
    return numbers


def weights_of(target: Target | None, classes: int) -> np.ndarray:
    """Return the (classes,) float32 weights of a target's score: one-hot for a class, zeros for the first answer."""
    row = np.zeros(classes, np.float32)
    if target is not None:
        row[target.index] = 1
        if target.against is not None:
            row[target.against] -= target.balance
    return row


def over_places(values: np.ndarray, places: np.ndarray | None) -> np.ndarray:
    """Return one row of numbers per picture, (N, classes): of a mask, their means over its places.

    values: (N, classes), returned as they are, or a mask's (N, h, w, classes). places: (h, w) weights of mean 1, from
    `places_in`; None: all places count alike.
    """
    if values.ndim == 2:
        return values
    counted = values if places is None else values * places[..., None]
    return counted.mean(axis=(1, 2), dtype=np.float64).astype(values.dtype)


def places_in(size: tuple[int, int], region: Region) -> np.ndarray:
    """Return (h, w) float32 weights of mean 1: equal at places whose centre lies in the region, zero at all others."""
    inside = []
    for count, start, length in ((size[0], region[1], region[3]), (size[1], region[0], region[2])):
        centres = (np.arange(count) + 0.5) / count
        chosen = (centres >= start) & (centres < start + length)
        if not chosen.any():  # the region is smaller than a place: take the nearest
            chosen[int(np.abs(centres - start - length / 2).argmin())] = True
        inside.append(chosen)
    places = np.outer(*inside).astype(np.float32)
    return places * np.float32(places.size / places.sum())
