"""Units of work in the engine process: done step by step, and kept while they are interrupted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.batch.work import work

if TYPE_CHECKING:
    from engine.batch.rows import Result
    from engine.process.messages import Do, EngineJobId
    from engine.process.model_cache import ModelCache

    Steps = Iterator[Result | None]


class Units:
    """Begins units, and keeps the one that was interrupted last."""

    def __init__(self, models: ModelCache) -> None:
        self._models = models
        self._kept: tuple[EngineJobId, Steps] | None = None

    def steps(self, message: Do) -> Steps:
        """Return what is still to come of a unit, as `work` yields it. A kept unit that is not resumed is dropped."""
        kept, self._kept = self._kept, None
        return kept[1] if kept is not None and kept[0] == message.resumes else self._begun(message)

    def keep(self, engine_job_id: EngineJobId, steps: Steps) -> None:
        """Keep what is still to come of a unit that is interrupted."""
        self._kept = engine_job_id, steps

    def _begun(self, message: Do) -> Steps:
        plan, unit = message.unit.plan, message.unit
        classifier = self._models.asked(plan.model, plan.model_sha256, plan.port)
        yield None  # the model is open: what happens from now on is about a photograph
        groups = [replace(unit, photographs=(each,)) for each in unit.photographs] if message.alone else [unit]
        for group in groups:
            yield from work(classifier, group)
