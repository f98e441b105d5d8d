"""What is wanted, put into messages to the engine process, with the model's views of photographs that go with them."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from engine.process.jobs import Begun, Job, Opening, Prediction, Waiting
from engine.process.messages import EngineJobId, Explain, Open, OpenBeside, Predict

if TYPE_CHECKING:
    import numpy as np

    from engine.process.process_manager import Limits

_MOST_VIEWS = 12


class MessageBuilder:
    """Makes messages and numbers them: what is sent a second time is another job to the process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._views = ViewCache()
        self._sent = 0

    def begun(self, wanted: Open | Job | Waiting) -> Begun:
        """Return what is wanted with its message and its deadline, from now on. May run out of memory."""
        message = self._message(wanted)
        loads = isinstance(message, Open | OpenBeside) or message.path is not None
        limit = self._limits.open if loads else self._limits.step
        return Begun(wanted, message, limit, time.monotonic() + limit)

    def _message(self, wanted: Open | Job | Waiting) -> Open | OpenBeside | Explain | Predict:
        job = wanted.job if isinstance(wanted, Waiting) else wanted
        self._sent += 1
        engine_job_id = EngineJobId(self._sent)
        match job:
            case Job():
                aside = isinstance(wanted, Waiting)
                return Explain(engine_job_id, job.request, self._views.of(job), job.strip, job.path, aside)
            case Prediction():
                return Predict(engine_job_id, job.request, job.pixels, job.path)
            case Opening():
                return OpenBeside(engine_job_id, job.path, job.port)
            case Open():
                return job


class ViewCache:
    """The models' views of the photographs last asked about: shrinking a large one takes longer than sending it."""

    def __init__(self) -> None:
        self._views: OrderedDict[Any, np.ndarray] = OrderedDict()

    def of(self, job: Job) -> np.ndarray:
        """Return the (h, w, 3) uint8 pixels a model is given."""
        key = (job.image.sha256, job.projection)
        if key not in self._views:
            self._views[key] = job.projection.apply(job.image.pixels)
        self._views.move_to_end(key)
        while len(self._views) > _MOST_VIEWS:
            self._views.popitem(last=False)
        return self._views[key]
