"""How well the maps of a run meet the regions of the objects, over all images and by class, beside the baseline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from engine.evaluation.localisation import Located
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.batch.rows import Row


@dataclass(frozen=True)
class LocatedMeasure:
    """Means of `Located` over `count` images, each a share from 0 to 1, with the same fields."""

    count: int
    pointing: float
    energy: float
    overlap: float
    centre_pointing: float
    centre_energy: float
    centre_overlap: float
    area: float


@dataclass(frozen=True)
class LocatedMeasures:
    """overall: over all images that have a region; classes: by explained class (`Row.target`), rising.

    threshold: above which share of a map's highest value it counts as covered, for `overlap`.
    """

    overall: LocatedMeasure
    classes: tuple[tuple[int, LocatedMeasure], ...]
    threshold: float


def measure_located(rows: Iterable[Row]) -> LocatedMeasures | None:
    """Return how the maps of a run meet the regions; None where no image has a region."""
    by_class: dict[int, list[Located]] = defaultdict(list)
    everything = []
    for row in rows:
        if row.located is not None:
            everything.append(row.located)
            if row.target is not None:
                by_class[row.target].append(row.located)
    if not everything:
        return None
    classes = tuple((index, _mean(by_class[index])) for index in sorted(by_class))
    return LocatedMeasures(_mean(everything), classes, everything[0].threshold)


def _mean(located: Sequence[Located]) -> LocatedMeasure:
    def mean(name: str) -> float:
        return sum(float(getattr(one, name)) for one in located) / len(located)

    return LocatedMeasure(
        len(located),
        mean("pointing"),
        mean("energy"),
        mean("overlap"),
        mean("centre_pointing"),
        mean("centre_energy"),
        mean("centre_overlap"),
        mean("area"),
    )
