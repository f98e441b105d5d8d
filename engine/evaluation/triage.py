"""Which images of a run to look at first, without knowing what is right. Each reason is a hint and never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.evaluation.concentration import BORDER, CORNER, SUMMARY_SIDE
from engine.evaluation.duplicates import near_duplicates
from engine.evaluation.grid import summed
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.batch.rows import Row


class _Seen(NamedTuple):
    """What of a row tells whether its image is worth a look, so that whole rows need not stay in memory."""

    name: str
    sha256: str
    hash: str
    target: int | None
    concentration: float | None
    border: float | None
    corner: float | None


class Reason(StrEnum):
    """Why an image is worth a look."""

    BORDER = "border"  # what stands out in the map lies mostly at the border
    CORNER = "corner"  # it lies mostly in one corner
    SAME_MAPS = "same-maps"  # the maps of its class look alike, though the images differ
    UNLIKE_CLASS = "unlike-class"  # its map is least like those of its class
    DUPLICATE = "duplicate"  # nearly the same as another image
    NO_EVIDENCE = "no-evidence"  # an empty map


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to look at an image.

    value: the share of evidence (BORDER, CORNER), the mean correlation of the class's maps (SAME_MAPS), the correlation
    with the mean map of the others (UNLIKE_CLASS), the share of the 64 bits that agree, 1 for equal files alone
    (DUPLICATE);
    0 for NO_EVIDENCE. others: names of the images that it nearly equals.
    """

    reason: Reason
    value: float
    others: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Triage:
    """What to look at first. flags: of those images that have any, by name, in the order of `Reason`.

    means: the mean map of each explained class, (12, 12) float32, summing to 1. alike: the mean correlation between the
    maps of each class that has enough different images; between all maps of a run it is `usual`.
    """

    flags: Mapping[str, tuple[Flag, ...]]
    means: Mapping[int, np.ndarray]
    alike: Mapping[int, float]
    usual: float = 0.0

    def having(self, reason: Reason) -> list[str]:
        """Return the names of the images with a reason, the most striking first."""
        values = {name: flag.value for name, flags in self.flags.items() for flag in flags if flag.reason is reason}
        return sorted(values, key=values.__getitem__, reverse=reason is not Reason.UNLIKE_CLASS)


@dataclass(frozen=True)
class _Limit:
    """From which share on, of what stands out in a map, it is worth a look that this lies somewhere.

    At least `least`, and three robust standard deviations above this run's median: images that are all framed alike
    have no unusual one. From `certain` on whatever the others do: where each has a stamp, none is unusual.
    """

    least: float
    certain: float


_BORDER = _Limit(0.5, 0.75)  # half of it; about twice of what even evidence has there, 0.36
_CORNER = _Limit(0.4, 0.6)  # six and nearly ten times of what even evidence has in a corner, 1/16
_DEVIATIONS = 3.0
_MAD = 1.4826  # times the median absolute deviation: the standard deviation, were the values normal
_LEAST_SPREAD = 0.02  # values of a run that are closer do not make the next one unusual

FEW = 5  # different images of a class, below which maps may be alike by chance
_ALIKE = 0.8  # mean correlation: objects in the middle alone reach about 0.6
_ABOVE_USUAL = 0.15  # of the correlation between all maps of the run, of whatever class
_CERTAINLY_ALIKE = 0.92  # whatever is usual: each class may have the same stamp, or there may be one class

ENOUGH = 8  # maps of a class, below which none is called unlike the others
_UNLIKE = 3.5  # modified z-score of an outlier (Iglewicz and Hoaglin, 1993)
_MOST_UNLIKE = 0.3  # correlation above which a map is like the others, however alike those are

_CROWD = 5  # near-duplicates for each image on average, from which on the hash cannot tell this run's images apart
_MOST_OTHERS = 8  # that are named


def triage(rows: Iterable[Row], names: Sequence[str], summaries: np.ndarray) -> Triage:
    """Return what to look at first in a run. names: of the images that have a summary; summaries: (n, 12, 12) float32.

    Maps are compared within the explained class (`Row.target`), as correlations of their summaries: 0 for maps that
    have nothing in common, 1 for equal ones. Of near-duplicates one image counts there.
    """
    seen = [_Seen(*(getattr(row, field) for field in _Seen._fields)) for row in rows]
    pairs = _duplicate_pairs(seen)
    maps = _Maps.of(seen, names, summaries)
    repeated = {seen[second].name for _, second, _ in pairs}
    alike, usual = _alike(maps, repeated)
    flags: dict[str, list[Flag]] = defaultdict(list)
    found = (
        _above(seen, maps, maps.standing_out(BORDER, _border_of), _BORDER, Reason.BORDER),
        _above(seen, maps, maps.standing_out(CORNER, _corner_of), _CORNER, Reason.CORNER),
        _same_maps(maps, alike, usual),
        _unlike(maps),
        _duplicates(seen, pairs),
        ((one.name, Flag(Reason.NO_EVIDENCE, 0.0)) for one in seen if _is_empty(one)),
    )
    for flagged in found:
        for name, flag in flagged:
            flags[name].append(flag)
    return Triage({name: tuple(each) for name, each in flags.items()}, maps.means(), alike, usual)


def _is_empty(seen: _Seen) -> bool:
    return seen.target is not None and seen.concentration is None


def _above(
    seen: Sequence[_Seen], maps: _Maps, shares: np.ndarray, limit: _Limit, reason: Reason
) -> Iterator[tuple[str, Flag]]:
    """Yield the images whose share, (n,) of those with maps, is worth a look. NaN: not known."""
    known = shares[~np.isnan(shares)]
    if not len(known):
        return
    middle = float(np.median(known))
    spread = max(_MAD * float(np.median(np.abs(known - middle))), _LEAST_SPREAD)
    bar = max(limit.least, min(middle + _DEVIATIONS * spread, limit.certain))
    striking = {maps.names[place] for place in np.flatnonzero(shares >= bar)}
    for one in seen:
        if one.name in striking:
            share = one.border if reason is Reason.BORDER else one.corner
            yield one.name, Flag(reason, share or 0.0)


def _border_of(parts: np.ndarray) -> np.ndarray:
    return parts.sum(axis=(1, 2)) - parts[:, 1, 1]


def _corner_of(parts: np.ndarray) -> np.ndarray:
    return parts[:, ::2, ::2].max(axis=(1, 2))


@dataclass(frozen=True, eq=False)
class _Maps:
    """The summaries of a run, sorted by class. maps: (n, 144) float32; centred: less their mean, as correlation has it.

    starts: where each class of `classes` begins.
    """

    names: tuple[str, ...]
    maps: np.ndarray
    centred: np.ndarray
    classes: tuple[int, ...]
    starts: np.ndarray

    @staticmethod
    def of(seen: Sequence[_Seen], names: Sequence[str], summaries: np.ndarray) -> _Maps:
        targets = {one.name: one.target for one in seen if one.target is not None}
        places = [place for place, name in enumerate(names) if name in targets]
        of_class = np.array([targets[names[place]] for place in places], np.int64)
        order = np.argsort(of_class, kind="stable")
        maps = np.asarray(summaries, np.float32).reshape(len(names), SUMMARY_SIDE**2)[np.array(places, np.intp)[order]]
        classes, starts = np.unique(of_class[order], return_index=True)
        centred = maps - maps.mean(axis=1, keepdims=True) if len(maps) else maps
        return _Maps(tuple(names[places[n]] for n in order), maps, centred, tuple(map(int, classes)), starts)

    def by_class(self) -> Iterator[tuple[int, slice]]:
        """Yield each class and where its maps stand."""
        ends = np.append(self.starts, len(self.maps))[1:]
        for index, start, end in zip(self.classes, self.starts, ends, strict=True):
            yield index, slice(int(start), int(end))

    def standing_out(self, depth: float, part: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
        """Return (n,): the share of what stands out in each map that lies in a part of the image; NaN for even maps.

        What stands out is the evidence beyond that of an even map: many methods have some evidence everywhere, which
        would hide that the rest lies in one place. part: returns (n,) of (n, 3, 3) sums over the image, cut at the
        share `depth` of each side from its edges.
        """
        edges = np.array([0, depth, 1 - depth, 1]) * SUMMARY_SIDE
        side = summed(np.eye(SUMMARY_SIDE), edges, np.arange(SUMMARY_SIDE + 1.0))  # (3, 12): of each row and column
        cells = np.kron(side, side).astype(np.float32)  # (9, 144): of each cell
        parts = (np.maximum(self.centred, 0) @ cells.T).reshape(-1, 3, 3)
        total = parts.sum(axis=(1, 2))
        return np.divide(part(parts), total, out=np.full(len(total), np.nan), where=total > 1e-6)

    def means(self) -> dict[int, np.ndarray]:
        """Return the mean map of each class."""
        return {index: self.maps[part].mean(axis=0).reshape(SUMMARY_SIDE, -1) for index, part in self.by_class()}


def _alike(maps: _Maps, repeated: set[str]) -> tuple[dict[int, float], float]:
    """Return how alike the maps of each class with enough images are, and all maps of the run."""
    different = np.array([name not in repeated for name in maps.names], bool)
    alike = {}
    for index, part in maps.by_class():
        if different[part].sum() >= FEW:
            alike[index] = _mean_correlation(maps.centred[part], different[part])
    return alike, _mean_correlation(maps.centred, different)


def _mean_correlation(centred: np.ndarray, counts: np.ndarray) -> float:
    """Return the mean of u_i . u_j over all pairs i < j: (|sum u|^2 - sum |u|^2) / (n (n - 1)), for u_i = c_i / |c_i|.

    centred: (n, d), the c_i, of which zeros have u_i = 0; counts: (n,) bool, which of them count.
    """
    count = int(counts.sum())
    if count < 2:
        return 0.0
    lengths = _lengths(centred)
    used = counts & (lengths > 0)
    total = _sum(centred, np.divide(1, lengths, out=np.zeros(len(centred)), where=used))
    return float((total @ total - used.sum()) / (count * (count - 1)))


def _lengths(centred: np.ndarray) -> np.ndarray:
    """Return (n,) float64: the lengths of (n, d) float32 vectors, without a copy of them in double precision."""
    return np.sqrt(np.einsum("ij,ij->i", centred, centred, dtype=np.float64))


def _sum(centred: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return (d,) float64: the weighted sum of (n, d) float32 vectors, likewise."""
    return np.einsum("ij,i->j", centred, weights, dtype=np.float64)


def _same_maps(maps: _Maps, alike: Mapping[int, float], usual: float) -> Iterator[tuple[str, Flag]]:
    bar = min(max(_ALIKE, usual + _ABOVE_USUAL), _CERTAINLY_ALIKE)
    for index, part in maps.by_class():
        if alike.get(index, 0.0) >= bar:
            for name in maps.names[part]:
                yield name, Flag(Reason.SAME_MAPS, alike[index])


def _unlike(maps: _Maps) -> Iterator[tuple[str, Flag]]:
    for _, part in maps.by_class():
        if part.stop - part.start < ENOUGH:
            continue
        likeness = _with_the_others(maps.centred[part])
        middle = np.median(likeness)
        spread = max(_MAD * float(np.median(np.abs(likeness - middle))), _LEAST_SPREAD)
        outside = (likeness < _MOST_UNLIKE) & (middle - likeness > _UNLIKE * spread)
        for place in np.flatnonzero(outside):
            yield maps.names[part.start + place], Flag(Reason.UNLIKE_CLASS, float(likeness[place]))


def _with_the_others(centred: np.ndarray) -> np.ndarray:
    """Return (n,): the correlation of each of (n, d) centred maps c_i with the sum of all the others, s - c_i.

    c_i . (s - c_i) = c_i . s - |c_i|^2, and |s - c_i|^2 = |s|^2 - 2 c_i . s + |c_i|^2.
    """
    total, own = _sum(centred, np.ones(len(centred))), _lengths(centred)
    with_all = np.einsum("ij,j->i", centred, total, dtype=np.float64)
    others = np.sqrt(np.maximum(total @ total - 2 * with_all + own**2, 0))
    lengths = own * others
    return np.divide(with_all - own**2, lengths, out=np.zeros(len(centred)), where=lengths > 0)


def _duplicate_pairs(seen: Sequence[_Seen]) -> list[tuple[int, int, float]]:
    """Return pairs of images, the earlier one first, with the share of bits that agree: 1 for equal files."""
    firsts: dict[str, int] = {}
    equal = []
    for place, one in enumerate(seen):
        first = firsts.setdefault(one.sha256, place) if one.sha256 else place
        if first != place:
            equal.append((first, place, 1.0))
    near = near_duplicates([one.hash for one in seen])
    if len(near) >= _CROWD * len(seen):
        return equal
    known = {pair[:2] for pair in equal}
    return equal + [(i, j, _agreeing(seen[i].hash, seen[j].hash)) for i, j in near if (i, j) not in known]


def _agreeing(one: str, other: str) -> float:
    """Return the share of 64 bits that agree; less than 1, as of equal files, also where all do."""
    return 1 - max(0.5, (int(one, 16) ^ int(other, 16)).bit_count()) / 64


def _duplicates(seen: Sequence[_Seen], pairs: Iterable[tuple[int, int, float]]) -> Iterator[tuple[str, Flag]]:
    others: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, agreeing in pairs:
        others[one][other] = others[other][one] = agreeing
    for place in sorted(others):
        nearest = sorted(others[place].items(), key=lambda item: (-item[1], item[0]))
        names = tuple(seen[other].name for other, _ in nearest[:_MOST_OTHERS])
        yield seen[place].name, Flag(Reason.DUPLICATE, nearest[0][1], names)
