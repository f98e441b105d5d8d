"""Makes the messages to the engine process, and the pixels that go with them: the model's view of a photograph."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.images.preprocessing import has_colours
from engine.images.projection import Projection
from engine.images.view import model_view
from engine.measures import MEASURES, Need
from engine.measures.asking import other_fit
from engine.process.jobs import Begun, CheckingRegion, Job, Measuring, Opening, Prediction, Shown, UnitJob, Waiting
from engine.process.messages import CheckRegion, Do, EngineJobId, Explain, MeasureMap, Open, OpenBeside, Predict
from engine.system.lru_cache import LruCache

if TYPE_CHECKING:
    import numpy as np

    from engine.images.reading import Reading
    from engine.measures.asking import OtherFit
    from engine.process.process_manager import Limits

_MOST_VIEWS = 12


class MessageBuilder:
    """Makes messages and numbers them: what is sent a second time is another job to the process."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        # The models' views of the photographs last asked about: shrinking a large one takes longer than sending it.
        self._views: LruCache[tuple[str, Reading, Projection, bool], np.ndarray] = LruCache(_MOST_VIEWS)
        self._sent = 0

    def begun(self, wanted: Open | Job | Waiting) -> Begun:
        """Return what is wanted as a job that begins now, with its message and deadline. May run out of memory."""
        message = self._message(wanted)
        # A question that names a file may have to open it first, so it is given the time for that.
        loads = isinstance(message, Open | OpenBeside | Do) or message.path is not None
        limit = self._limits.open if loads else self._limits.step
        return Begun(wanted, message, limit, time.monotonic() + limit)

    def _message(
        self, wanted: Open | Job | Waiting
    ) -> Open | OpenBeside | Explain | Predict | MeasureMap | CheckRegion | Do:
        job = wanted.job if isinstance(wanted, Waiting) else wanted
        self._sent += 1
        engine_job_id = EngineJobId(self._sent)
        match job:
            case Job():
                aside = isinstance(wanted, Waiting)
                shown = Shown(job.image, job.projection, job.channels)
                view, companions = self._view(shown), self._views_of(job.companions)
                return Explain(engine_job_id, job.request, view, job.strip, job.path, aside, companions)
            case Prediction():
                companions = self._views_of(job.companions)
                return Predict(engine_job_id, job.request, job.pixels, job.path, companions)
            case Measuring():
                return self._measure_map(engine_job_id, job)
            case CheckingRegion():
                view = self._view(Shown(job.image, job.projection, job.channels))
                companions = self._views_of(job.companions)
                return CheckRegion(engine_job_id, job.request, job.box, view, job.path, companions)
            case Opening():
                return OpenBeside(engine_job_id, job.path, job.port)
            case UnitJob():
                assert isinstance(wanted, Waiting)
                return Do(engine_job_id, job.unit, wanted.paused, job.alone)
            case Open():
                return job

    def _measure_map(self, engine_job_id: EngineJobId, job: Measuring) -> MeasureMap:
        image, model, trust = job.image, job.model, job.trust
        size = image.width, image.height
        view = self._view(Shown(image, Projection.make(size, model.input_size, trust.map.fit), model.channels))
        return MeasureMap(engine_job_id, trust, view, self._other(job), job.path, self._views_of(job.companions))

    def _other(self, job: Measuring) -> OtherFit | None:
        """Return the photograph in another fit, where a measure asks for it."""
        if not any(Need.OTHER_FIT in MEASURES[measure].needs for measure in job.trust.measures):
            return None
        return other_fit(job.image, job.model, job.trust.map, lambda *shown: self._view(Shown(*shown)))

    def _views_of(self, companions: tuple[Shown, ...]) -> tuple[np.ndarray, ...]:
        return tuple(self._view(companion) for companion in companions)

    def _view(self, shown: Shown) -> np.ndarray:
        """Return the uint8 pixels that an input is given, (h, w, 3) or of all the file's channels."""
        image, projection, channels = shown
        key = (image.sha256, image.reading, projection, has_colours(channels))
        return self._views.get_or_make(key, lambda: model_view(image, projection, channels))
