"""ROAD: what becomes of the answer when pixels are removed and filled in from around them, so that no hole is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.measures.imputation import imputed
from engine.measures.measure import Curve, Measured, Why
from engine.methods.method import Option, number
from engine.network.description import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject

ID = "road"
STEPS = number("steps", 4, 2, 50)
NOISE = Option("noise", 0.01, 0, 0.1, 0.01)  # standard deviation, of the way from black to white
OPTIONS = (STEPS, NOISE)


def road(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield how much more the answer suffers from losing what the map shows most than what it shows least.

    See `difference`. Nothing is known before all pictures are there, as the model takes them together.
    """
    if subject.session.classifier.info.head is Head.VALUE or not subject.share > 0:
        yield Measured(ID, why=Why.NO_ANSWER)
        return
    if not np.ptp(subject.enlarged) > 0:
        yield Measured(ID, why=Why.NO_EVIDENCE)
        return
    removed = shares_removed(request.whole(ID, STEPS))
    noise = _noise(subject, request)
    inputs = []
    for at, share in enumerate(removed, 1):
        for order in (subject.order, subject.order[::-1]):
            gone = first_of(order, share, subject.size)
            inputs.append(imputed(subject.session.x, gone) + noise * gone[..., None])
        yield Measured(ID, fraction=at / (len(removed) + 1))
    morf, lerf = subject.shares(np.stack(inputs)).reshape(-1, 2).T
    curves = (_curve("morf", subject.share, removed, morf), _curve("lerf", subject.share, removed, lerf))
    yield Measured(ID, difference(subject.share, morf, lerf), curves=curves)


def shares_removed(steps: int) -> np.ndarray:
    """Return the (steps,) shares of the pixels that are removed: the middles of equal parts, such as 12.5 to 87.5 %."""
    return (np.arange(steps) + 0.5) / steps


def first_of(order: np.ndarray, share: float, size: tuple[int, int]) -> np.ndarray:
    """Return (H, W) bool: the first pixels of an order of them all, as many as a share, but not all."""
    gone = np.zeros(order.size, bool)
    gone[order[: min(int(share * order.size), order.size - 1)]] = True
    return gone.reshape(size)


def difference(whole: float, morf: np.ndarray, lerf: np.ndarray) -> float:
    """Return the mean of (steps,) probabilities LeRF - MoRF, as a share of the highest probability among all of them.

    MoRF: without the most relevant pixels; LeRF: without the least relevant ones (Rong et al., 2022, in probabilities
    instead of accuracies). whole: with all. -1..1: near 1 where the map's first pixels are all that counts, 0 for a
    map of chance, negative where it is the wrong way round.
    """
    return float((lerf - morf).mean() / max(whole, morf.max(), lerf.max()))


def _noise(subject: Subject, request: TrustRequest) -> np.ndarray:
    """Return the (H, W, c) float32 noise of filled pixels, the same in all pictures."""
    session = subject.session
    drawn = np.random.default_rng(request.seed).standard_normal(session.x.shape, np.float32)
    return drawn * (request.value(ID, NOISE) * np.abs(session.high - session.low)).astype(np.float32)


def _curve(name: str, whole: float, removed: np.ndarray, shares: np.ndarray) -> Curve:
    points = zip(removed.tolist(), shares.tolist(), strict=True)
    return Curve(name, ((0.0, whole), *points))
