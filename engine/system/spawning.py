"""Child processes that start afresh, as on every system."""

from __future__ import annotations

import multiprocessing
import sys
import time
from multiprocessing.context import SpawnContext

_PAUSE, _LONGEST = 0.001, 10.0  # seconds


def spawn_context() -> SpawnContext:
    """Return the context that starts processes, once no thread is in the middle of importing OpenCV.

    Meanwhile OpenCV's folder is in `sys.path`: a child started then would find its `typing` for Python's.
    """
    ends = time.monotonic() + _LONGEST  # should somebody's own folder be called so
    while any(part.endswith("cv2") for part in sys.path) and time.monotonic() < ends:
        time.sleep(_PAUSE)
    return multiprocessing.get_context("spawn")
