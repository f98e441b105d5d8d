"""What becomes of the answer when only what the map shows stays visible: average drop, increase in confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.measures.measure import Measured, Why
from engine.methods.method import choice
from engine.methods.perturbation import baseline_option
from engine.network.description import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject

BASELINE = baseline_option("black")
EVIDENCE = choice("evidence", "positive", "both", default="positive")  # both: as in Xplique, whose baseline is zero
OPTIONS = (BASELINE, EVIDENCE)


def average_drop(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield by which share the probability falls: see `drop`."""
    yield _measured("average-drop", drop, subject, request)


def confidence_increase(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield 1 where the probability rises, else 0: see `increase`."""
    yield _measured("confidence-increase", increase, subject, request)


def scaled(values: np.ndarray) -> np.ndarray | None:
    """Return an (H, W) map scaled to 0..1 by its least and largest value, float32; None where all values are alike."""
    low, high = float(values.min()), float(values.max())
    return ((values - low) / (high - low)).astype(np.float32) if high > low else None


def drop(before: float, after: float) -> float:
    """Return max(0, Y - O) / Y of the probability Y of the image and O of what the map shows of it.

    The mean over images is the average drop of Chattopadhay et al. (2018).
    """
    return max(0.0, before - after) / before


def increase(before: float, after: float) -> float:
    """Return 1 if O > Y, else 0; the mean over images is the increase in confidence of Chattopadhay et al. (2018)."""
    return float(after > before)


def _measured(
    measure: str, formula: Callable[[float, float], float], subject: Subject, request: TrustRequest
) -> Measured:
    if subject.session.classifier.info.head is Head.VALUE or not subject.share > 0:
        return Measured(measure, why=Why.NO_ANSWER)
    asked = request.choice(measure, EVIDENCE), request.choice(measure, BASELINE)
    after = subject.once(("shown", *asked), lambda: _share_of_shown(subject, *asked))
    if after is None:
        return Measured(measure, why=Why.NO_EVIDENCE)
    details = ("before", subject.share), ("after", after)
    return Measured(measure, formula(subject.share, after), details=details)


def _share_of_shown(subject: Subject, evidence: str, baseline: str) -> float | None:
    """Return the probability of the image times the scaled map; None without evidence."""
    mask = scaled(subject.evidence if evidence == "positive" else abs(subject.enlarged))
    if mask is None:
        return None
    return float(subject.masked_shares(mask[None], subject.nothing(baseline))[0])
