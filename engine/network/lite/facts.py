"""What the inspection found out about a TensorFlow Lite file, as networks say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from engine.network.description import TensorInfo


def infos(tensors: Iterable[dict[str, Any]]) -> tuple[TensorInfo, ...]:
    """Return inputs or outputs: all take or give real numbers, whatever is stored of them."""
    return tuple(TensorInfo(tensor["name"], tuple(tensor["shape"][1:]), "float32") for tensor in tensors)


def input_range(tensor: dict[str, Any]) -> tuple[float, float] | None:
    """Return what the smallest and the largest stored number of a whole-number input mean, else None."""
    tensor = tensor.get("quantised") or tensor  # one that is stored at once is meant as the other
    kind = np.dtype(tensor["dtype"])
    if kind.kind not in "iu":
        return None
    bounds, scale = np.iinfo(kind), tensor["scale"] or 1.0
    return (bounds.min - tensor["zero_point"]) * scale, (bounds.max - tensor["zero_point"]) * scale
