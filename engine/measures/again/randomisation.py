"""Does a map depend on the model? Cascading randomisation of its layers (Adebayo et al., 2018, arXiv:1810.03292)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import Code, SaliscopeError
from engine.measures.again.similarity import WINDOW, rank_correlation, ssim
from engine.measures.measure import Curve, Measured, Picture, Why
from engine.methods.method import choice
from engine.methods.perturbation import resized

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject
    from engine.network.weights.shuffled import Shuffled

STAGES = 12  # over the layers
FEW_STAGES = 4  # of a method of many passes
LOOKS = 16  # maps of random copies, of a method of one pass
ANEW = 1_000_000  # numbers in all kernels, which are shuffled in some hundredths of a second
LEAST_LAYERS = 6  # with fewer no value: methods that show edges pass as well, see docs/MEASURES.md
SHOWN = 56  # pixels of a map's longer side, as its picture
CONVENTION = choice("convention", "paper", "quantus", default="paper")


def randomisation(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield how alike the maps of the model and of ever more random copies are: the mean rank correlation over stages.

    At each stage the kernels of more layers are shuffled, from the logits back; at the first those of the layer before
    the logits, at the last those of all. The copy's maps explain the same class by the same method. What a map owes to
    the image alone, such as its edges, stays; a map of what the model has learned goes. A map that the random model
    leaves empty, or that cannot be computed for it, is unlike.

    All stages of a cascade share what was shuffled first, so that by chance all their maps may be like that of the
    model, or its reverse. Where that takes little time each stage is therefore drawn by itself, and each stage of few
    several times. Of very few layers the curves are shown, with their mean among the details, and there is no value.

    quantus: kernels are shuffled along their first axis alone, and the mean counts the untouched model, too, as in
    Quantus' MPRT with `return_average_correlation`; that shuffles biases and normalisations as well, which stay here,
    and it is a single cascade.
    """
    quantus = request.choice("randomisation", CONVENTION) == "quantus"
    if not np.any(subject.values):
        yield Measured("randomisation", why=Why.NO_EVIDENCE)
        return
    weights = subject.shuffled(request.seed, quantus)
    if not weights.layers:
        yield Measured("randomisation", why=Why.NO_WEIGHTS)
        return
    own = None
    for own in subject.own_map():  # noqa: B007 - the last is the map
        yield Measured("randomisation", fraction=0.0)
    if own is None or not np.any(own):
        yield Measured("randomisation", why=Why.NO_EVIDENCE)
        return
    counts = stages_of(weights.layers, STAGES if subject.quick else FEW_STAGES)
    draws = draws_of(len(counts)) if subject.quick and not quantus else 1
    stages = _Stages(own, [count / weights.layers for count in counts], draws, quantus)
    anew = weights.numbers <= ANEW and not quantus
    for draw, count in enumerate(counts * draws):
        if anew or count == counts[0]:  # else what was shuffled stays until the next cascade
            weights = weights.drawn(draw)
        weights.count = count
        values = None
        for values in _maps(subject, weights):  # noqa: B007 - the last is the map
            yield stages.finding
        stages.add(values)
    found = replace(stages.finding, pictures=stages.pictures)
    if weights.layers >= LEAST_LAYERS:
        yield found
    else:
        yield replace(found, value=None, why=Why.FEW_LAYERS)


def stages_of(layers: int, most: int) -> list[int]:
    """Return how many layers are random at each stage: evenly from one to all, at most so many stages."""
    return sorted({round(count) for count in np.linspace(1, layers, min(most, layers))})


def draws_of(stages: int) -> int:
    """Return how many maps there are of each of so many stages: as many as 16 in all allow."""
    return max(1, LOOKS // stages)


def mean_similarity(similarities: Sequence[float], convention: str = "paper") -> float:
    """Return the mean over the stages; quantus: with the 1 of the untouched model among them."""
    return float(np.mean([1.0, *similarities] if convention == "quantus" else similarities))


def map_similarity(own: np.ndarray, random: np.ndarray | None) -> tuple[float, float]:
    """Return the rank correlation and the SSIM of two (h, w) maps by their absolute values, as Adebayo et al.

    random: None, or one that is the same everywhere, is unlike: 0, 0. For SSIM each is divided by its largest value,
    and those of less than 7 x 7 cells are enlarged bilinearly.
    """
    if random is None or not np.ptp(random) > 0:
        return 0.0, 0.0
    sizes = own_size, random_size = [np.abs(np.asarray(each, np.float64)) for each in (own, random)]
    times = -(-WINDOW // min(own.shape))
    shape = own.shape[0] * times, own.shape[1] * times
    mine, other = (resized(each / each.max(), shape) for each in sizes)
    return rank_correlation(own_size, random_size), ssim(mine, other, span=1.0)


def _maps(subject: Subject, weights: Shuffled) -> Iterator[np.ndarray | None]:
    """Yield None after each part of the work, then the copy's map; None again where it answers with no number."""
    try:
        yield from subject.map_of(subject.session_with(weights))
    except SaliscopeError as fault:
        if fault.code is not Code.NOT_FINITE:
            raise
        yield None


class _Stages:
    """The map of the model, those of each draw and its stages so far, and how alike they are."""

    def __init__(self, own: np.ndarray, shares: Sequence[float], draws: int, quantus: bool) -> None:
        self._own = own
        self._shares = shares
        self._draws = draws
        self._convention = "quantus" if quantus else "paper"
        self._found: list[tuple[float, float]] = []  # draw after draw, in each from the top
        self._sums: list[np.ndarray | None] = [None] * len(shares)  # of the maps at each stage, all of one size

    def add(self, values: np.ndarray | None) -> None:
        """Take the next map, None where there is none."""
        stage = len(self._found) % len(self._shares)
        self._found.append(map_similarity(self._own, values))
        if values is not None:
            scaled = values / (np.abs(values).max() or 1)
            sum_ = self._sums[stage]
            self._sums[stage] = scaled if sum_ is None else sum_ + scaled

    @property
    def finding(self) -> Measured:
        """What the maps so far say."""
        stages, looks = len(self._shares), self._draws * len(self._shares)
        means = [np.mean(self._found[stage::stages], axis=0) for stage in range(min(stages, len(self._found)))]
        ranks, likenesses = ([1.0, *(float(each[kind]) for each in means)] for kind in (0, 1))
        shares = (0.0, *self._shares)
        curves = tuple(
            Curve(name, tuple(zip(shares, values, strict=False)))
            for name, values in (("rank", ranks), ("ssim", likenesses))
        )
        if len(self._found) < looks:
            return Measured("randomisation", curves=curves, fraction=(1 + len(self._found)) / (1 + looks))
        value = mean_similarity(ranks[1:], self._convention)
        details = (
            ("rank", value),
            ("ssim", mean_similarity(likenesses[1:], self._convention)),
            ("last", ranks[-1]),
            ("stages", float(stages)),
            ("draws", float(self._draws)),
        )
        return Measured("randomisation", value, details=details, curves=curves)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The maps, small, by stage; 0 is that of the model as it is, others the sum over draws, each of size 1."""
        return tuple(Picture(f"stage-{stage}", _shown(each)) for stage, each in enumerate((self._own, *self._sums)))


def _shown(values: np.ndarray | None) -> np.ndarray:
    """Return a map as its picture, (h, w) float32, at most 56 cells a side; without one, of one cell."""
    import cv2

    found = np.zeros((1, 1), np.float32) if values is None else np.asarray(values, np.float32)
    scale = SHOWN / max(found.shape)
    if scale < 1:
        size = max(1, round(found.shape[1] * scale)), max(1, round(found.shape[0] * scale))
        found = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
    found = found.copy()
    found.setflags(write=False)
    return found
