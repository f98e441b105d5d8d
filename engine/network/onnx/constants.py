"""The numbers that an ONNX file keeps, read from where the inspection found them. All real ones become float32."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import Code, SaliscopeError


def read_constant(path: Path, facts: dict[str, Any]) -> np.ndarray:
    """Return a tensor of the file at `path`, or of one beside it. Raises SaliscopeError(MODEL_DAMAGED)."""
    dtype, shape = facts["dtype"], facts["shape"]
    stored = np.dtype({"bfloat16": "uint16", "bool": "uint8"}.get(dtype, dtype))
    if "values" in facts:
        found = np.array(facts["values"], np.uint16).view(stored) if facts.get("bits") else _exact(facts, stored)
    else:
        file = path.with_name(facts["file"]) if facts["file"] else path
        count = facts["bytes"] // stored.itemsize
        if facts["at"] + facts["bytes"] > file.stat().st_size:
            raise SaliscopeError(Code.MODEL_DAMAGED)
        found = np.fromfile(file, stored, count, offset=facts["at"])
    return _real(found, dtype).reshape(shape)


def _exact(facts: dict[str, Any], stored: np.dtype) -> np.ndarray:
    """Return numbers that were listed. Raises SaliscopeError(MODEL_DAMAGED) for one that its type cannot hold."""
    try:
        return np.array(facts["values"], stored)
    except OverflowError as fault:
        raise SaliscopeError(Code.MODEL_DAMAGED) from fault


def _real(found: np.ndarray, dtype: str) -> np.ndarray:
    if dtype == "bool":
        return found.astype(bool)
    if dtype == "bfloat16":
        return (found.astype(np.uint32) << 16).view(np.float32)
    return found.astype(np.float32) if found.dtype.kind == "f" else found
