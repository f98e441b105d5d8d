"""The command `batch`: explains and judges all images of a folder, and goes on where it was interrupted."""

from __future__ import annotations

import gc
import io
import math
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from engine.batch.listing import chosen, list_photographs
from engine.batch.progress import Progress, RunState
from engine.batch.run_folder import RunFolder
from engine.batch.runner import Runner
from engine.batch.tables import write_tables
from engine.cli.batch.display import display_for
from engine.cli.batch.known import read_known
from engine.cli.batch.lines import answer, lines_of_libraries, tell
from engine.cli.batch.parser import check_usage, left_out, plan_of
from engine.cli.batch.words import Said
from engine.cli.model import open_as_asked, print_cautions
from engine.errors import Code, SaliscopeError

if TYPE_CHECKING:
    import argparse
    from types import FrameType

    from engine.batch.workers import Workers
    from engine.cli.batch.display import Display
    from engine.cli.batch.words import Report, Words
    from engine.models.classifier import Classifier

WORKED, SOME_REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130
_LOOK = 0.2  # seconds between two looks at whether a signal has come: Python calls its handlers in this thread alone
_GRACE = 5.0  # seconds that what is under way has after a signal, before it is cancelled
_HANGUP = getattr(signal, "SIGHUP", None)  # not on Windows
_SIGNALS = tuple(filter(None, (signal.SIGINT, signal.SIGTERM, _HANGUP)))


def run_batch(arguments: argparse.Namespace, words: Words, report: Report) -> int:
    """Explain and judge all images of a folder. Returns the exit status: 130 after a signal, else as `explain`.

    report: writes reports of a run folder.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a name that the terminal cannot show must not end the run
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(arguments, words, report)
    except SaliscopeError as error:
        tell(words.sentence(error))
        return WRONG_USAGE


def _run(arguments: argparse.Namespace, words: Words, report: Report) -> int:
    check_usage(arguments)
    if RunFolder.is_one(arguments.out) and not arguments.resume:
        raise SaliscopeError(Code.RUN_EXISTS, name=str(arguments.out))
    names = list_photographs(arguments.source, arguments.out)
    if not names:
        raise SaliscopeError(Code.RUN_SOURCE_EMPTY, name=str(arguments.source))
    classifier = open_as_asked(arguments, words.sentence)
    info = classifier.info
    plan = plan_of(arguments, info)
    print_cautions(arguments, info, words.caution, words.assumption)
    if missing := left_out(arguments, info):
        tell(words.say(Said.LEFT_OUT, methods=", ".join(missing)))
    known = read_known(names, info.labels, arguments, words, tell)
    limited = chosen(names, known.masks, arguments.limit)
    if limited:
        tell(words.say(Said.CHOSEN, count=len(limited), total=len(names)))
    with ExitStack() as computing:
        computing.enter_context(lines_of_libraries())
        workers = _workers(arguments, classifier)
        computing.callback(workers.shutdown)
        del classifier  # where others compute, it is held in memory no longer
        gc.collect()
        with RunFolder.create(arguments.out, plan, arguments.source) as run:
            run.set_model(info)
            known.keep(run)
            run.set_chosen(limited)
            last = _to_end(run, workers, words)
            computing.close()
            return _conclude(run, last, arguments, words, report)


def _workers(arguments: argparse.Namespace, classifier: Classifier) -> Workers:
    if arguments.scheduler is not None:
        from engine.batch.cluster import ClusterWorkers, Tls

        tls = Tls(arguments.tls_ca, arguments.tls_cert, arguments.tls_key) if arguments.tls_ca else None
        return ClusterWorkers(arguments.scheduler, tls, arguments.no_tls)
    if arguments.workers > 1:
        from engine.process.workers import EngineWorkers

        return EngineWorkers(arguments.workers)
    from engine.batch.workers import LocalWorkers

    return LocalWorkers(classifier)


def _to_end(run: RunFolder, workers: Workers, words: Words) -> Progress:
    """Do the run until its end or a signal. Return the last progress."""
    told: list[Progress] = []
    display = display_for(words)

    def show(progress: Progress) -> None:
        told[:] = [progress]
        display.show(progress)

    runner = Runner(run, workers, show, attended=False)
    try:
        display.say(words.say(Said.LISTING, name=str(run.source)))
        with _stopping_by_signal(runner, display, words) as ends:
            runner.start()
            while not runner.join(_LOOK):
                if ends and time.monotonic() > ends[0]:
                    ends[0] = math.inf
                    workers.shutdown()
    finally:
        display.close()
    return told[0]


@contextmanager
def _stopping_by_signal(runner: Runner, display: Display, words: Words) -> Iterator[list[float]]:
    """Stop the run at Ctrl+C, at SIGTERM and when the terminal hangs up; at the second signal without grace.

    Yields when what is under way is to be cancelled, in seconds, [] before the first signal. A third one does what it
    would have done: nothing that is kept can be harmed.
    """
    ends: list[float] = []

    def stop(_number: int, _frame: FrameType | None) -> None:
        if ends:
            ends[0] = min(ends[0], 0)
            restore()
            return
        ends.append(time.monotonic() + _GRACE)
        runner.stop()
        display.say(words.say(Said.STOPPING))

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    # Whoever started this with "nohup" wants it to outlive the terminal.
    heeded = [number for number in _SIGNALS if number != _HANGUP or signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, stop) for number in heeded}
    try:
        yield ends
    finally:
        restore()


def _conclude(run: RunFolder, last: Progress, arguments: argparse.Namespace, words: Words, report: Report) -> int:
    """Say how the run ended, and write what is made of it. Returns the exit status."""
    if last.state is not RunState.FINISHED:
        if last.error is not None:
            tell(words.sentence(last.error))
        finished = last.done + last.refused
        tell(words.say(Said.STOPPED, finished=finished, total=last.total))
        tell(words.say(Said.GO_ON))
        return WRONG_USAGE if last.error is not None else INTERRUPTED
    answer(words.say(Said.DONE, done=last.done, refused=last.refused))
    for line in words.figures(run):
        answer(line)
    answer(words.say(Said.RESULTS, name=str(run.folder)))
    for path in _written(run, arguments, report):
        answer(path)
    return SOME_REFUSED if last.refused else WORKED


def _written(run: RunFolder, arguments: argparse.Namespace, report: Report) -> Iterator[Path]:
    """Write the table, and the reports that are asked for. Yields the files."""
    yield from write_tables(run)
    if arguments.report:
        yield from report(run.folder, arguments.report, run.folder)
