"""Rows of a batch whose maps were measured, with values that are surely good or surely poor."""

from __future__ import annotations

from typing import Any

from engine.batch.rows import Row
from engine.measures import MEASURES, Verdict
from engine.measures.kept import MethodMeasures
from helpers.batches.judged_run import row_of

MEASURE = "deletion"


def value_of(verdict: Verdict | None, measure: str = MEASURE) -> float | None:
    """Return a value with a verdict; None for none."""
    limits = MEASURES[measure].thresholds
    assert limits is not None
    values = {Verdict.GOOD: limits.good, Verdict.POOR: limits.poor, Verdict.DOUBTFUL: (limits.good + limits.poor) / 2}
    return values[verdict] if verdict is not None else None


def measured_row(name: str, target: int, verdicts: dict[str, Verdict | None], **facts: Any) -> Row:
    """Return the row of an image of a class, whose methods' maps have verdicts; the first method is the plan's."""
    measured = tuple(
        MethodMeasures(method, (MEASURE,), (value_of(verdict),), 0.25) for method, verdict in verdicts.items()
    )
    return row_of(name, target, 0.9, measured=measured, **facts)


def compared_rows(count: int = 12) -> list[Row]:
    """Return images on which Grad-CAM is always good, LayerCAM as good, and Saliency poor or, on the first, nothing."""
    return [
        measured_row(
            f"{number}.png",
            number % 3,
            {"grad-cam": Verdict.GOOD, "layercam": Verdict.GOOD, "saliency": Verdict.POOR if number else None},
        )
        for number in range(count)
    ]
