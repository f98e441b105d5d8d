"""A map, and the model and image that it is about, as measures ask of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.attribution.explain import explain, look_ahead
from engine.errors import Code, SaliscopeError
from engine.evaluation.grid import evidence_of
from engine.measures.asking import other_fit
from engine.measures.orders import ranked
from engine.methods import METHODS
from engine.methods.enough import ENOUGH
from engine.methods.perturbation import baseline, resized

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from engine.attribution.question import Question
    from engine.attribution.request import Attribution, Request, Target
    from engine.attribution.session import Session
    from engine.measures.asking import OtherFit
    from engine.network.weights.shuffled import Shuffled

MOST = 16  # pictures through the model between two findings
ROUGH = 100  # passes, after which an estimate of a map will do for comparison

_OWN = "own map"


class Subject:
    """What is measured. values: the (h, w) map at its own resolution, of the question `request` asked of `session`.

    elsewhere: another program made the map, so that it cannot be computed again. other_fit: None where there is none.
    """

    def __init__(
        self,
        session: Session,
        values: np.ndarray,
        request: Request,
        seed: int = 0,
        elsewhere: bool = False,
        other_fit: OtherFit | None = None,
    ) -> None:
        self.session = session
        self.values = values
        self.request = request
        self.seed = seed
        self.elsewhere = elsewhere
        self.other_fit = other_fit
        self.passes = 0  # pictures through the model so far, forward or back
        self._kept: dict[Hashable, Any] = {}

    @cached_property
    def target(self) -> Target:
        """What the map explains."""
        return self.session.target(self.request)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the model's input."""
        height, width = self.session.x.shape[:2]
        return height, width

    @cached_property
    def share(self) -> float:
        """The class's probability for the untouched image; of a model with one bare number that number."""
        return float(self.session.probabilities[self.target.index])

    @cached_property
    def enlarged(self) -> np.ndarray:
        """The map at the input's size, (H, W) float32, bilinear as on screen; read-only."""
        found = resized(np.asarray(self.values, np.float32), self.size)
        found.setflags(write=False)
        return found

    @property
    def method(self) -> str | None:
        """The method that made the map, None for another program."""
        return None if self.elsewhere else self.request.method

    @cached_property
    def evidence(self) -> np.ndarray:
        """The evidence for the class at the input's size, (H, W) float64, at least 0: `evaluation.grid.positive`."""
        return evidence_of(self.enlarged, self.method)

    @cached_property
    def order(self) -> np.ndarray:
        """The (H W,) indices of the input's pixels from most to least evidence; see `ranked`."""
        return ranked(self.enlarged, self.seed)

    def nothing(self, name: str) -> np.ndarray:
        """Return the (H, W, c) input that stands for nothing, such as "grey" or "blur"; see `perturbation.baseline`."""
        return baseline(self.session, name)

    def masked_shares(self, masks: np.ndarray, nothing: np.ndarray) -> np.ndarray:
        """Return the class's (N,) probabilities: the image where (N, H, W) masks are 1, `nothing` where they are 0.

        Raises SaliscopeError(NOT_FINITE).
        """
        self.passes += len(masks)
        return _finite(self.session.masked_shares(np.asarray(masks, np.float32), nothing, self.target))

    def once(self, key: Hashable, compute: Callable[[], Any]) -> Any:
        """Return what `compute` returned when it was first asked for under a key: measures share what they found."""
        if key not in self._kept:
            self._kept[key] = compute()
        return self._kept[key]

    def shares(self, inputs: np.ndarray) -> np.ndarray:
        """Return the class's (N,) probabilities of (N, H, W, c) inputs, prepared as the model takes them.

        Raises SaliscopeError(NOT_FINITE).
        """
        self.passes += len(inputs)
        return _finite(self.session.shares(inputs, self.target))

    @property
    def quick(self) -> bool:
        """Whether a map takes one pass, so that it can be computed many times over."""
        return METHODS[self.request.method].one_pass

    def own_map(self) -> Iterator[np.ndarray | None]:
        """Yield the map that others are held against at the end, None after each part of the work.

        Of a method of many passes it is an estimate as rough as theirs, made once for all measures: see `map_of`.
        """
        if self.quick:
            yield np.asarray(self.values)
            return
        if _OWN not in self._kept:
            for found in self.map_of(self.session.on(self.session.pixels)):
                if found is None:
                    yield None
                else:
                    self._kept[_OWN] = found
        yield self._kept[_OWN]

    def maps_for(self, varied: Sequence[np.ndarray]) -> Iterator[np.ndarray | None]:
        """Yield the map of the same class for each of varied (h, w, C) uint8 pixels; None between them, see `map_of`.

        Where one look at a layer is all that it takes, many go through the model at once.
        """
        sessions = [self.session.on(pixels) for pixels in varied]
        for first in range(0, len(sessions), MOST):
            part = sessions[first : first + MOST]
            look_ahead(part, self._asked)
            self.passes += sum(session.passes for session in part)
            for session in part:
                yield from self.map_of(session)

    def map_of(self, session: Session) -> Iterator[np.ndarray | None]:
        """Yield the map of the same class in another session at the end, None after each part of the work.

        Of a method of many passes it is the estimate after about a hundred, whose chance is that of the same seed: to
        be held against a map of the untouched image as rough as that. Raises SaliscopeError as `explain`.
        """
        before = start = session.passes
        for found in explain(session, self._asked):
            self.passes += session.passes - before
            before = session.passes
            if found.fraction >= 1 or session.passes - start >= ROUGH:
                yield found.values
                return
            yield None

    def map_by(self, method: str, seed: int, **options: float) -> Iterator[np.ndarray | None]:
        """Yield the map of the same class by another method at the end, None after each part of the work.

        seed: what the method draws is drawn from it. options: of the method, by name; else its defaults.
        Raises SaliscopeError as `explain`.
        """
        asked = replace(
            self._asked,
            method=method,
            layer=self.request.layer if METHODS[method].needs_layer and not self.elsewhere else None,
            further_layers=(),
            options=_all_samples(method, options),
            seed=seed,
        )
        before = self.session.passes
        for found in explain(self.session, asked):
            self.passes += self.session.passes - before
            before = self.session.passes
            yield found.values if found.fraction >= 1 else None

    def shuffled(self, seed: int, rows: bool = False) -> Shuffled:
        """Return a copy of the model's weights; see `engine.network.weights.shuffled`. Raises MemoryError."""
        return self.session.classifier.default_tap.shuffled(seed, rows)

    def session_with(self, weights: Shuffled) -> Session:
        """Return a session of a copy of the model that has other weights, on the same pixels."""
        return self.session.on(self.session.pixels, self.session.classifier.with_weights(weights))

    @property
    def _asked(self) -> Request:
        options = _all_samples(self.request.method, dict(self.request.options))
        return replace(self.request, target=self.target.index, options=options)


def subject_of(question: Question, attribution: Attribution, seed: int = 0, elsewhere: bool = False) -> Subject:
    """Return what measures ask of the map that answered a question. elsewhere: another program made it."""
    info = question.session.classifier.info
    another = other_fit(question.image, info, attribution.request)
    return Subject(question.session, attribution.values, attribution.request, seed, elsewhere, another)


def _all_samples(method: str, options: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """Return options of a request in which no map ends early: maps of equally many samples are equally rough.

    method: empty for a map that another program made.
    """
    never = {ENOUGH.name: 0.0} if method in METHODS and METHODS[method].sampled else {}
    return tuple(sorted({**options, **never}.items()))


def _finite(shares: np.ndarray) -> np.ndarray:
    if not np.isfinite(shares).all():
        raise SaliscopeError(Code.NOT_FINITE)
    return shares
