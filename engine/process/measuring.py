"""Measures in the engine process: of maps that its sessions remember, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.attribution.session import Session
    from engine.measures.measure import Measured
    from engine.measures.region import RegionCheck
    from engine.process.messages import CheckRegion, MeasureMap


def measured(session: Session, message: MeasureMap) -> Iterator[Measured | None]:
    """Yield None at each step towards the map, one where it is remembered; then what its measures find.

    Raises SaliscopeError as `explain` and `measure`.
    """
    from engine.attribution.explain import explain
    from engine.measures.measuring import measure
    from engine.measures.subject import Subject

    trust = message.trust
    for found in explain(session, trust.map):
        answer = found
        yield None
    subject = Subject(session, answer.values, answer.request, trust.seed, bool(trust.elsewhere), message.other)
    yield from measure(subject, trust)


def checked(session: Session, message: CheckRegion) -> RegionCheck:
    """Return what becomes of the class that the message's request is about without its region."""
    from engine.measures.region import check_region

    return check_region(session, session.target(message.request), message.box)
