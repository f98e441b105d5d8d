"""A folder is judged, with all that this takes: journal, engine, measures and reports."""

from __future__ import annotations

import shutil
from pathlib import Path

import resources
from engine.batch.plan import Plan
from engine.batch.progress import Progress
from engine.batch.run_folder import RunFolder
from engine.batch.runner import Runner
from engine.evaluation.classification import answered, judge
from engine.process.executor import EngineExecutor
from engine.process.workers import ExecutorWorkers
from gui.batch.report.writing import Kind, write_report
from gui.self_test.program import Program

_SAMPLE = resources.SAMPLES[0]


def judged_folder(program: Program, folder: Path) -> str:
    """Judge a folder of a sample image and a damaged one, and write what is written of it."""
    source, place = folder / "folder of images", folder / "run"
    source.mkdir()
    shutil.copy(_SAMPLE, source)
    (source / "damaged.png").write_bytes(_SAMPLE.read_bytes()[:1000])
    info = program.state.model
    assert info is not None
    plan = Plan(info.path, info.sha256, info.labels, info.pixel_values)
    with RunFolder.create(place, plan, source) as run:
        run.set_model(info)
        last = _run_to_end(program, run)
        assert (last.done, last.refused) == (1, 1), f"{last.done} done, {last.refused} refused"
        rows = run.rows()
        truths = {row.name: row.target for row in rows if row.target is not None}
        judgement = judge(answered(rows, truths), len(info.labels))
        assert judgement is not None and judgement.accuracy == 1
    files = write_report(place, list(Kind), place, "en")
    return ", ".join(path.name for path in files)


def _run_to_end(program: Program, run: RunFolder) -> Progress:
    told: list[Progress] = []
    workers = ExecutorWorkers(EngineExecutor(program.window.controller.client))
    runner = Runner(run, workers, told.append)
    runner.start()
    program.wait(lambda: runner.join(0), "the batch")
    workers.shutdown()
    return told[-1]
