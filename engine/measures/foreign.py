"""Maps that other programs made: read from a file or an array, and put as the answer to a question about an image."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.attribution.request import Attribution
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from pathlib import Path

    from engine.attribution.question import Question

LIMIT = 256  # MB: 8000 × 8000 values of 4 bytes
_NUMBERS = "buif"


def read_map(path: Path) -> np.ndarray:
    """Read a map, (h, w) float32 and read-only, from a .npy file. Nothing in the file is run: no pickles.

    Raises SaliscopeError: FILE_MISSING, FILE_UNREADABLE, FILE_TOO_BIG, and as `as_map`.
    """
    try:
        megabytes = path.stat().st_size / 2**20
        if megabytes > LIMIT:
            raise SaliscopeError(Code.FILE_TOO_BIG, name=path.name, megabytes=round(megabytes), limit=LIMIT)
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise SaliscopeError(Code.FILE_MISSING, name=path.name) from fault
    except OSError as fault:
        raise SaliscopeError(Code.FILE_UNREADABLE, name=path.name, reason=fault.strerror or str(fault)) from fault
    return as_map(_array_in(data, path.name), path.name)


def as_map(array: np.ndarray, name: str = "map") -> np.ndarray:
    """Return an array of real numbers as a map: (h, w) float32, read-only. Axes of length 1 are left out.

    Channels are not summed: whoever made the map knows whether their sum, their mean or the largest is meant.
    Raises SaliscopeError: MAP_UNREADABLE, MAP_SHAPE, MAP_NOT_FINITE.
    """
    found = np.asarray(array)
    if found.dtype.kind not in _NUMBERS:
        raise SaliscopeError(Code.MAP_UNREADABLE, name=name)
    flat = found if found.ndim == 2 else found.squeeze()
    if flat.ndim != 2 or not flat.size:
        raise SaliscopeError(Code.MAP_SHAPE, name=name, shape=" × ".join(map(str, found.shape)) or "1")
    with np.errstate(over="ignore"):
        values = np.array(flat, np.float32, order="C")
    if not np.isfinite(values).all():
        raise SaliscopeError(Code.MAP_NOT_FINITE, name=name)
    values.setflags(write=False)
    return values


def as_answer(question: Question, values: np.ndarray) -> Attribution:
    """Return another program's (h, w) map of the model's input as an answer to a question, of no method and layer."""
    session = question.session
    target = session.target(question.request).index
    request = replace(question.request, method="", layer=None, target=target, options=())
    size = session.classifier.info.input_size
    return Attribution(values, request, session.logits, session.probabilities, 0.0, input_size=size)


def hash_of(values: np.ndarray) -> str:
    """Return the SHA-256 of a map's shape and (h, w) float32 values."""
    return hashlib.sha256(repr(values.shape).encode() + np.ascontiguousarray(values).tobytes()).hexdigest()


def _array_in(data: bytes, name: str) -> np.ndarray:
    try:
        found = np.load(io.BytesIO(data), allow_pickle=False)
    except (ValueError, OSError, EOFError, MemoryError, SyntaxError) as fault:
        raise SaliscopeError(Code.MAP_UNREADABLE, name=name) from fault
    if not isinstance(found, np.ndarray):  # an archive of several
        raise SaliscopeError(Code.MAP_UNREADABLE, name=name)
    return found
