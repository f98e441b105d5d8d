"""From one value for each colour channel of a pixel to one for the pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.methods.method import choice

if TYPE_CHECKING:
    from engine.attribution.request import Request

LARGEST_OR_MEAN = choice("channels", "largest", "mean", default="largest")
SUM_OR_MEAN = choice("channels", "sum", "mean", default="sum")  # Xplique's maps are means over the channels


def of_largest(values: np.ndarray, request: Request) -> np.ndarray:
    """Return max_c abs(values) of (h, w, c) values, or where it is asked for their mean with its sign, as (h, w)."""
    mean = LARGEST_OR_MEAN.choice_of(request) == "mean"
    return values.mean(axis=-1) if mean else np.abs(values).max(axis=-1)


def of_sum(values: np.ndarray, request: Request) -> np.ndarray:
    """Return the sum over the channels of (h, w, c) values, or where it is asked for their mean, as (h, w)."""
    mean = SUM_OR_MEAN.choice_of(request) == "mean"
    return values.mean(axis=-1) if mean else values.sum(axis=-1)
