"""What the rows of a run amount to: measures with true classes, what to look at first, measures with boxes. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.batch.rows import Row, State
from engine.evaluation.classification import Answered, Judgement, judge
from engine.evaluation.triage import Reason, Triage, triage

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

    judgement: None without any true class; triage: None before the first row.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, Row]
    truths: Mapping[str, int]
    waiting: int
    judgement: Judgement | None
    triage: Triage | None

    def flagged(self) -> dict[Reason, tuple[str, ...]]:
        """Return the images that are worth a look, by reason, in the order of reasons; the clearest first."""
        if self.triage is None:
            return {}
        found: dict[Reason, list[tuple[float, str]]] = {reason: [] for reason in Reason}
        for name, flags in self.triage.flags.items():
            for flag in flags:
                found[flag.reason].append((-flag.value, name))
        return {reason: tuple(name for _, name in sorted(names)) for reason, names in found.items() if names}


def find(material: Material, labels: tuple[str, ...], summaries: Summaries) -> Findings:
    """Return what a run has found. summaries: read only where there are rows."""
    done = [row for row in material.rows if row.state is State.DONE]
    answered = [
        Answered(row.name, material.truths[row.name], row.answers)
        for row in done
        if row.name in material.truths and row.answers
    ]
    return Findings(
        labels=labels,
        rows={row.name: row for row in done},
        truths=material.truths,
        waiting=material.waiting,
        judgement=judge(answered, len(labels)),
        triage=triage(done, *summaries()) if done else None,
    )
