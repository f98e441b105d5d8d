"""A session on a formula: methods are tried on functions whose answers are known on paper."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

from engine.attribution.request import Request, Target
from engine.images.projection import Fit
from engine.methods import METHODS, Estimate, surrogates
from engine.methods.cam import means_of
from engine.network.description import Head

Function = Callable[[np.ndarray], np.ndarray]


class FakeSession:
    """s and its slope are functions of a batch (N, h, w, c); inputs lie from 0 to 1. Counts its evaluations.

    A, G: what a layer gives. head: the score of (N, h', w', K) activations. slope: ds/dx of a batch. answers: what kind
    of numbers the scores are, which are the probabilities, too.
    """

    def __init__(
        self,
        x: Any = ((0.0,),),
        score: Function | None = None,
        slope: Function | None = None,
        A: Any = None,
        G: Any = None,
        head: Function | None = None,
        batch: int = 16,
        pixels: np.ndarray | None = None,
        answers: Head = Head.SOFTMAX,
    ) -> None:
        x = np.asarray(x, np.float32)
        self.x = x[..., None] if x.ndim == 2 else x
        channels = self.x.shape[-1]
        self.low, self.grey, self.high = (np.full(channels, level, np.float32) for level in (0, 127 / 255, 1))
        self.pixels = np.zeros((*self.x.shape[:2], 3), np.uint8) if pixels is None else pixels
        self.batches, self.evaluations = SimpleNamespace(size=batch), 0
        self._score, self._slope, self._head = score, slope, head
        self.layer = (
            tuple(np.asarray(array, np.float32) for array in (A, A if G is None else G)) if A is not None else ()
        )
        self.logits = np.zeros(2, np.float32)
        self.classifier = SimpleNamespace(info=SimpleNamespace(head=answers))

    @property
    def probabilities(self) -> np.ndarray:
        return np.repeat(self.scores(self.x[None], Target(0)), len(self.logits))

    def target(self, request: Request) -> Target:
        return Target(request.target or 0)

    def aim(self, request: Request) -> Target | None:
        return self.target(request)

    def activation_gradient(self, layer: str | None, target: Target | None) -> tuple[np.ndarray, ...]:
        return self.layer

    def mean_gradient(self, layer: str | None, target: Target | None) -> tuple[np.ndarray, ...]:
        A, G = self.layer
        return A, means_of(G)

    def scores(self, batch: np.ndarray, target: Target) -> np.ndarray:
        return self._counted(self._score, batch)

    def masked_scores(self, masks: np.ndarray, nothing: np.ndarray, target: Target) -> np.ndarray:
        return self.scores(nothing + (self.x - nothing) * masks[..., None], target)

    masked_shares, shares = masked_scores, scores

    def input_gradients(self, batch: np.ndarray, target: Target) -> tuple[np.ndarray, np.ndarray]:
        scores = np.zeros(len(batch)) if self._score is None else self._score(batch.astype(np.float64))
        return self._counted(self._slope, batch), np.asarray(scores, np.float32)

    def input_gradient(self, target: Target | None) -> np.ndarray:
        return self._counted(self._slope, self.x[None])[0]

    def guided_gradient(self, target: Target) -> np.ndarray:
        return self.input_gradient(target)

    def scores_with_activation(self, layer: str | None, activations: np.ndarray, target: Target) -> np.ndarray:
        return self._counted(self._head, activations)

    def _counted(self, function: Function | None, batch: np.ndarray) -> np.ndarray:
        assert function is not None
        self.evaluations += len(batch)
        return np.asarray(function(batch.astype(np.float64)), np.float32)


def linear(weights: Any) -> dict[str, Function]:
    """Return s = weights . x and its slope."""
    weights = np.asarray(weights, np.float64)
    weights = weights[..., None] if weights.ndim == 2 else weights
    return {
        "score": lambda batch: (batch * weights).sum(axis=(1, 2, 3)),
        "slope": lambda batch: np.broadcast_to(weights, batch.shape),
    }


def means_of_blocks(session: FakeSession, rows: int, columns: int) -> Function:
    """Return a function from a batch to its blocks' means, (N, rows, columns)."""
    height, width = session.x.shape[:2]
    return lambda batch: batch.reshape(len(batch), rows, height // rows, columns, width // columns, -1).mean(
        axis=(2, 4, 5)
    )


def cut_into(monkeypatch: Any, rows: int, columns: int) -> None:
    """Cut every photograph into `rows` x `columns` superpixels."""

    def blocks(pixels: np.ndarray, count: int) -> np.ndarray:
        height, width = pixels.shape[:2]
        return np.add.outer(np.arange(height) * rows // height * columns, np.arange(width) * columns // width)

    monkeypatch.setattr(surrogates, "superpixels", blocks)


def asked(method: str, seed: int = 0, target: int | None = None, layer: str | None = None, **options: Any) -> Request:
    """Return a request; choices are given by their names."""
    rows = {option.name: option for option in METHODS[method].options}
    values = {
        name: float(rows[name].choices.index(value)) if isinstance(value, str) else float(value)
        for name, value in options.items()
    }
    pairs = tuple(sorted(values.items()))
    return Request("photograph", Fit.STRETCH, "model", "0..255", method, layer, target, pairs, seed)


def estimates(session: Any, method: str, seed: int = 0, **options: Any) -> list[Estimate]:
    """Run a method to its end and check what holds for all: fractions rise to 1, maps are finite and of one shape."""
    found = list(METHODS[method].run(session, asked(method, seed, **options)))
    assert found[-1].fraction == 1
    assert all(estimate.fraction < 1 for estimate in found[:-1])
    assert len({estimate.values.shape for estimate in found}) == 1
    assert all(np.isfinite(estimate.values).all() for estimate in found)
    return found


def answer(session: Any, method: str, seed: int = 0, **options: Any) -> SimpleNamespace | Estimate:
    """Return the last estimate."""
    return estimates(session, method, seed, **options)[-1]
