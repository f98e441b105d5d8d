"""Child processes that start afresh, as on every system."""

from __future__ import annotations

import multiprocessing
from functools import cache
from multiprocessing import spawn
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import Any


@cache
def spawn_context() -> SpawnContext:
    """Return the context that starts processes.

    While a thread imports OpenCV, OpenCV's own folder is in `sys.path`, which a child takes over: it would find there
    a `typing` and a `cv2` that are not those it means, and its imports of NumPy and OpenCV would fail. That may begin
    at any moment until the child is started, so the folder is taken out of the very list that the child is given.
    """
    prepare = spawn.get_preparation_data

    def without_opencv(name: str) -> dict[str, Any]:
        prepared = prepare(name)
        return {**prepared, "sys_path": [part for part in prepared["sys_path"] if Path(part).name != "cv2"]}

    spawn.get_preparation_data = without_opencv
    return multiprocessing.get_context("spawn")
