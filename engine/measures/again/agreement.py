"""Do other methods agree? Rank correlation between maps of four families of methods, and where they agree."""

from __future__ import annotations

from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import Code
from engine.evaluation.grid import evidence_of, summed
from engine.measures.again.similarity import rank_correlation, ranks_of
from engine.measures.measure import Measured, Picture, Why
from engine.methods import METHODS, Method, Need
from engine.methods.occlusion import BASELINE
from engine.methods.offers import obstacle
from engine.methods.perturbation import resized
from engine.system.faults import as_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.measures.measure import TrustRequest
    from engine.measures.subject import Subject

GRID = 8  # cells a side, in which all maps are compared
ELSEWHERE = "map"  # of no family


class Family(StrEnum):
    """How methods find evidence."""

    CAM = "cam"  # from the activations of a layer
    GRADIENT = "gradient"  # of the score by the pixels
    OCCLUSION = "occlusion"  # parts of the image hidden
    SURROGATE = "surrogate"  # a simple model of the answers to many hidden parts


_BLUR = BASELINE.choices.index("blur")  # hiding leaves fewer edges of its own
# Of each family a method that is known well, in its thriftiest useful form: 1, 8, 50 and 101 passes.
_SPEAKERS: dict[Family, tuple[str, dict[str, float]]] = {
    Family.CAM: ("grad-cam", {}),
    Family.GRADIENT: ("smoothgrad", {"samples": 8}),
    Family.OCCLUSION: ("occlusion", {"patch": 0.25, "baseline": _BLUR}),
    Family.SURROGATE: ("lime", {"samples": 100, "segments": 30, "baseline": _BLUR}),
}
_SURROGATES = ("lime", "kernelshap")


def family_of(method: Method) -> Family:
    """Return the family of a method."""
    if method.needs_layer:
        return Family.CAM
    if Need.GRADIENT in method.needs:
        return Family.GRADIENT
    return Family.SURROGATE if method.id in _SURROGATES else Family.OCCLUSION


def agreement(subject: Subject, request: TrustRequest) -> Iterator[Measured]:
    """Yield the mean rank correlation of the map with maps of the other families, of the same image and class.

    The map itself speaks for its own family. A family that the model does not allow, or that finds no evidence, is left
    out. The picture is where the families agree: see `agreed`.
    """
    own = ELSEWHERE if subject.elsewhere else family_of(METHODS[subject.request.method]).value
    cells = {own: in_cells(evidence_of(subject.values, subject.method))}
    if not np.any(cells[own]):
        yield Measured("agreement", why=Why.NO_EVIDENCE)
        return
    others = [family for family in Family if family.value != own and _speaks(family, subject)]
    for done, family in enumerate(others):
        for found in _asked(family, subject, request.seed):
            yield Measured("agreement", fraction=(done + 0.5) / (len(others) + 1))
            if found is not None:
                cells[family.value] = found
    if len(cells) < 2:
        yield Measured("agreement", why=Why.NO_OTHER_METHOD)
        return
    value, details = correlations(cells, own)
    yield Measured("agreement", value, details=details, pictures=(_picture(cells, subject.size),))


def in_cells(evidence: np.ndarray) -> np.ndarray:
    """Return (8, 8): the sums of an (h, w) map in equal parts of it.

    Maps of one grid for all: a layer's have some 7 x 7 cells, those of pixels are speckled, those of superpixels flat
    in pieces. Ranks of single pixels would tell these apart, which is how methods draw, not where they see evidence.
    """
    down, across = (np.linspace(0, length, GRID + 1) for length in evidence.shape)
    return summed(evidence, down, across)


def correlations(cells: Mapping[str, np.ndarray], own: str) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Return the mean rank correlation of one map with the others, and that of each pair by its names: "cam-gradient".

    cells: {family: map}, all of one shape.
    """
    pairs = {(a, b): rank_correlation(cells[a], cells[b]) for a, b in combinations(cells, 2)}
    value = float(np.mean([found for pair, found in pairs.items() if own in pair]))
    return value, tuple((f"{a}-{b}", found) for (a, b), found in pairs.items())


def agreed(cells: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return the mean over families of the ranks of each cell, from 0 for the last to 1 for the first: float32."""
    ranks = [ranks_of(each).reshape(each.shape) / (each.size - 1) for each in cells.values()]
    return np.mean(ranks, axis=0).astype(np.float32)


def _speaks(family: Family, subject: Subject) -> bool:
    return obstacle(METHODS[_SPEAKERS[family][0]], subject.session.classifier.info) is None


def _asked(family: Family, subject: Subject, seed: int) -> Iterator[np.ndarray | None]:
    """Yield None after each part of the work, then the family's map in cells, unless it finds none."""
    method, options = _SPEAKERS[family]
    try:
        for found in subject.map_by(method, seed, **options):
            cells = None if found is None else in_cells(evidence_of(found, method))
            yield cells if cells is not None and np.ptp(cells) > 0 else None
    except Exception as fault:
        if as_error(fault).code in (Code.CANCELLED, Code.ENGINE_FAULT):
            raise
        yield None  # one that the model could not compute, or has no memory for, is no voice


def _picture(cells: Mapping[str, np.ndarray], size: tuple[int, int]) -> Picture:
    values = np.clip(resized(agreed(cells), size), 0, 1)
    values.setflags(write=False)
    return Picture("agreement", values)
