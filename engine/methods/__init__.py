"""The table of methods: each stands here once, and menus, panels and the command line are derived from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from engine.methods.gradcam import grad_cam
from engine.methods.saliency import saliency
from engine.request import Finding

if TYPE_CHECKING:
    import numpy as np

    from engine.request import Request
    from engine.session import Session


class Need(StrEnum):
    """What a method asks of a model beyond its answers."""

    LAYER = "layer"  # one that has a height and a width
    GRADIENT = "gradient"  # of the score, followed back to the pixels


@dataclass(frozen=True)
class Method:
    """A row of the table. `run` yields ever better (h, w) float32 maps, each with the fraction done.

    finding: what an all-zero map means.
    """

    id: str
    run: Callable[[Session, Request], Iterator[tuple[np.ndarray, float]]]
    needs: frozenset[Need]
    finding: Finding
    paper: str

    @property
    def needs_layer(self) -> bool:
        """Whether it looks at a layer."""
        return Need.LAYER in self.needs


METHODS = {
    method.id: method
    for method in (
        Method(
            "grad-cam",
            grad_cam,
            frozenset({Need.LAYER}),
            Finding.NO_POSITIVE_EVIDENCE,
            "Selvaraju et al., 2017, doi:10.1109/ICCV.2017.74",
        ),
        Method(
            "saliency",
            saliency,
            frozenset({Need.GRADIENT}),
            Finding.NO_EVIDENCE,
            "Simonyan et al., 2013, arXiv:1312.6034",
        ),
    )
}
DEFAULT_METHOD = "grad-cam"
