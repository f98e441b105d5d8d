"""Over what the engine process ends again and again: it is that which is given up, and nothing else."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engine.errors import Code, SaliscopeError
from engine.process.jobs import CheckingRegion, Job, Measuring, Prediction, UnitJob, Waiting

if TYPE_CHECKING:
    from engine.process.messages import Open
    from engine.process.process_manager import Limits

PROCESS: Final = "the process itself"  # where it has no model and nothing to do
STOPPING: Final = "somebody who stops processes"  # which is no death, and nobody's fault


class Blame:
    """Counts deaths of the process, each for its culprit: a job, the path of a model, `PROCESS` or `STOPPING`."""

    def __init__(self, limits: Limits) -> None:
        self._most, self._within = limits.restarts, limits.within
        self._deaths: dict[Hashable, deque[float]] = {}

    def note(self, culprit: Hashable) -> None:
        """Count a death. culprit: None for nobody."""
        if culprit is not None:
            self._deaths.setdefault(culprit, deque(maxlen=self._most + 1)).append(time.monotonic())

    def acquit(self, culprit: Hashable) -> None:
        """Count from zero again: it worked, or the user wants it tried again."""
        self._deaths.pop(culprit, None)

    def acquit_all(self) -> None:
        """Count from zero again for all."""
        self._deaths.clear()

    def is_enough(self, culprit: Hashable) -> bool:
        """Tell whether the process has ended over this so often in the last minutes that it is not tried again."""
        deaths = self._deaths.get(culprit, ())
        since = time.monotonic() - self._within
        return sum(death >= since for death in deaths) > self._most

    def verdict(self, code: Code, **params: object) -> SaliscopeError:
        """Return that it is given up: JOB_GAVE_UP, MODEL_GAVE_UP (name) or ENGINE_GAVE_UP."""
        return SaliscopeError(code, restarts=self._most, minutes=round(self._within / 60), **params)

    def told_of(self, model: Open | None, error: SaliscopeError) -> SaliscopeError:
        """Return what is told where the process ended over no more than the model that it had, or opened again."""
        if model is None or not self.is_enough(model.path):
            return error
        return self.verdict(Code.MODEL_GAVE_UP, name=model.path.name)


def culprit_of(asked: Open | Job | Waiting) -> Hashable:
    """Return what a death is counted for while this is done; None where each is told and tried no more anyway.

    Of a question it is all but the class: whoever drags the slider asks about each in turn.
    """
    job = asked.job if isinstance(asked, Waiting) else asked
    match job:
        case Job() | Prediction() | CheckingRegion():
            return type(job), job.path, replace(job.request, target=None, against=None)
        case Measuring():
            return type(job), job.path, replace(job.trust.map, target=None, against=None)
        case UnitJob():
            return job.unit.plan
    return None


def about_the_file(error: SaliscopeError, name: str) -> SaliscopeError:
    """Return what happened to the process as an error about the model file that it was opening."""
    if error.code is Code.ENGINE_HUNG:
        return SaliscopeError(Code.MODEL_HUNG, name=name, **error.params)
    return SaliscopeError(Code.MODEL_CRASHED, name=name) if error.code is Code.ENGINE_DIED else error
