"""The table of measures: each stands here once; panel, command line, help, columns and reports are derived from it.

A measure is added by one entry in MEASURES; `measure` says what a row holds.
"""

from __future__ import annotations

from engine.measures import removal, spread
from engine.measures.measure import Aspect, Measure, Measured, Need, Thresholds, TrustRequest, Unit, Verdict, Why

__all__ = ["MEASURES", "Aspect", "Measure", "Measured", "Need", "Thresholds", "TrustRequest", "Unit", "Verdict", "Why"]

_AGAIN = frozenset({Need.METHOD})

MEASURES: dict[str, Measure] = {
    measure.id: measure
    for measure in (
        Measure(
            "deletion",
            Aspect.REMOVAL,
            removal.deletion,
            "Petsiuk et al., 2018, arXiv:1806.07421",
            Unit.SHARE,
            Thresholds(0.3, 0.1),
            options=removal.OPTIONS["deletion"],
            sampled=True,
        ),
        Measure(
            "insertion",
            Aspect.REMOVAL,
            removal.insertion,
            "Petsiuk et al., 2018, arXiv:1806.07421",
            Unit.SHARE,
            Thresholds(0.3, 0.1),
            options=removal.OPTIONS["insertion"],
            sampled=True,
        ),
        Measure(
            "centre",
            Aspect.CENTRE,
            spread.centre,
            "Judd et al., 2009, doi:10.1109/ICCV.2009.5459462",
            Unit.SHARE,
            Thresholds(0.3, 0.7),
        ),
        Measure(
            "concentration",
            Aspect.CENTRE,
            spread.concentration,
            "Hurley and Rickard, 2009, doi:10.1109/TIT.2009.2027527",
            Unit.NUMBER,
            decides=False,
        ),
        Measure(
            "entropy",
            Aspect.CENTRE,
            spread.entropy,
            "Shannon, 1948, doi:10.1002/j.1538-7305.1948.tb01338.x",
            Unit.SHARE,
            decides=False,
        ),
    )
}
