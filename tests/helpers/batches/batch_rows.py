"""Rows of a batch as a worker returns them, for tests of what is made of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.batch.rows import SUMMARY_SIDE, Row, State


def done(name: str, answer: int, probability: float = 0.9, **facts: Any) -> Row:
    """Return the row of an image that was explained for its answer, with evidence in the middle."""
    usual: dict[str, Any] = {"target": answer, "concentration": 0.5, "border": 0.2, "corner": 0.1, "asked": "asked"}
    return Row(name, State.DONE, answers=((answer, probability),), **{**usual, **facts})


def no_summaries() -> tuple[list[str], np.ndarray]:
    """Return the small maps of a run that has none."""
    return [], np.zeros((0, SUMMARY_SIDE, SUMMARY_SIDE), np.float32)
