"""The order of the classes of an answer, and which comes next in it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.attribution.request import Attribution


def class_beside(attribution: Attribution, target: int, steps: int) -> int:
    """Return the class so many steps less probable than `target`, or more probable; at the ends it stays."""
    # Logits rank as probabilities do, and still differ where probabilities round to zero.
    ranks = np.argsort(-attribution.logits, kind="stable")
    here = int(np.flatnonzero(ranks == target)[0])
    return int(ranks[min(max(here + steps, 0), len(ranks) - 1)])
