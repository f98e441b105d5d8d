"""The supervisor of the engine process, which the window's engine thread runs.

Its loop compares what is wanted (`jobs.Wanted`) with what the process is doing, sends or cancels accordingly, and
starts the process again when it dies or takes too long. See docs/adr/0011 for side jobs.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.batch.rows import State
from engine.errors import Code, SaliscopeError
from engine.process.blame import PROCESS, STOPPING, Blame, culprit_of
from engine.process.engine_process import ENDED
from engine.process.jobs import Begun, Intents, Job, Measuring, UnitJob, Waiting, Wanted
from engine.process.losses import Losses
from engine.process.message_builder import MessageBuilder
from engine.process.messages import (
    Answer,
    Cancel,
    Do,
    Done,
    Event,
    Explain,
    GaveUp,
    JobEvent,
    Judged,
    MeasuredPart,
    MeasureMap,
    Open,
    OpenBeside,
    Opened,
    OpenFailed,
    Ready,
    Underway,
)

if TYPE_CHECKING:
    from engine.process.process_manager import Limits, ProcessManager


class Supervisor:
    """Has the process do what is wanted. on_event: called in the thread of `run` with what comes of it."""

    def __init__(
        self, wanted: Wanted, manager: ProcessManager, limits: Limits, on_event: Callable[[Event], None]
    ) -> None:
        self._wanted = wanted
        self._manager = manager
        self._builder = MessageBuilder(limits)
        self._limits = limits
        self._blame = Blame(limits)
        self._losses = Losses(wanted, self._blame, on_event)
        self._on_event = on_event
        self._closing = False
        # What the process is doing; touched by `run`'s thread only
        self._busy: Begun | None = None
        self._quick: Begun | None = None  # what it does between two steps of `_busy`, such as a prediction
        self._cancelling = False
        self._last_good: Open | None = None
        self._holds_model = False
        self._worked = False  # did it finish anything?

    def run(self) -> None:
        """Supervise until `close`."""
        self._start()
        try:
            while not self._closing:
                self._follow_intents()
                self._wait()
        finally:
            self._manager.end()

    def close(self) -> None:
        """Make `run` end and the process with it. From any thread."""
        self._closing = True
        self._manager.wake()

    # Intents

    def _follow_intents(self) -> None:
        intents, busy = self._wanted.intents(), self._busy
        cancelled = intents.cancelled
        if intents.restart_on is not None:
            self._renew(intents.restart_on, cancelled)
        elif not self._manager.has_process and intents.superseded:  # gave up, and now the user asks for something
            self._renew(self._manager.device, cancelled)
        elif busy is not None and busy.opening:
            # Cancel spares the last good model: it opens after a restart without having been asked for.
            if self._gives_way(busy.opening, intents) or (cancelled and busy.opening != self._last_good):
                self._abandon_opening()
        elif busy is not None and busy.on_screen and (cancelled or intents.superseded):
            self._cancel(busy, by_user=cancelled)
        elif busy is not None and not busy.on_screen and (intents.superseded or self._is_stale(busy)):
            self._cancel(busy, by_user=False)
        elif busy is not None and busy.is_unit and intents.beside:
            self._cancel(busy, by_user=False)  # which costs nothing: a unit goes on where it was
        if self._manager.has_process:
            if self._busy is None:
                self._begin_next()
            if self._quick is None and not self._is_opening:
                self._begin_quick()

    @property
    def _is_opening(self) -> bool:
        """Whether a model is being opened: a process that is new has none before, so quick jobs wait for it."""
        return self._busy is not None and self._busy.opening is not None

    def _gives_way(self, opening: Open, intents: Intents) -> bool:
        """Tell whether another file is wanted. Of the same one, what is read so far is not thrown away."""
        return intents.newer_model is not None and intents.newer_model.path != opening.path

    def _is_stale(self, begun: Begun) -> bool:
        return isinstance(begun.asked, Waiting) and self._wanted.is_stale(begun.asked.slot)

    def _renew(self, device: str, cancelled: bool) -> None:
        self._manager.device = device
        self._blame.acquit_all()
        self._manager.end()
        opening = self._busy.opening if self._busy is not None else None
        if opening is not None and opening != self._last_good and not cancelled:
            self._wanted.want_still(opening)
            self._busy = None
        self._lose_jobs(SaliscopeError(Code.CANCELLED), quietly=True)
        self._start()

    def _abandon_opening(self) -> None:
        # Loading is one native call that takes no message: only ending the process stops it.
        self._bury(SaliscopeError(Code.CANCELLED), quietly=True)

    def _cancel(self, job: Begun, by_user: bool) -> None:
        """Ask the job to stop at its next step. Only for the user's own Cancel is a slow process ended.

        A newer question waits for the next step instead: a new process would have to import and open everything again.
        """
        if by_user and not self._cancelling:
            self._cancelling = True
            job.deadline = min(job.deadline, time.monotonic() + self._limits.cancel)
        if isinstance(job.message, Explain | OpenBeside | MeasureMap | Do):
            self._manager.send(Cancel(job.message.engine_job_id))

    def _begin_next(self) -> None:
        asked = self._wanted.question and not self._wanted.newer_model
        if asked and not self._holds_model and self._last_good is not None:
            self._blame.acquit(self._last_good.path)  # it was closed, and now the user asks something of it
            self._open_again()
        while self._busy is None and (wanted := self._wanted.take()) is not None:
            if isinstance(wanted, Open):
                self._blame.acquit(wanted.path)
            self._busy, self._cancelling = self._begin(wanted), False

    def _begin_quick(self) -> None:
        while self._quick is None and (wanted := self._wanted.take_quick()) is not None:
            self._quick = self._begin(wanted)

    def _begin(self, wanted: Open | Job | Waiting) -> Begun | None:
        """Send what is wanted; None where it is refused.

        Either it has ended too many processes, or not even the message can be made, for example where memory runs out.
        """
        if self._blame.is_enough(culprit_of(wanted)):
            self._refuse(wanted, self._blame.verdict(Code.JOB_GAVE_UP))
            return None
        try:
            begun = self._builder.begun(wanted)
        except Exception as fault:  # the engine thread must go on, whatever it is
            self._refuse(wanted, SaliscopeError(Code.ENGINE_FAULT, reason=f"{type(fault).__name__}: {fault}"[:300]))
            return None
        self._manager.send(begun.message)
        return begun

    def _refuse(self, wanted: Open | Job | Waiting, error: SaliscopeError) -> None:
        assert not isinstance(wanted, Open)
        job, slot = (wanted.job, wanted.slot) if isinstance(wanted, Waiting) else (wanted, "")
        self._on_event(Done(job.job_id, error, slot))

    # Events

    def _wait(self) -> None:
        late = self._busy or self._quick
        try:
            message = self._manager.receive(self._patience(late))
        except queue.Empty:
            message = None
        if message is ENDED:
            self._bury(SaliscopeError(Code.ENGINE_DIED))
        elif message is not None:
            self._receive(message)
        elif late is not None and time.monotonic() >= late.deadline:
            self._overrun(late)
        elif late is not None and self._manager.is_stopped:
            self._bury(SaliscopeError(Code.ENGINE_STOPPED), quietly=self._cancelling)

    def _patience(self, late: Begun | None) -> float | None:
        """Return the seconds to wait: up to the deadline of the job, or of a quick one where there is no other.

        A quick one waits for a step of the other to end, so its own deadline counts only when it is alone.
        """
        if late is None:
            return None
        return max(0.0, min(late.deadline - time.monotonic(), self._manager.look_again))

    def _receive(self, event: Event) -> None:
        if isinstance(event, JobEvent):
            self._receive_about_job(event)
            return
        if isinstance(event, Ready):
            self._be_patient()
        if isinstance(event, Opened):
            self._last_good, self._holds_model = Open(event.info.path, event.info.port), True
        if isinstance(event, Opened | OpenFailed):
            event = replace(event, asked=self._busy.opening if self._busy is not None else None)
            self._busy = None
            self._be_patient()
        self._on_event(event)
        if isinstance(event, OpenFailed):
            self._after_failure(event)

    def _receive_about_job(self, event: JobEvent) -> None:
        begun = self._begun_as(event.job_id)
        if begun is None:
            return
        if isinstance(event, Answer):
            begun.answered = event.attribution.fraction >= 1
        if isinstance(event, Underway | Judged | MeasuredPart):
            self._note_progress(begun, event)
        if isinstance(event, Done):
            self._finish(begun, event)
            return
        self._be_patient()
        self._on_event(begun.told(event))

    def _note_progress(self, begun: Begun, event: Underway | Judged | MeasuredPart) -> None:
        """Remember what is still to be done of a unit, or to be measured of a map."""
        begun.under_way = True
        assert isinstance(begun.asked, Waiting)
        match event:
            case MeasuredPart(measured=found) if found.fraction >= 1:
                assert isinstance(begun.asked.job, Measuring)
                rest = begun.asked.job.without(found.measure)
                begun.asked = replace(begun.asked, job=rest)
                begun.answered = not rest.trust.measures
            case Judged():
                assert isinstance(begun.asked.job, UnitJob)
                begun.asked = replace(begun.asked, job=begun.asked.job.rest)
                if event.result.row.state is State.DONE:  # the process does not end whatever it is asked
                    self._acquit(begun)

    def _begun_as(self, engine_job_id: int) -> Begun | None:
        for begun in (self._busy, self._quick):
            if begun is not None and begun.engine_job_id == engine_job_id:
                return begun
        return None

    def _finish(self, begun: Begun, done: Done) -> None:
        """Tell that a job is over; a side job that the question on screen interrupted is done again instead."""
        if begun is self._quick:
            self._quick = None
        else:
            self._busy, self._cancelling = None, False
        self._be_patient()
        if done.error is None:
            self._acquit(begun)
        interrupted = done.error is not None and done.error.code is Code.CANCELLED
        measured = isinstance(begun.message, MeasureMap) and begun.answered
        if interrupted and not measured and isinstance(begun.asked, Waiting) and not self._is_stale(begun):
            self._wanted.put_back(replace(begun.asked, paused=begun.engine_job_id))
        else:
            self._on_event(begun.told(Done(done.job_id, None if interrupted else done.error)))

    def _be_patient(self) -> None:
        """Give the process its time anew, since it is alive. A job that is being cancelled gets no more."""
        for begun in (self._quick, None if self._cancelling else self._busy):
            if begun is not None:
                begun.deadline = max(begun.deadline, time.monotonic() + self._limits.step)

    def _overrun(self, late: Begun) -> None:
        """End a process that is silent for too long. After the user's own Cancel that is no fault, and not told."""
        self._bury(SaliscopeError(Code.ENGINE_HUNG, seconds=round(late.limit)), quietly=self._cancelling)

    def _acquit(self, begun: Begun) -> None:
        self._worked = True
        self._blame.acquit(culprit_of(begun.asked))

    # The process

    def _start(self) -> None:
        if self._closing:
            return
        self._holds_model = self._worked = False
        try:
            if self._blame.is_enough(PROCESS):
                raise self._blame.verdict(Code.ENGINE_GAVE_UP)
            self._manager.start()
        except SaliscopeError as fault:
            self._on_event(GaveUp(fault))
            return
        if not self._wanted.newer_model:
            self._open_again()

    def _after_failure(self, failed: OpenFailed) -> None:
        """Open the last model that worked again, unless it is the very one that failed."""
        if not self._holds_model and self._last_good is not None and failed.path == self._last_good.path:
            self._last_good = None
        self._open_again()

    def _open_again(self) -> None:
        """Open the last model that worked where the process does not have it and is not opening another."""
        wanted = self._last_good
        if wanted is None or self._holds_model or self._busy is not None or self._blame.is_enough(wanted.path):
            return
        self._busy, self._cancelling = self._begin(wanted), False

    def _bury(self, error: SaliscopeError, quietly: bool = False) -> None:
        """Tell what is lost with the process (see `Losses`), then clear up, which takes time, and start another."""
        if not quietly:
            self._blame.note(STOPPING if error.code is Code.ENGINE_STOPPED else self._culprit)
        self._lose_jobs(error, quietly)
        self._manager.end()
        self._start()

    @property
    def _culprit(self) -> Hashable:
        """Over what the process has just ended: its job, or the model that it opened and did nothing with."""
        begun = self._busy or self._quick
        if begun is not None and (begun.opening is None or begun.opening != self._last_good):
            return culprit_of(begun.asked)
        if begun is not None or (self._holds_model and not self._worked):
            assert self._last_good is not None
            return self._last_good.path
        return None if self._worked else PROCESS

    def _lose_jobs(self, error: SaliscopeError, quietly: bool = False) -> None:
        """Tell what became of the jobs of a process that has ended. quietly: it was ended on purpose."""
        busy, quick = self._busy, self._quick
        self._busy, self._quick, self._cancelling = None, None, False
        self._losses.tell(busy, quick, self._last_good, error, quietly)
