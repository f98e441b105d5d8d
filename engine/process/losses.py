"""What becomes of the jobs of an engine process that has ended: told as lost, or asked of the next one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from engine.batch.units import refused
from engine.errors import Code, SaliscopeError
from engine.process.blame import STOPPING, Blame, about_the_file, culprit_of
from engine.process.jobs import Begun, Job, UnitJob, Waiting, Wanted
from engine.process.messages import Died, Do, Done, Event, Judged, Open, OpenBeside, OpenFailed


class Losses:
    """Tells of each job that was under way. on_event: as in `Supervisor`."""

    def __init__(self, wanted: Wanted, blame: Blame, on_event: Callable[[Event], None]) -> None:
        self._wanted = wanted
        self._blame = blame
        self._on_event = on_event

    def tell(
        self, begun: Begun | None, quick: Begun | None, last_good: Open | None, error: SaliscopeError, quietly: bool
    ) -> None:
        """Tell what became of the jobs of a process that has ended.

        begun, quick: what it was doing, and what it did between two steps of that; last_good: the model that the next
        process opens by itself; quietly: it was ended on purpose.
        """
        if quick is not None:
            self._lose_side(quick, error, guilty=begun is None and not quietly)
        if begun is not None and isinstance(begun.asked, Waiting):
            self._lose_side(begun, error, guilty=not quietly)
        elif begun is not None and not quietly and self._goes_on(begun, last_good, error):
            self._on_event(Died(error, None))
        elif begun is not None and begun.opening:
            self._lose_opening(begun.opening, last_good, error)
        elif begun is not None and quietly:
            self._on_event(begun.told(Done(0)))
        elif begun is not None:
            assert isinstance(begun.asked, Job)
            given_up = self._blame.is_enough(culprit_of(begun.asked))
            self._on_event(Died(self._blame.verdict(Code.JOB_GAVE_UP) if given_up else error, begun.asked.job_id))
        elif not quietly and quick is None:
            self._on_event(Died(self._blame.told_of(last_good, error), None))

    def _goes_on(self, begun: Begun, last_good: Open | None, error: SaliscopeError) -> bool:
        """Have the next process do what the screen waits for if this one was stopped; not again and again."""
        assert not isinstance(begun.asked, Waiting)
        if error.code is not Code.ENGINE_STOPPED:
            return False
        if begun.opening is not None and begun.opening == last_good:
            return True  # the next process opens it anyway
        return not self._blame.is_enough(STOPPING) and self._wanted.want_still(begun.asked)

    def _lose_side(self, begun: Begun, error: SaliscopeError, guilty: bool) -> None:
        """Do a side job once more in the next process; tell the error where it is the second process that it ended.

        guilty: the process ended while doing this job, and not of another job or on purpose.
        """
        waiting = begun.asked
        assert isinstance(waiting, Waiting)
        guilty = guilty and error.code is not Code.ENGINE_STOPPED
        if guilty and self._blame.is_enough(culprit_of(waiting)):
            self._on_event(begun.told(Done(0, self._blame.verdict(Code.JOB_GAVE_UP))))
            return
        if isinstance(waiting.job, UnitJob) and begun.under_way:
            self._lose_unit(begun, waiting, waiting.job, error if guilty else None)
            return
        waiting = replace(waiting, deaths=waiting.deaths + guilty)
        if waiting.deaths < 2 and not begun.answered:
            self._wanted.put_back(waiting)
        elif isinstance(begun.message, OpenBeside):
            self._on_event(begun.told(Done(0, about_the_file(error, begun.message.path.name))))
        elif isinstance(begun.message, Do):
            self._on_event(begun.told(Done(0, about_the_file(error, begun.message.unit.plan.model.name))))
        else:
            self._on_event(begun.told(Done(0, error)))

    def _lose_unit(self, begun: Begun, waiting: Waiting, job: UnitJob, error: SaliscopeError | None) -> None:
        """Have the next process do what is missing of a unit, one photograph after the other.

        The one that ends the process then is refused. error: None where the process was ended on purpose.
        """
        if error is not None and job.alone and job.unit.photographs:
            self._on_event(begun.told(Judged(0, refused(job.unit.plan, job.unit.photographs[0], error))))
            job = job.rest
        if job.unit.photographs:
            self._wanted.put_back(replace(waiting, job=replace(job, alone=job.alone or error is not None)))
        else:
            self._on_event(begun.told(Done(0)))

    def _lose_opening(self, opening: Open, last_good: Open | None, error: SaliscopeError) -> None:
        """Tell that a model was not opened. The last one that worked is tried again, until it is closed, too.

        With it goes the question that waited for it, which would have it opened again and again.
        """
        if opening != last_good or error.code is Code.CANCELLED:
            self._on_event(OpenFailed(opening.path, about_the_file(error, opening.path.name), opening))
        elif self._blame.is_enough(opening.path):
            verdict = self._blame.told_of(opening, error)
            self._on_event(OpenFailed(opening.path, verdict, opening))
            if (job := self._wanted.give_up()) is not None:
                self._on_event(Died(verdict, job.job_id))
        else:
            self._on_event(Died(error, None))
