"""The part of a record that tells how far to trust the map: what was measured of it by the time it was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from engine.errors import Code, SaliscopeError
from engine.export.fingerprints import is_sha256
from engine.export.plain_values import Unfit
from engine.measures import MEASURES
from engine.measures.asking import ask_trust
from engine.measures.measure import Aspect, Measured, Thresholds, TrustRequest, Verdict, Why
from engine.measures.trust import Trust
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.attribution.request import Request

_MOST = 100  # measures, options, further numbers of a measure: far more than any version has


@dataclass(frozen=True)
class Finding:
    """What one measure found. value: None where there is none, and `why` says why.

    good, poor: the thresholds behind the verdict, None where there are none; details: further numbers by name.
    """

    measure: str
    value: float | None
    verdict: Verdict
    why: Why | None = None
    good: float | None = None
    poor: float | None = None
    details: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Trusted:
    """How far to trust a map. measures, options, seed, elsewhere: what was asked, as in a `TrustRequest`.

    found: in the order of `measures`; missing: those that were not measured by then; verdicts: on each of the six
    questions that has one.
    """

    measures: tuple[str, ...] = ()
    options: tuple[tuple[str, float], ...] = ()
    seed: int = 0
    elsewhere: str = ""
    found: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    def trust_in(self, made: Request) -> Trust:
        """Return what was found of the map that a request made, without what this program knows no measure of."""
        request = TrustRequest(made, self.measures, self.options, self.seed, self.elsewhere)
        known = (each for each in self.found if each.measure in MEASURES)
        return Trust(
            request, tuple(Measured(one.measure, one.value, one.verdict, one.why, one.details) for one in known)
        )


def trusted(request: Request, trust: Trust | None) -> Trusted:
    """Return what a record says of the map that `request` made. trust: what was measured of it, None for nothing yet.

    Raises SaliscopeError(TRUST_OTHER_MAP) where another map was measured.
    """
    asked = trust.request if trust is not None else ask_trust(request)
    if asked.map != request:
        raise SaliscopeError(Code.TRUST_OTHER_MAP, found=_named(asked.map), expected=_named(request))
    measured = trust.measured if trust is not None else ()
    there = {found.measure for found in measured}
    return Trusted(
        asked.measures,
        asked.options,
        asked.seed,
        asked.elsewhere,
        tuple(_finding(found) for found in measured),
        tuple(measure for measure in asked.measures if measure not in there),
        _verdicts(trust) if trust is not None else {},
    )


def check_trusted(told: Trusted) -> None:
    """Raise Unfit where what was read from a file cannot have been measured."""
    names = told.measures
    if len(names) > _MOST or len(set(names)) < len(names) or len(told.options) > _MOST or told.seed < 0:
        raise Unfit("trust")
    if told.elsewhere and not is_sha256(told.elsewhere):
        raise Unfit("trust.elsewhere")
    there = [found.measure for found in told.found]
    if there != [name for name in names if name in set(there)]:
        raise Unfit("trust.found")
    if list(told.missing) != [name for name in names if name not in set(there)]:
        raise Unfit("trust.missing")
    if not set(told.verdicts) <= {aspect.value for aspect in Aspect}:
        raise Unfit("trust.verdicts")
    for number, found in enumerate(told.found):
        _check(found, f"trust.found[{number}]")


def _check(found: Finding, place: str) -> None:
    if len(found.details) > _MOST or (found.good is None) != (found.poor is None):
        raise Unfit(place)
    if found.verdict is Verdict.NONE:
        return
    if found.value is None:
        raise Unfit(f"{place}.verdict")
    if found.good is None or found.poor is None:
        return
    if Thresholds(found.good, found.poor).verdict(found.value) is not found.verdict:
        raise Unfit(f"{place}.verdict")


def _finding(found: Measured) -> Finding:
    limits = MEASURES[found.measure].thresholds
    good, poor = (limits.good, limits.poor) if limits is not None else (None, None)
    value = None if found.value is None else float(found.value)
    details = tuple((name, float(number)) for name, number in found.details)
    return Finding(found.measure, value, found.verdict, found.why, good, poor, details)


def _named(request: Request) -> str:
    return f"{request.method}, {request.target}"


def _verdicts(trust: Trust) -> dict[str, Verdict]:
    found = {aspect.value: trust.verdict(aspect) for aspect in Aspect}
    return {aspect: verdict for aspect, verdict in found.items() if verdict is not Verdict.NONE}
