"""Work in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any


def in_a_process(work: Callable[..., None], *given: Any) -> None:
    """Run a function in a process of its own: what imports TensorFlow does not belong into the window's."""
    process = multiprocessing.get_context("spawn").Process(target=work, args=given)
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"{work.__name__} ended with {process.exitcode}")
