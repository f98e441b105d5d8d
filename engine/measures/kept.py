"""What stays of the measures of a map where many maps are measured: the numbers, without curves and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.measures import MEASURES
from engine.measures.measure import Aspect, Verdict
from engine.measures.trust import worst
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engine.measures.measure import Measured


GREATEST = 1e9  # of a value, or of seconds: beyond what measures find, and far from where sums overflow


@dataclass(frozen=True, slots=True)  # a hundred thousand may be in memory
class MethodMeasures:
    """The measures of a method's map of one image.

    measures: ids; values: of each, None where there is none. seconds: that the map took, without its measures.
    """

    method: str
    measures: tuple[str, ...] = ()
    values: tuple[float | None, ...] = ()
    seconds: float = 0.0

    def value(self, measure: str) -> float | None:
        """Return what a measure found; None where it found nothing, or was not asked for."""
        return self.values[self.measures.index(measure)] if measure in self.measures else None

    def verdict(self, measure: str) -> Verdict:
        """Return what the value of a measure means; see `verdict_of`."""
        return verdict_of(measure, self.value(measure))

    def verdicts(self) -> dict[Aspect, Verdict]:
        """Return the worst verdict among the measures that decide on each aspect, as `Trust.verdict`."""
        found: dict[Aspect, list[Verdict]] = {aspect: [] for aspect in Aspect}
        for measure, value in zip(self.measures, self.values, strict=True):
            row = MEASURES.get(measure)
            if row is not None and row.decides:
                found[row.aspect].append(verdict_of(measure, value))
        return {aspect: worst(said) for aspect, said in found.items()}


def verdict_of(measure: str, value: float | None) -> Verdict:
    """Return what a value means by the measure's thresholds; NONE without a value, thresholds or such a measure."""
    row = MEASURES.get(measure)
    if row is None or row.thresholds is None or value is None:
        return Verdict.NONE
    return row.thresholds.verdict(value)


def deciding(measures: Iterable[str]) -> Mapping[Aspect, tuple[str, ...]]:
    """Return those among some measures that decide, by aspect, in the order of both tables."""
    asked = set(measures)
    rows = [row for row in MEASURES.values() if row.id in asked and row.decides and row.thresholds is not None]
    found = {aspect: tuple(row.id for row in rows if row.aspect is aspect) for aspect in Aspect}
    return {aspect: ids for aspect, ids in found.items() if ids}


def kept(method: str, measures: tuple[str, ...], found: Iterable[Measured], seconds: float) -> MethodMeasures:
    """Return what stays of findings, of which the last one of each measure counts. No value is beyond `GREATEST`."""
    values = {each.measure: each.value for each in found if each.fraction >= 1}
    values = {id_: value for id_, value in values.items() if value is not None and abs(value) <= GREATEST}
    return MethodMeasures(method, measures, tuple(values.get(measure) for measure in measures), seconds)
