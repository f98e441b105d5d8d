"""Saliency, or vanilla gradient (Simonyan, Vedaldi, Zisserman, 2013)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.request import Request
    from engine.session import Session


def saliency(session: Session, request: Request) -> Iterator[tuple[np.ndarray, float]]:
    """Yield max_c abs(ds/dx), (h, w) float32 at the model's input size, for the target's logit."""
    yield np.abs(session.input_gradient(request.target)).max(axis=-1), 1.0
