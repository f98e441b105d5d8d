"""An engine that notes what is asked beside the question on screen, and answers when a test says so. For the window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from engine.attribution.request import Attribution, Request
from engine.errors import Code, SaliscopeError
from engine.images import Image
from engine.process.jobs import Job, SideJob
from engine.process.messages import Answer, Done
from gui.state.images.picture import Picture
from gui.state.resolution import resolve
from gui.state.screen import ScreenState
from helpers.shown_model import model_info


def attribution_of(request: Request, classes: int = 2, fraction: float = 1.0, seconds: float = 0.01) -> Attribution:
    """Return a map as an answer to a request; a class that it leaves open is the first."""
    request = request if request.target is not None else replace(request, target=0)
    shares = np.linspace(0.9, 0.1, classes, dtype=np.float32)
    return Attribution(np.eye(4, dtype=np.float32), request, shares, shares, seconds, fraction=fraction)


class RecordedEngine(QObject):
    """Stands for the controller: its client, its reader of images, and what it reports of side jobs.

    asked: what was asked for last in each slot, in this order; withdrawn: the slots that nothing is wanted in.
    failure: see `EngineClient`.
    """

    side_reported = Signal(object)
    engine_turned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.client = self
        self.asked: dict[str, SideJob] = {}
        self.withdrawn: list[str] = []
        self.failure: SaliscopeError | None = None

    def give_up(self) -> None:
        """Have no engine any longer."""
        self.failure = SaliscopeError(Code.ENGINE_GAVE_UP, restarts=3, minutes=5)
        self.engine_turned.emit()

    def revive(self) -> None:
        if self.failure is not None:
            self.failure = None
            self.engine_turned.emit()

    def do_beside(self, slot: str, job: SideJob) -> None:
        self.asked.pop(slot, None)
        self.asked[slot] = job

    def withdraw(self, slot: str) -> None:
        self.asked.pop(slot, None)
        self.withdrawn.append(slot)

    def reader(self, path, of_series=False):
        raise AssertionError(f"{path} is read")

    @property
    def methods(self) -> list[str]:
        """The methods that are asked for, in the order of asking."""
        return [job.request.method for job in self.asked.values() if isinstance(job, Job)]

    def answer(self, method: str, fraction: float = 1.0, seconds: float = 0.01) -> Attribution:
        """Answer what was asked for a method; return the map."""
        slot, job = self.question(method)
        found = attribution_of(job.request, fraction=fraction, seconds=seconds)
        self.side_reported.emit(Answer(job.job_id, found, slot))
        if fraction >= 1:
            self.finish(slot, job)
        return found

    def question(self, method: str) -> tuple[str, Job]:
        return next((slot, job) for slot, job in self.asked.items() if job.request.method == method)

    def finish(self, slot: str, job: Job, error=None) -> None:
        """End a job, which is asked no longer then."""
        if self.asked.get(slot) is job:
            del self.asked[slot]
        self.side_reported.emit(Done(job.job_id, error, slot))


def picture_of(sha256: str = "1" * 64, size: tuple[int, int] = (60, 40)) -> Picture:
    pixels = np.full((size[1], size[0], 3), 128, np.uint8)
    return Picture(Image(pixels, f"{sha256[0]}.png", None, sha256, (), "test"), (pixels,))


def explained_state(**facts) -> ScreenState:
    """Return the state of a screen with an image, a model and the map of its first class. facts: of the model."""
    state = ScreenState()
    state.show_model(model_info(**facts))
    state.show_picture(picture_of())
    explain(state)
    return state


def explain(state: ScreenState) -> Attribution:
    """Answer the question on screen."""
    request = resolve(state.question)
    assert request is not None
    found = attribution_of(request)
    state.show_attribution(found)
    return found
