"""What the rows of a run amount to: measures with true classes, what to look at first, measures with boxes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from engine.batch.rows import Row, State
from engine.evaluation.classification import Judgement, answered, judge
from engine.evaluation.located_measures import LocatedMeasures, measure_located
from engine.evaluation.triage import Triage, triage
from engine.measures.ranking import Ranking, rank
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

Summaries = Callable[[], "tuple[list[str], np.ndarray]"]  # as of `RunFolder.summaries`


@dataclass(frozen=True, eq=False)
class Material:
    """What a run has found so far. truths: the true class of each image that has one; waiting: images still to come."""

    rows: Sequence[Row]
    truths: Mapping[str, int]
    waiting: int = 0


@dataclass(frozen=True, eq=False)
class Findings:
    """What is shown of it. rows: those that are done, by name; labels: the classes' names.

    judgement: None without any true class; triage: None before the first row; located: None without any region;
    ranking: None where no map was measured.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, Row]
    truths: Mapping[str, int]
    waiting: int
    judgement: Judgement | None
    triage: Triage | None
    located: LocatedMeasures | None
    ranking: Ranking | None = None


def find(material: Material, labels: tuple[str, ...], summaries: Summaries) -> Findings:
    """Return what a run has found. summaries: read only where there are rows."""
    done = [row for row in material.rows if row.state is State.DONE]
    return Findings(
        labels=labels,
        rows={row.name: row for row in done},
        truths=material.truths,
        waiting=material.waiting,
        judgement=judge(answered(done, dict(material.truths)), len(labels)),
        triage=triage(done, *summaries()) if done else None,
        located=measure_located(done),
        ranking=rank(row.measured for row in done) if any(row.measured for row in done) else None,
    )
