"""The table of measures: each stands here once; panel, command line, help, columns and reports are derived from it.

A measure is added by one entry in MEASURES; `measure` says what a row holds.
"""

from __future__ import annotations

from engine.measures import mu_fidelity, removal, road, shown, spread
from engine.measures.again import agreement, randomisation, stability
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
            removal.JUDGED,
            options=removal.OPTIONS["deletion"],
            sampled=True,
        ),
        Measure(
            "insertion",
            Aspect.REMOVAL,
            removal.insertion,
            "Petsiuk et al., 2018, arXiv:1806.07421",
            Unit.SHARE,
            removal.JUDGED,
            options=removal.OPTIONS["insertion"],
            sampled=True,
        ),
        Measure(
            "randomisation",
            Aspect.MODEL,
            randomisation.randomisation,
            "Adebayo et al., 2018, arXiv:1810.03292",
            Unit.CORRELATION,
            Thresholds(0.4, 0.6),
            options=(randomisation.CONVENTION,),
            needs=_AGAIN,
            sampled=True,
        ),
        Measure(
            "max-sensitivity",
            Aspect.STABILITY,
            stability.max_sensitivity,
            "Yeh et al., 2019, arXiv:1901.09392",
            Unit.SHARE,
            Thresholds(0.3, 0.7),
            options=(stability.SAMPLES, stability.RADIUS),
            needs=_AGAIN,
            sampled=True,
        ),
        Measure(
            "shift-stability",
            Aspect.STABILITY,
            stability.shift_stability,
            "Zhang, 2019, arXiv:1904.11486",
            Unit.SHARE,
            Thresholds(0.3, 0.7),
            needs=_AGAIN,
        ),
        Measure(
            "jpeg-stability",
            Aspect.STABILITY,
            stability.jpeg_stability,
            "Dodge and Karam, 2016, arXiv:1604.04004",
            Unit.SHARE,
            Thresholds(0.3, 0.7),
            options=(stability.QUALITY,),
            needs=_AGAIN,
        ),
        Measure(
            "fit-stability",
            Aspect.STABILITY,
            stability.fit_stability,
            "Touvron et al., 2019, arXiv:1906.06423",
            Unit.SHARE,
            Thresholds(0.5, 0.9),
            decides=False,
            needs=_AGAIN | {Need.OTHER_FIT},
        ),
        Measure(
            "mu-fidelity",
            Aspect.FAITHFULNESS,
            mu_fidelity.mu_fidelity,
            "Bhatt et al., 2020, arXiv:2005.00631",
            Unit.CORRELATION,
            Thresholds(0.25, 0.1),
            options=mu_fidelity.OPTIONS,
            sampled=True,
        ),
        Measure(
            "average-drop",
            Aspect.FAITHFULNESS,
            shown.average_drop,
            "Chattopadhay et al., 2018, doi:10.1109/WACV.2018.00097",
            Unit.SHARE,
            decides=False,
            options=shown.OPTIONS,
        ),
        Measure(
            "confidence-increase",
            Aspect.FAITHFULNESS,
            shown.confidence_increase,
            "Chattopadhay et al., 2018, doi:10.1109/WACV.2018.00097",
            Unit.SHARE,
            decides=False,
            options=shown.OPTIONS,
        ),
        Measure(
            "road",
            Aspect.FAITHFULNESS,
            road.road,
            "Rong et al., 2022, arXiv:2202.00449",
            Unit.SHARE,
            Thresholds(0.25, 0.05),
            options=road.OPTIONS,
            sampled=True,
        ),
        Measure(
            "agreement",
            Aspect.AGREEMENT,
            agreement.agreement,
            "Neely et al., 2021, arXiv:2105.03287",
            Unit.CORRELATION,
            Thresholds(0.5, 0.15),
            sampled=True,
        ),
        Measure(
            "centre",
            Aspect.CENTRE,
            spread.centre,
            "Judd et al., 2009, doi:10.1109/ICCV.2009.5459462",
            Unit.SHARE,
            Thresholds(0.5, 0.9),
        ),
        Measure(
            "concentration",
            Aspect.CENTRE,
            spread.concentration,
            "Hurley and Rickard, 2009, doi:10.1109/TIT.2009.2027527",
            Unit.NUMBER,
            decides=False,
            options=(spread.EVIDENCE,),
        ),
        Measure(
            "entropy",
            Aspect.CENTRE,
            spread.entropy,
            "Shannon, 1948, doi:10.1002/j.1538-7305.1948.tb01338.x",
            Unit.SHARE,
            decides=False,
            options=(spread.EVIDENCE,),
        ),
    )
}
