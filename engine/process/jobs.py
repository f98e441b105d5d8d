"""What the window asks of the engine: kinds of jobs, what is wanted and not begun yet, and what is under way."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.process.messages import (
    CheckRegion,
    Do,
    EngineJobId,
    Explain,
    JobEvent,
    MeasureMap,
    Open,
    OpenBeside,
    Predict,
)
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np

    from engine.attribution.request import Request
    from engine.batch.rows import Unit
    from engine.images import Image
    from engine.images.projection import Projection
    from engine.measures import TrustRequest
    from engine.measures.region import Box
    from engine.models.model_info import ModelInfo
    from engine.network.description import Port


class Shown(NamedTuple):
    """A photograph, how it meets an input, and how many channels that input takes."""

    image: Image
    projection: Projection
    channels: int = 3


@dataclass(frozen=True, eq=False)
class Job:
    """A request with the photograph it is about, and with those of its companions, in their order.

    job_id: as whoever asks numbers it; path: of the model, where that is not the one on screen.
    channels: that the model takes.
    """

    job_id: int
    request: Request
    image: Image
    projection: Projection
    strip: int = 0  # of how many classes the maps are wanted too
    path: Path | None = None
    channels: int = 3
    companions: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Opening:
    """A model to hold ready beside the one on screen."""

    job_id: int
    path: Path
    port: Port | None = None


@dataclass(frozen=True, eq=False)
class Prediction:
    """What a model answers to (h, w, 3) uint8 pixels at its input size. request, path: as in `messages.Predict`.

    companions: as in `Job`.
    """

    job_id: int
    request: Request
    pixels: np.ndarray
    path: Path | None = None
    companions: tuple[Shown, ...] = ()


@dataclass(frozen=True, eq=False)
class Measuring:
    """What to measure of the map of a finished request, one measure after the other.

    The map comes out of the engine's memory, or is computed again. model: whose map it is; path, companions: as in
    `Job`.
    """

    job_id: int
    trust: TrustRequest
    image: Image
    model: ModelInfo
    path: Path | None = None
    companions: tuple[Shown, ...] = ()

    def without(self, measure: str) -> Measuring:
        """Return the job without a measure that is done."""
        missing = tuple(each for each in self.trust.measures if each != measure)
        return replace(self, trust=replace(self.trust, measures=missing))


@dataclass(frozen=True, eq=False)
class CheckingRegion:
    """What becomes of a class without a region of the model's input. request: whose target and input count.

    path, companions: as in `Job`; channels: that the model takes.
    """

    job_id: int
    request: Request
    box: Box
    image: Image
    projection: Projection
    path: Path | None = None
    channels: int = 3
    companions: tuple[Shown, ...] = ()


@dataclass(frozen=True, eq=False)
class UnitJob:
    """A unit of work of a batch, which waits for all else that is asked. alone: as in `messages.Do`."""

    job_id: int
    unit: Unit
    alone: bool = False

    @property
    def rest(self) -> UnitJob:
        """The job without its first photograph."""
        return replace(self, unit=replace(self.unit, photographs=self.unit.photographs[1:]))


QuickJob = Prediction | CheckingRegion  # done before all else, between two steps of whatever is under way
SideJob = Job | Opening | Measuring | QuickJob | UnitJob


@dataclass(frozen=True)
class Intents:
    """What the window has decided since the supervisor last looked.

    superseded: there is a newer question on screen, or a newer model, so that what is under way is no longer wanted.
    beside: a side job waits that goes before units.
    """

    restart_on: str | None
    cancelled: bool
    newer_model: Open | None
    superseded: bool
    beside: bool


@dataclass(frozen=True)
class Waiting:
    """A side job that is not begun. deaths: how many times the process has ended while doing it.

    paused: of an interrupted unit, its number in the process, which keeps it.
    """

    slot: str
    job: SideJob
    deaths: int = 0
    paused: EngineJobId | None = None


@dataclass(eq=False)
class Begun:
    """A job that the process is doing. asked: as the window asked it; message: as it was sent.

    limit, deadline: seconds until the process has to send something, and when they are over (`time.monotonic`).
    """

    asked: Open | Job | Waiting
    message: Open | OpenBeside | Explain | Predict | MeasureMap | CheckRegion | Do
    limit: float
    deadline: float
    answered: bool = False  # completely: only its `Done` is still to come
    under_way: bool = False  # of a unit: its model is open

    @property
    def on_screen(self) -> bool:
        """Whether it is the question on screen."""
        return isinstance(self.asked, Job)

    @property
    def is_unit(self) -> bool:
        """Whether it is a unit of work, which waits for all else."""
        return isinstance(self.message, Do)

    @property
    def engine_job_id(self) -> EngineJobId | None:
        """Its number in the process; an opening for the screen has none, for only one is under way at a time."""
        return None if isinstance(self.message, Open) else self.message.engine_job_id

    @property
    def opening(self) -> Open | None:
        """The model that is being opened for the screen."""
        return self.asked if isinstance(self.asked, Open) else None

    def told(self, event: JobEvent) -> JobEvent:
        """Return an event about this job as the window is told of it: with the window's `job_id`, and the slot."""
        job = self.asked.job if isinstance(self.asked, Waiting) else self.asked
        assert not isinstance(job, Open)
        slot = self.asked.slot if isinstance(self.asked, Waiting) else ""
        return replace(event, job_id=job.job_id, slot=slot)


class Wanted:
    """What is wanted and not begun: one model, one question on screen, one side job in each slot. Thread-safe.

    A newer one of each replaces the one before.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._model: Open | None = None
        self._job: Job | None = None
        self._sides: OrderedDict[str, Waiting] = OrderedDict()
        self._cancelled = False
        self._restart_on: str | None = None
        self._stale: set[str] = set()  # slots whose job, should one be running, is wanted no longer

    def want_model(self, model: Open) -> None:
        """Want a model, and no longer what was asked of the one before."""
        with self._lock:
            self._model, self._job = model, None

    def want_still(self, begun: Open | Job) -> bool:
        """Want again what was under way. False where the user wants something newer by now, or has cancelled it."""
        with self._lock:
            if self._cancelled or self._model is not None:
                return False
            if isinstance(begun, Open):
                self._model = begun
                return True
            self._job, newer = self._job or begun, self._job is not None
            return not newer

    def want(self, job: Job) -> None:
        """Want the question on screen answered."""
        with self._lock:
            self._job = job

    def give_up(self) -> Job | None:
        """Want the question on screen answered no longer. Returns it, if it was still to be asked."""
        with self._lock:
            given_up, self._job = self._job, None
        return given_up

    def want_beside(self, slot: str, job: SideJob | None) -> None:
        """Want a side job instead of the one before in its slot; None: no job in that slot."""
        with self._lock:
            self._sides.pop(slot, None)
            self._stale.add(slot)
            if job is not None:
                self._sides[slot] = Waiting(slot, job)

    def put_back(self, waiting: Waiting) -> None:
        """Want an interrupted side job done again, before the others; not if its slot was withdrawn or has a newer."""
        with self._lock:
            if waiting.slot not in self._sides and waiting.slot not in self._stale:
                self._sides[waiting.slot] = waiting
                self._sides.move_to_end(waiting.slot, last=False)

    def cancel(self) -> None:
        """Want neither the model nor the answer that the screen waits for."""
        with self._lock:
            self._job, self._model, self._cancelled = None, None, True

    def restart(self, device: str) -> None:
        """Want the process started anew."""
        with self._lock:
            self._restart_on = device

    def intents(self) -> Intents:
        """Return what was decided, and forget it: each decision is told once."""
        with self._lock:
            newer = self._model
            beside = any(not isinstance(waiting.job, QuickJob | UnitJob) for waiting in self._sides.values())
            found = Intents(self._restart_on, self._cancelled, newer, bool(newer or self._job), beside)
            self._restart_on, self._cancelled = None, False
        return found

    @property
    def newer_model(self) -> bool:
        """Whether a model is wanted that is not being opened yet."""
        with self._lock:
            return self._model is not None

    @property
    def question(self) -> bool:
        """Whether the question on screen waits."""
        with self._lock:
            return self._job is not None

    def is_stale(self, slot: str) -> bool:
        """Tell whether the running job of a slot is wanted no longer."""
        with self._lock:
            return slot in self._stale

    def take(self) -> Open | Job | Waiting | None:
        """Return what to begin now: model, question on screen, the side job that waits longest, the first unit."""
        with self._lock:
            if self._model is not None:
                taken, self._model = self._model, None
                return taken
            if self._job is not None:
                job, self._job = self._job, None
                return job
            return self._take_side(Job, Opening, Measuring) or self._take_side(UnitJob)

    def take_quick(self) -> Waiting | None:
        """Return the quick job to ask for now."""
        with self._lock:
            return self._take_side(Prediction, CheckingRegion)

    def _take_side(self, *kinds: type) -> Waiting | None:
        for slot, waiting in self._sides.items():
            if isinstance(waiting.job, kinds):
                self._stale.discard(slot)
                return self._sides.pop(slot)
        return None
