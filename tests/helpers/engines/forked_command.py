"""Commands in processes that need not import TensorFlow: they are forked from one that has (`forked_engine`)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from helpers.engines.forked_engine import start_fork_server

_IMPORTED = ("main", "engine.batch.work", "engine.cli.batch.command", "gui.batch.report.writing", "gui.models.card")


def start_command(arguments: Sequence[object], output: Path) -> BaseProcess:
    """Run `python main.py` with these arguments. output: of both streams, which are no terminal."""
    return start_forked(_run_main, [str(argument) for argument in arguments], output, *_IMPORTED)


def start_forked(run: Callable[[list[str]], object], arguments: list[str], output: Path, *imported: str) -> BaseProcess:
    """Run a module's function with these arguments. imported: what the process that it is forked from imports.

    That is what it had imported at its start, where it runs already.
    """
    start_fork_server(*imported)
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=_run, args=(run, arguments, output))
    process.start()
    return process


def _run(run: Callable[[list[str]], object], arguments: list[str], output: Path) -> None:
    with output.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored where the tests themselves are to outlive a terminal
    sys.exit(run(arguments))


def _run_main(arguments: list[str]) -> int:
    import main

    return main.main(arguments)
