"""Which method serves a model best: its maps of several images, measured, side by side.

For each image and each measure that decides, methods are ranked by their values, 1 the best; equal values share the
mean of their ranks, and a method without a value where others have one shares the last. What no method has a value for
is left out. The ranks of an aspect's measures are averaged, then those of the aspects, so that an aspect counts once
however many measures ask about it, then those of the images: average ranks, as Demsar (2006, JMLR 7) compares
classifiers over data sets. Ranks, as values of different measures share no scale. The mean rank gives an order and is
never shown alone: two methods may share it though one fails where the other holds. Where it is equal, the faster goes
first. Methods whose maps say little of the model or of the class are set aside behind all others, however they rank:
nothing else that a map does well makes up for that.

Whether the first method is better than another, or only luckier in its images, says Wilcoxon's signed-rank test of the
images' differences, at 5 % divided by the number of pairs of methods (Bonferroni): the first was not chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from engine.measures import MEASURES, Aspect, Verdict
from engine.measures.kept import MethodMeasures, deciding
from engine.methods import METHODS
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVEL = 0.05  # of the whole comparison
_TIE = 9  # decimals of a mean rank
_FROM_WORST = (Verdict.POOR, Verdict.DOUBTFUL, Verdict.GOOD, Verdict.NONE)

Measured = Sequence[MethodMeasures]  # of one image, by any number of methods


@dataclass(frozen=True)
class Spread:
    """How the values of a measure lie over some maps. low, high: 5 % of the values lie below and above.

    values: how many maps have one; counts: of maps with each verdict, NONE where there is no value.
    """

    values: int
    low: float | None
    first: float | None
    median: float | None
    third: float | None
    high: float | None
    counts: Mapping[Verdict, int]

    def share(self, verdict: Verdict) -> float | None:
        """Return how many of the maps that are judged have a verdict; None where none is."""
        judged = sum(count for each, count in self.counts.items() if each is not Verdict.NONE)
        return self.counts.get(verdict, 0) / judged if judged else None


class Aside(StrEnum):
    """Why a method is never called the best."""

    MODEL = "model"  # whether the map depends on the model is poor on at least half of the images that are judged
    KNOWN = "known"  # with random weights it is known to give nearly the same map
    CLASS = "class"  # the map is the same for every class


@dataclass(frozen=True)
class Ranked:
    """A method. rank: mean rank, 1 the best; None where nothing can be compared. seconds: median for a map.

    measures: how its values lie, by measure. aspects: how many images have each verdict, by aspect. aside: why it is
    set aside, else None. as_good: not set aside, and not worse than the first beyond chance. p: of its difference from
    the first; None for the first, or where there is none.
    """

    method: str
    rank: float | None
    seconds: float
    measures: Mapping[str, Spread]
    aspects: Mapping[Aspect, Mapping[Verdict, int]]
    aside: Aside | None = None
    as_good: bool = True
    p: float | None = None


@dataclass(frozen=True)
class Ranking:
    """Methods, the best first, those that are set aside last. images: on how many they were compared."""

    methods: tuple[Ranked, ...]
    images: int

    @property
    def as_good(self) -> tuple[Ranked, ...]:
        """The methods that are as good as the first within chance, without the first."""
        return tuple(each for each in self.methods[1:] if each.as_good)

    @property
    def aside(self) -> tuple[Ranked, ...]:
        """The methods that are set aside."""
        return tuple(each for each in self.methods if each.aside is not None)

    @property
    def is_clear(self) -> bool:
        """Whether the first method is better, beyond chance, than every other one that is not set aside."""
        return len(self.methods) - len(self.aside) > 1 and self.methods[0].rank is not None and not self.as_good


def rank(images: Iterable[Measured]) -> Ranking:
    """Return the methods of some images in their order. Images that lack one of the methods count for no rank."""
    found = [measured for measured in images if measured]
    methods = tuple(dict.fromkeys(each.method for measured in found for each in measured))
    by_method = {method: [each for one in found for each in one if each.method == method] for method in methods}
    whole = [measured for measured in found if len(measured) == len(methods)]
    ranks = _image_ranks(whole, methods)
    p = _chances(ranks, methods)
    measures = tuple(dict.fromkeys(id_ for measured in found for each in measured for id_ in each.measures))
    rows = [_ranked(method, measures, by_method[method], ranks[:, at]) for at, method in enumerate(methods)]
    order = sorted(range(len(rows)), key=lambda at: _key(rows[at], at))
    return Ranking(tuple(_compared(rows[at], p.get((order[0], at)), len(methods)) for at in order), len(ranks))


def fewest(methods: int) -> int:
    """Return from how many images on so many methods can differ by more than chance, if always the same is better."""
    pairs = methods * (methods - 1) / 2
    return next(count for count in range(1, 100) if pairs * 2 / 2**count <= LEVEL)


def spread(measure: str, values: Iterable[float | None]) -> Spread:
    """Return how the values of a measure lie."""
    return _spread(measure, np.array([np.nan if value is None else value for value in values], np.float64))


def _spread(measure: str, values: np.ndarray) -> Spread:
    """Return how (n,) values lie, NaN where there is none."""
    there = values[~np.isnan(values)]
    counts = _counted(_verdicts(measure, values))
    if not len(there):
        return Spread(0, None, None, None, None, None, counts)
    low, first, median, third, high = map(float, np.percentile(there, (5, 25, 50, 75, 95)))
    return Spread(len(there), low, first, median, third, high, counts)


def _verdicts(measure: str, values: np.ndarray) -> np.ndarray:
    """Return what (n,) values mean, as `verdict_of` says of each: places in `_FROM_WORST`."""
    row = MEASURES.get(measure)
    found = np.full(len(values), _FROM_WORST.index(Verdict.NONE), np.int8)
    if row is None or row.thresholds is None:
        return found
    limits = row.thresholds
    sign = 1 if limits.good > limits.poor else -1
    known = ~np.isnan(values)
    found[known] = _FROM_WORST.index(Verdict.DOUBTFUL)
    found[sign * values <= sign * limits.poor] = _FROM_WORST.index(Verdict.POOR)
    found[sign * values >= sign * limits.good] = _FROM_WORST.index(Verdict.GOOD)
    return found


def _image_ranks(images: Sequence[Measured], methods: Sequence[str]) -> np.ndarray:
    """Return (n, methods) mean ranks of the images where something can be compared."""
    if len(methods) < 2:
        return np.empty((0, len(methods)))
    measures = tuple(dict.fromkeys(id_ for one in images for each in one for id_ in each.measures))
    aspects = [_aspect_ranks(images, methods, ids) for ids in deciding(measures).values()]
    if not aspects:
        return np.empty((0, len(methods)))
    ranks = _mean(np.stack(aspects))
    return ranks[~np.isnan(ranks[:, 0])]


def _aspect_ranks(images: Sequence[Measured], methods: Sequence[str], measures: Sequence[str]) -> np.ndarray:
    """Return (images, methods) mean ranks by an aspect's measures; NaN in rows where no method has a value."""
    from scipy.stats import rankdata

    ranks = []
    for measure in measures:
        thresholds = MEASURES[measure].thresholds
        assert thresholds is not None
        sign = 1 if thresholds.good > thresholds.poor else -1
        columns = [_values([_of(one, method) for one in images], measure) for method in methods]
        goodness = np.nan_to_num(sign * np.stack(columns, axis=1), nan=-np.inf)
        found = rankdata(-goodness, axis=1) if len(images) else goodness.reshape(0, len(methods))
        found[np.isinf(goodness).all(axis=1)] = np.nan
        ranks.append(found)
    return _mean(np.stack(ranks))


def _of(measured: Measured, method: str) -> MethodMeasures:
    return next(each for each in measured if each.method == method)


def _mean(ranks: np.ndarray) -> np.ndarray:
    """Return the means of (n, images, methods) ranks over the first axis; a row that is NaN there does not count."""
    counted = ~np.isnan(ranks)
    count = counted.sum(axis=0)
    return np.where(count > 0, np.where(counted, ranks, 0).sum(axis=0) / np.maximum(count, 1), np.nan)


def _chances(ranks: np.ndarray, methods: Sequence[str]) -> dict[tuple[int, int], float]:
    """Return p of each pair of methods, both ways round."""
    found = {}
    for one, other in combinations(range(len(methods)), 2):
        found[one, other] = found[other, one] = p_of(ranks[:, one] - ranks[:, other])
    return found


def p_of(differences: np.ndarray) -> float:
    """Return how probable (n,) differences at least as one-sided are if neither is better; 1 where all are 0."""
    from scipy.stats import wilcoxon

    told = np.round(differences[np.abs(differences) > 10.0**-_TIE], _TIE)  # equal ones are equal in spite of rounding
    return float(wilcoxon(told).pvalue) if len(told) else 1.0


def _ranked(method: str, measures: Sequence[str], measured: Measured, ranks: np.ndarray) -> Ranked:
    values = {id_: _values(measured, id_) for id_ in measures}
    by_aspect = _decides(measures)
    aspects = {aspect: _counted(_worst(values, ids, len(measured))) for aspect, ids in by_aspect.items()}
    return Ranked(
        method,
        float(ranks.mean()) if len(ranks) else None,
        float(np.median([each.seconds for each in measured])),
        {id_: _spread(id_, values[id_]) for id_ in measures},
        aspects,
        _aside(method, aspects[Aspect.MODEL]),
    )


def _aside(method: str, of_model: Mapping[Verdict, int]) -> Aside | None:
    """Return why a method is set aside. of_model: how many images have each verdict on that question."""
    judged = sum(count for verdict, count in of_model.items() if verdict is not Verdict.NONE)
    if judged and 2 * of_model[Verdict.POOR] >= judged:
        return Aside.MODEL
    row = METHODS.get(method)
    if row is None:
        return None
    return Aside.KNOWN if row.fails_sanity else Aside.CLASS if row.class_blind else None


def _values(measured: Measured, measure: str) -> np.ndarray:
    found = (each.value(measure) for each in measured)
    return np.array([np.nan if value is None else value for value in found], np.float64)


def _decides(measures: Sequence[str]) -> dict[Aspect, tuple[str, ...]]:
    by_aspect = deciding(measures)
    return {aspect: by_aspect.get(aspect, ()) for aspect in Aspect}


def _worst(values: Mapping[str, np.ndarray], measures: Sequence[str], count: int) -> np.ndarray:
    """Return the worst verdict of several measures on each of so many images, as `_verdicts`."""
    none = np.full(count, _FROM_WORST.index(Verdict.NONE), np.int8)
    return np.min([none, *(_verdicts(measure, values[measure]) for measure in measures)], axis=0)


def _counted(verdicts: np.ndarray) -> dict[Verdict, int]:
    counts = np.bincount(verdicts, minlength=len(_FROM_WORST))
    return {verdict: int(counts[_FROM_WORST.index(verdict)]) for verdict in Verdict}


def _key(row: Ranked, at: int) -> tuple[bool, float, float, int]:
    return (row.aside is not None, round(row.rank, _TIE) if row.rank is not None else 0.0, row.seconds, at)


def _compared(row: Ranked, p: float | None, count: int) -> Ranked:
    pairs = count * (count - 1) / 2
    return replace(row, p=p, as_good=row.aside is None and (p is None or p * pairs > LEVEL))
