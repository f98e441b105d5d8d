"""How the evidence is spread: more than a blob in the centre? In few places or everywhere?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.concentration import concentration as gini
from engine.evaluation.grid import evidence_of
from engine.measures.measure import Measured, Why
from engine.methods.method import choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject

BLOB = 0.25  # of each side: the standard deviation of the centre blob
EVIDENCE = choice(
    "evidence", "positive", "both", default="positive"
)  # both: absolute values, as in Quantus and Xplique


def centre(subject: Subject, _request: TrustRequest) -> Iterator[Measured]:
    """Yield how much of the map a blob in the centre explains: see `explained_by_centre`."""
    found = explained_by_centre(subject.evidence)
    yield Measured("centre", found, why=None if found is not None else Why.NO_EVIDENCE)


def explained_by_centre(evidence: np.ndarray) -> float | None:
    """Return r^2 of (h, w) evidence and a centred Gaussian, 0 where they are opposed; None where all is alike.

    It is the share of the map's variance that the blob explains in a least-squares fit, of standard deviation a
    quarter of each side.
    """
    blob = centre_blob(evidence.shape)
    deviations = evidence - evidence.mean(), blob - blob.mean()
    norms = [float(np.linalg.norm(deviation)) for deviation in deviations]
    if not norms[0] > 0:
        return None
    r = float((deviations[0] * deviations[1]).sum()) / (norms[0] * norms[1])
    return max(r, 0.0) ** 2


def centre_blob(size: tuple[int, ...]) -> np.ndarray:
    """Return a Gaussian of peak about 1 in the middle, (h, w) float64, of standard deviation a quarter of each side."""
    down, across = (np.exp(-((((np.arange(n) + 0.5) / n - 0.5) / BLOB) ** 2) / 2) for n in size)
    return np.outer(down, across)


def concentration(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield the Gini coefficient of the evidence over the map's own cells (Hurley and Rickard, 2009)."""
    found = gini(_own_evidence(subject, request.choice("concentration", EVIDENCE)))
    yield Measured("concentration", found, why=None if found is not None else Why.NO_EVIDENCE)


def entropy(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield the evidence's entropy over the map's own cells, as a share of the largest: see `entropy_of`."""
    found = entropy_of(_own_evidence(subject, request.choice("entropy", EVIDENCE)))
    yield Measured("entropy", found, why=None if found is not None else Why.NO_EVIDENCE)


def entropy_of(evidence: np.ndarray) -> float | None:
    """Return -sum p ln p / ln N of N cells, p = evidence / sum: 0 for one cell, 1 for even evidence; None without."""
    total = evidence.sum()
    if not total > 0 or evidence.size < 2:
        return None
    p = evidence[evidence > 0] / total
    return float(-(p * np.log(p)).sum() / np.log(evidence.size))


def _own_evidence(subject: Subject, evidence: str) -> np.ndarray:
    if evidence == "both":
        return np.abs(np.asarray(subject.values, np.float64))
    return evidence_of(subject.values, subject.method)
