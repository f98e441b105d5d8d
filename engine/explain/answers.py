"""From what a network gives to what it answers: probabilities, a target's score, the means over a mask's region."""

from __future__ import annotations

import numpy as np

from engine.explain.request import Target
from engine.network.description import Head

Region = tuple[float, float, float, float]  # of a mask: (left, top, width, height) in shares of the input


def probabilities_of(logits: np.ndarray, scores: np.ndarray, head: Head) -> np.ndarray:
    """Return (..., classes) probabilities: what the model says itself, softmax of what it leaves bare."""
    if head is not Head.LOGITS or _are_probabilities(scores):
        return np.asarray(scores, np.float32)
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return (powers / powers.sum(axis=-1, keepdims=True)).astype(np.float32)


def _are_probabilities(scores: np.ndarray) -> bool:
    """Tell bare logits from what only looks bare, such as the mean of two softmax heads."""
    return bool((scores >= 0).all() and (np.abs(scores.sum(axis=-1) - 1) < 1e-3).all())


def aimed(logits: np.ndarray, scores: np.ndarray, target: Target) -> np.ndarray:
    """Return the (N,) scores s of a target from (N, classes) logits and what the model says itself."""
    answers = scores if target.probability else logits
    own = answers[:, target.index]
    return own if target.against is None else own - np.float32(target.balance) * answers[:, target.against]


def weights_of(target: Target | None, classes: int) -> np.ndarray:
    """Return the (classes,) float32 weights of a target's score: one-hot for a class, all zero for the first answer."""
    row = np.zeros(classes, np.float32)
    if target is not None:
        row[target.index] = 1
        if target.against is not None:
            row[target.against] -= target.balance
    return row


def over_places(values: np.ndarray, places: np.ndarray | None) -> np.ndarray:
    """Return (N, classes) of (N, classes), or the means over a mask's (N, h, w, classes).

    places: (h, w), how much each counts; None: all alike.
    """
    if values.ndim == 2:
        return values
    if places is None:
        return values.mean(axis=(1, 2))
    return (values * places[..., None]).mean(axis=(1, 2))


def places_in(size: tuple[int, int], region: Region) -> np.ndarray:
    """Return (h, w) float32 weights of mean 1: alike where a place's centre lies in the region, zero elsewhere."""
    inside = []
    for count, start, length in ((size[0], region[1], region[3]), (size[1], region[0], region[2])):
        centres = (np.arange(count) + 0.5) / count
        chosen = (centres >= start) & (centres < start + length)
        if not chosen.any():  # smaller than a place: the nearest
            chosen[int(np.abs(centres - start - length / 2).argmin())] = True
        inside.append(chosen)
    places = np.outer(*inside).astype(np.float32)
    return places * np.float32(places.size / places.sum())
