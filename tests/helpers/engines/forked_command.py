"""The command line in a process that need not import TensorFlow: it is forked from one that has (`forked_engine`)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from helpers.engines.forked_engine import start_fork_server

_IMPORTED = ("main", "engine.batch.work", "engine.cli.batch.command", "gui.batch.report.writing", "gui.models.card")


def start_command(arguments: Sequence[object], output: Path) -> BaseProcess:
    """Run `python main.py` with these arguments. output: of both streams, which are no terminal."""
    start_fork_server(*_IMPORTED)
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=_run, args=([str(argument) for argument in arguments], output))
    process.start()
    return process


def _run(arguments: list[str], output: Path) -> None:
    with output.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored where the tests themselves are to outlive a terminal
    import main

    sys.exit(main.main(arguments))
