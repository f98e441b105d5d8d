"""From the measures of a map to a verdict on each aspect, and to what holds, what does not, and what to try."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from engine.measures import MEASURES
from engine.measures.measure import Aspect, Measured, TrustRequest, Verdict
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

_FROM_WORST = (Verdict.POOR, Verdict.DOUBTFUL, Verdict.GOOD)


class Advice(StrEnum):
    """What to try where something does not hold."""

    OTHER_METHOD = "other-method"  # the map does not depend on the model, or others see something else
    OTHER_LAYER = "other-layer"  # the map is coarse or says little of the answer
    COMPARE = "compare"  # several methods, side by side
    REPEAT = "repeat"  # on variants of the image, as the map changes with small changes
    CHECK_CENTRE = "check-centre"  # whether an object off the centre is found
    CHECK_REGION = "check-region"  # hide the place shown and see what becomes of the answer


_ADVICE = {
    Aspect.REMOVAL: (Advice.CHECK_REGION, Advice.OTHER_LAYER),
    Aspect.MODEL: (Advice.OTHER_METHOD,),
    Aspect.STABILITY: (Advice.REPEAT,),
    Aspect.FAITHFULNESS: (Advice.CHECK_REGION, Advice.OTHER_METHOD),
    Aspect.AGREEMENT: (Advice.COMPARE,),
    Aspect.CENTRE: (Advice.CHECK_CENTRE,),
}


@dataclass(frozen=True)
class Overall:
    """What can be said of a map in one sentence: aspects that hold, that are in doubt, that do not hold.

    open: asked for, and without a verdict. advice: what to try, the most useful first.
    """

    holds: tuple[Aspect, ...]
    doubtful: tuple[Aspect, ...]
    fails: tuple[Aspect, ...]
    open: tuple[Aspect, ...]
    advice: tuple[Advice, ...]


@dataclass(frozen=True, eq=False)
class Trust:
    """What is known of a map so far: the complete findings, in the table's order."""

    request: TrustRequest
    measured: tuple[Measured, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all that was asked for is there."""
        return len(self.measured) == len(self.request.measures)

    @property
    def asked(self) -> tuple[Aspect, ...]:
        """The aspects that something was asked about."""
        return tuple(dict.fromkeys(row.aspect for row in MEASURES.values() if row.id in self.request.measures))

    def of(self, measure: str) -> Measured | None:
        """Return what a measure found, None while it is not there."""
        return next((found for found in self.measured if found.measure == measure), None)

    def verdict(self, aspect: Aspect) -> Verdict:
        """Return the worst verdict among the measures that decide on an aspect; NONE where none has one."""
        return worst(found.verdict for found in self.measured if _decides(found, aspect))

    @property
    def overall(self) -> Overall:
        """What can be said of the map."""
        verdicts = {aspect: self.verdict(aspect) for aspect in self.asked}

        def having(verdict: Verdict) -> tuple[Aspect, ...]:
            return tuple(aspect for aspect in verdicts if verdicts[aspect] is verdict)

        fails, doubtful = having(Verdict.POOR), having(Verdict.DOUBTFUL)
        advice = dict.fromkeys(each for aspect in (*fails, *doubtful) for each in _ADVICE[aspect])
        return Overall(having(Verdict.GOOD), doubtful, fails, having(Verdict.NONE), tuple(advice))


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of some verdicts; NONE where none says anything."""
    there = set(verdicts)
    return next((verdict for verdict in _FROM_WORST if verdict in there), Verdict.NONE)


def _decides(found: Measured, aspect: Aspect) -> bool:
    row = MEASURES[found.measure]
    return row.decides and row.aspect is aspect
