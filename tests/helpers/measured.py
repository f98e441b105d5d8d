"""A map of a score whose formula is known, and what a measure finds of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.measures import MEASURES, Measured, TrustRequest
from engine.measures.asking import find_measure_options
from engine.measures.measuring import measure
from engine.measures.subject import Subject
from helpers.engines.fake_session import asked


def subject_on(session: Any, values: Any, method: str = "grad-cam") -> Subject:
    """Return what measures ask about a map of a session, such as a FakeSession."""
    return Subject(session, np.asarray(values, np.float32), asked(method))


def all_found(subject: Subject, name: str, seed: int = 0, **options: Any) -> list[Measured]:
    """Run a measure to its end and check what holds for all: fractions rise to 1, what is found is finite."""
    pairs = find_measure_options((f"{name}.{option}", value) for option, value in options.items())
    found = list(measure(subject, TrustRequest(subject.request, (name,), pairs, seed)))
    fractions = [one.fraction for one in found]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1 and all(fraction < 1 for fraction in fractions[:-1])
    assert all(one.measure == name and (one.value is None or np.isfinite(one.value)) for one in found)
    assert (found[-1].value is None) == (found[-1].why is not None)
    assert MEASURES[name].thresholds is not None or found[-1].verdict == "none"
    return found


def found_by(subject: Subject, name: str, seed: int = 0, **options: Any) -> Measured:
    """Return what a measure found in the end."""
    return all_found(subject, name, seed, **options)[-1]
