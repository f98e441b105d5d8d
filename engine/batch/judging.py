"""A whole folder judged in one call: what the library offers of batches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.known.told import Told, tell
from engine.batch.listing import chosen, list_photographs
from engine.batch.progress import Progress
from engine.batch.run_folder import RunFolder
from engine.batch.runner import Runner
from engine.errors import Code, SaliscopeError
from engine.evaluation.located_measures import LocatedMeasures, measure_located
from engine.measures.ranking import Ranking, rank
from engine.system.quick_dataclass import dataclass

if TYPE_CHECKING:
    from engine.batch.known.matching import Matching
    from engine.batch.plan import Plan
    from engine.batch.rows import Row
    from engine.batch.workers import Workers
    from engine.evaluation.classification import Judgement
    from engine.models.model_info import ModelInfo

_LOOK = 0.2  # seconds between two looks for Ctrl+C


@dataclass(frozen=True, eq=False)
class Judged:
    """What a batch found out. rows: of all images, in their order; truths: the true classes that are known.

    judgement: how right the answers are; None where no true class is known. located: how the maps meet the objects'
    regions; None where none are known. matching: which classes the names of true classes were taken for, and which
    names mean none; None where no true classes were given. ranking: how far to trust the maps, by method; None where
    none was measured.
    """

    folder: Path
    rows: tuple[Row, ...]
    truths: dict[str, int]
    judgement: Judgement | None
    located: LocatedMeasures | None
    matching: Matching | None
    ranking: Ranking | None = None


def judge(
    plan: Plan,
    info: ModelInfo,
    workers: Workers,
    source: Path,
    folder: Path,
    truth: Path | str | None = None,
    regions: Path | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    limit: int | None = None,
) -> Judged:
    """Explain and judge all images of a folder, or go on with the run that is there. Shuts the workers down.

    truth, regions: as of `tell`. limit: at most so many images, evenly from all over the folder; None: all.
    on_progress: called in another thread.
    Raises SaliscopeError: what `RunFolder.create`, `tell` and the workers raise, RUN_SOURCE_EMPTY.
    """
    try:
        names = list_photographs(source, folder)
        if not names:
            raise SaliscopeError(Code.RUN_SOURCE_EMPTY, name=str(source))
        told = tell(names, plan.labels, source, truth, regions)
        with RunFolder.create(folder, plan, source) as run:
            run.set_model(info)
            told.keep(run)
            run.set_chosen(chosen(names, told.masks, limit))
            _finish(run, workers, on_progress)
            return _judged(run, told)
    finally:
        workers.shutdown()


def _finish(run: RunFolder, workers: Workers, on_progress: Callable[[Progress], None] | None) -> None:
    told: list[Progress] = []

    def show(progress: Progress) -> None:
        told[:] = [progress]
        if on_progress is not None:
            on_progress(progress)

    runner = Runner(run, workers, show, attended=False)
    runner.start()
    try:
        while not runner.join(_LOOK):
            pass  # Python raises KeyboardInterrupt between two looks
    except BaseException:  # Ctrl+C: what was done is kept
        runner.stop()
        workers.shutdown()
        runner.join()
        raise
    if told[0].error is not None:
        raise told[0].error


def _judged(run: RunFolder, told: Told) -> Judged:
    from engine.evaluation.classification import answered
    from engine.evaluation.classification import judge as measured

    rows, truths = tuple(run.rows()), run.truths()
    judgement = measured(answered(rows, truths), len(run.plan.labels))
    ranking = rank(row.measured for row in rows) if run.plan.measures else None
    return Judged(run.folder, rows, truths, judgement, measure_located(rows), told.matching, ranking)
