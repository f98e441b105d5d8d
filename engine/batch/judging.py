"""A whole folder judged in one call: what the library offers of batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.listing import list_photographs
from engine.batch.progress import Progress, RunState
from engine.batch.run_folder import RunFolder
from engine.batch.runner import Runner
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    from engine.batch.plan import Plan
    from engine.batch.rows import Row
    from engine.batch.workers import Workers
    from engine.evaluation.classification import Judgement
    from engine.models.model_info import ModelInfo

FOLDERS = "folders"  # in place of a table: the sub-folders' names are the true classes
_LOOK = 0.2  # seconds between two looks for Ctrl+C


@dataclass(frozen=True, eq=False)
class Judged:
    """What a batch found out. rows: of all images, in their order; truths: the true classes that are known.

    judgement: how right the answers are; None where no true class is known.
    """

    folder: Path
    rows: tuple[Row, ...]
    truths: dict[str, int]
    judgement: Judgement | None


def judge(
    plan: Plan,
    info: ModelInfo,
    workers: Workers,
    source: Path,
    folder: Path,
    truth: Path | str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Judged:
    """Explain and judge all images of a folder, or go on with the run that is there. Shuts the workers down.

    truth: a CSV of images and classes, or "folders". on_progress: called in another thread.
    Raises SaliscopeError: what `RunFolder.create`, `read_truth` and the workers raise, RUN_SOURCE_EMPTY.
    """
    try:
        names = list_photographs(source, folder)
        if not names:
            raise SaliscopeError(Code.RUN_SOURCE_EMPTY, name=str(source))
        with RunFolder.create(folder, plan, source) as run:
            run.set_model(info)
            if truth is not None:
                _keep_truth(run, names, truth)
            _finish(run, workers, on_progress)
            return _judged(run)
    finally:
        workers.shutdown()


def _keep_truth(run: RunFolder, names: list[str], truth: Path | str) -> None:
    from engine.batch.known.matching import match_classes
    from engine.batch.known.truth import read_truth, truth_of_folders

    said = truth_of_folders(names) if truth == FOLDERS else read_truth(Path(truth), names)
    found = match_classes(set(said.values()), run.plan.labels).found
    run.set_truth_names(said)
    run.set_truths({name: found.get(each) for name, each in said.items()})


def _finish(run: RunFolder, workers: Workers, on_progress: Callable[[Progress], None] | None) -> None:
    told: list[Progress] = []

    def show(progress: Progress) -> None:
        told[:] = [progress]
        if on_progress is not None:
            on_progress(progress)

    runner = Runner(run, workers, show)
    runner.start()
    try:
        while not runner.join(_LOOK):
            if told and told[0].state is RunState.PAUSED:  # the disk is full
                runner.stop()
    except BaseException:  # Ctrl+C: what was done is kept
        runner.stop()
        workers.shutdown()
        runner.join()
        raise
    if told[0].error is not None:
        raise told[0].error


def _judged(run: RunFolder) -> Judged:
    from engine.evaluation.classification import answered
    from engine.evaluation.classification import judge as measured

    rows, truths = tuple(run.rows()), run.truths()
    return Judged(run.folder, rows, truths, measured(answered(rows, truths), len(run.plan.labels)))
